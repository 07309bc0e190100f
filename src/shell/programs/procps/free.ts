/** free: how much memory there is and is used. As procps-ng 4.0.4 free. */
import { readMemory } from '../../files/processes/process-row.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'free',
  usage: '[options]',
  summary: 'Display amount of free and used memory in the system.',
  options: {
    unit: lastOf({
      bytes: { short: 'b', long: 'bytes' },
      kilo: { long: 'kilo' },
      mega: { long: 'mega' },
      giga: { long: 'giga' },
      kibi: { short: 'k', long: 'kibi' },
      mebi: { short: 'm', long: 'mebi' },
      gibi: { short: 'g', long: 'gibi' },
      human: { short: 'h', long: 'human', help: 'show human-readable output' },
    }),
    si: { long: 'si', help: 'use powers of 1000 not 1024' },
    lohi: { short: 'l', long: 'lohi', notSimulated: true },
    line: { short: 'L', long: 'line', notSimulated: true },
    total: { short: 't', long: 'total', help: 'show total for RAM + swap' },
    committed: { short: 'v', long: 'committed', notSimulated: true },
    seconds: {
      short: 's',
      long: 'seconds',
      argument: 'N',
      help: 'repeat printing every N seconds',
      type: readNumber('seconds argument failed'),
    },
    count: {
      short: 'c',
      long: 'count',
      argument: 'N',
      help: 'repeat printing N times, then exit',
      type: readNumber('failed to parse count argument'),
    },
    wide: { short: 'w', long: 'wide', help: 'wide output' },
  },
  async run(io, { unit, si, total, seconds, count, wide }) {
    const rounds = count ?? (seconds === undefined ? 1 : Number.POSITIVE_INFINITY);
    for (let i = 0; i < rounds; i++) {
      if (i > 0) {
        await io.out('\n');
        await io.flush();
        await io.process.sleep((seconds ?? 1) * 1e6);
      }
      await io.out(table(io, { show: shower(unit ?? 'kibi', si), total, wide }));
    }
    return 0;
  },
});

function readNumber(text: string): (word: string) => number {
  return (word) => {
    if (!/^\d+(\.\d+)?$/.test(word) || Number(word) <= 0) throw new UsageError(`${text}: '${word}'`, { hint: false });
    return Number(word);
  };
}

type Unit = 'bytes' | 'kilo' | 'mega' | 'giga' | 'kibi' | 'mebi' | 'gibi' | 'human';
const DIVISORS: Readonly<Record<Exclude<Unit, 'human'>, number>> = {
  bytes: 1,
  kilo: 1e3,
  mega: 1e6,
  giga: 1e9,
  kibi: 1024,
  mebi: 1024 ** 2,
  gibi: 1024 ** 3,
};

function shower(unit: Unit, si: boolean): (kibibytes: number) => string {
  if (unit === 'human') return (kibibytes) => human(kibibytes * 1024, si);
  const named = si ? ({ kibi: 'kilo', mebi: 'mega', gibi: 'giga' } as const)[unit as 'kibi'] : undefined;
  const divisor = DIVISORS[named ?? unit];
  return (kibibytes) => String(Math.floor((kibibytes * 1024) / divisor));
}

/** `3.2Gi`, `18Gi`: the first of one decimal or none that fits into four places. */
function human(bytes: number, si: boolean): string {
  const base = si ? 1000 : 1024;
  const units = si ? ['B', 'K', 'M', 'G', 'T', 'P'] : ['B', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  for (const [i, name] of units.entries()) {
    const value = bytes / base ** i;
    if (i === 0 && value < 10_000 && value < base) return `${value}${name}`;
    if (i === 0) continue;
    if (value.toFixed(1).length <= 3 && value < 10) return `${value.toFixed(1)}${name}`;
    if (Math.floor(value) < 1000) return `${Math.floor(value)}${name}`;
  }
  return `${bytes}B`;
}

function table(
  io: ProgramIo,
  { show, total, wide }: { readonly show: (kibibytes: number) => string; readonly total: boolean; readonly wide: boolean },
): string {
  const memory = readMemory(io);
  const all = memory('MemTotal');
  const cache = memory('Cached') + memory('SReclaimable');
  const available = memory('MemAvailable');
  const used = all - available;
  const row = (name: string, values: readonly number[]): string =>
    `${`${name}:`.padEnd(9)}${values.map((value) => show(value).padStart(11)).join(' ')}\n`;
  const buffers = wide ? [memory('Buffers'), cache] : [memory('Buffers') + cache];
  const names = ['total', 'used', 'free', 'shared', ...(wide ? ['buffers', 'cache'] : ['buff/cache']), 'available'];
  const swap = [memory('SwapTotal'), memory('SwapTotal') - memory('SwapFree'), memory('SwapFree')];
  const sums = [all + (swap[0] ?? 0), used + (swap[1] ?? 0), memory('MemFree') + (swap[2] ?? 0)];
  return `         ${names.map((name) => name.padStart(11)).join(' ')}\n${row('Mem', [all, used, memory('MemFree'), memory('Shmem'), ...buffers, available])}${row('Swap', swap)}${total ? row('Total', sums) : ''}`;
}

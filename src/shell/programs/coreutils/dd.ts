/** dd: copies a file with its own block sizes. As GNU coreutils 9.4 dd, without conversions of character sets. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseSize } from '../../formats/sizes.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { standardAnswer } from '../standard-answer.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'dd',
  usage: '[OPERAND]...\n  or:  dd OPTION',
  summary: 'Copy a file, converting and formatting according to the operands.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  async run(io, _options, words) {
    if (
      await standardAnswer(io, words, {
        usage: '[OPERAND]...',
        summary: 'Copy a file, converting and formatting according to the operands.',
      })
    )
      return 0;
    const plan = readPlan(words);
    const started = io.process.now();
    const counts: Counts = { fullIn: 0, partIn: 0, fullOut: 0, partOut: 0, bytes: 0 };
    io.process.on('USR1', { handle: () => void report(io, counts, started, plan) });
    const input = await open(io, plan.input, { read: true }, 0);
    const output = await open(
      io,
      plan.output,
      {
        write: true,
        create: !plan.conversions.has('nocreat'),
        exclusive: plan.conversions.has('excl'),
        truncate: !plan.conversions.has('notrunc') && plan.seek === 0,
        append: plan.append,
      },
      1,
    );
    if (plan.seek > 0) await seekOutput(io, output, plan);
    await skipInput(io, input, plan);
    const failed = await copy(io, input, output, plan, counts);
    await report(io, counts, started, plan);
    return failed ? 1 : 0;
  },
});

interface Plan {
  readonly input: ByteString | undefined;
  readonly output: ByteString | undefined;
  readonly inputBlock: number;
  readonly outputBlock: number;
  readonly count: number;
  readonly countBytes: boolean;
  readonly skip: number;
  readonly seek: number;
  readonly fullBlocks: boolean;
  readonly append: boolean;
  readonly status: ByteString;
  readonly conversions: ReadonlySet<string>;
}

interface Counts {
  fullIn: number;
  partIn: number;
  fullOut: number;
  partOut: number;
  bytes: number;
}

const CONVERSIONS = ['ucase', 'lcase', 'swab', 'sync', 'excl', 'nocreat', 'notrunc', 'noerror', 'fdatasync', 'fsync', 'sparse'];

function readPlan(words: readonly ByteString[]): Plan {
  const values = new Map<string, ByteString>();
  for (const word of words) {
    const match = /^(if|of|bs|ibs|obs|cbs|count|skip|iseek|seek|oseek|status|conv|iflag|oflag)=(.*)$/s.exec(word);
    if (!match) throw new UsageError(`unrecognized operand ${localeQuoted(word)}`);
    values.set((match[1] ?? '').replace(/^iseek$/, 'skip').replace(/^oseek$/, 'seek'), match[2] ?? '');
  }
  const number = (key: string, usual: number): number => {
    const text = values.get(key);
    if (text === undefined) return usual;
    const product = text
      .replace(/B$/, '')
      .split('x')
      .map((part) => parseSize(part) ?? Number.NaN)
      .reduce((a, b) => a * b, 1);
    if (Number.isNaN(product) || (/bs$/.test(key) && product === 0))
      throw new UsageError(`invalid number: ${localeQuoted(text)}`, { hint: false });
    return product;
  };
  const conversions = new Set((values.get('conv') ?? '').split(',').filter((name) => name !== ''));
  for (const name of conversions) if (!CONVERSIONS.includes(name)) throw new UsageError(`invalid conversion: ${localeQuoted(name)}`);
  const flags = (key: string): readonly string[] => (values.get(key) ?? '').split(',');
  const status = values.get('status') ?? 'default';
  if (!['default', 'none', 'noxfer', 'progress'].includes(status)) throw new UsageError(`invalid status level: ${localeQuoted(status)}`);
  const block = number('bs', 512);
  return {
    input: values.get('if'),
    output: values.get('of'),
    inputBlock: values.has('bs') ? block : number('ibs', 512),
    outputBlock: values.has('bs') ? block : number('obs', 512),
    count: number('count', Number.POSITIVE_INFINITY),
    countBytes: flags('iflag').includes('count_bytes') || /B$/.test(values.get('count') ?? ''),
    skip: number('skip', 0),
    seek: number('seek', 0),
    fullBlocks: flags('iflag').includes('fullblock'),
    append: flags('oflag').includes('append'),
    status,
    conversions,
  };
}

async function open(
  io: ProgramIo,
  path: ByteString | undefined,
  flags: Parameters<ProgramIo['process']['open']>[1],
  standard: number,
): Promise<number> {
  if (path === undefined) return standard;
  try {
    return await io.process.open(path, flags);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`failed to open ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

/** What is before `seek` stays, what is after it goes. */
async function seekOutput(io: ProgramIo, fd: number, { seek, outputBlock, conversions, output }: Plan): Promise<void> {
  const offset = seek * outputBlock;
  if (!conversions.has('notrunc') && io.process.fstat(fd).type === 'file') io.process.ftruncate(fd, offset);
  try {
    io.process.seek(fd, offset, 'set');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`${io.quoted(output ?? 'standard output')}: cannot seek: ${error.text}`, { hint: false });
  }
}

async function skipInput(io: ProgramIo, fd: number, { skip, inputBlock, input }: Plan): Promise<void> {
  if (skip === 0) return;
  try {
    const { size, type } = io.process.fstat(fd);
    if (type === 'file' && skip * inputBlock > size)
      await io.complain(`${io.quoted(input ?? 'standard input')}: cannot skip to specified offset`);
    io.process.seek(fd, skip * inputBlock, 'current');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    for (let i = 0; i < skip; i++) if ((await io.process.read(fd, inputBlock)).length === 0) return;
  }
}

/** True when the output could not be written (said). */
async function copy(io: ProgramIo, input: number, output: number, plan: Plan, counts: Counts): Promise<boolean> {
  let left = plan.countBytes ? plan.count : Number.POSITIVE_INFINITY;
  const blocks = plan.countBytes ? Number.POSITIVE_INFINITY : plan.count;
  while (counts.fullIn + counts.partIn < blocks && left > 0) {
    const wanted = Math.min(plan.inputBlock, left);
    const block = await readBlock(io, input, wanted, plan.fullBlocks);
    if (block.length === 0) return false;
    left -= block.length;
    if (block.length === plan.inputBlock) counts.fullIn++;
    else counts.partIn++;
    const converted = convert(block, plan);
    try {
      await io.process.write(output, converted);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`error writing ${io.quoted(plan.output ?? 'standard output')}: ${error.text}`);
      return true;
    }
    counts.bytes += converted.length;
    if (converted.length >= plan.outputBlock) counts.fullOut += Math.floor(converted.length / plan.outputBlock);
    if (converted.length % plan.outputBlock !== 0) counts.partOut++;
    const pause = io.process.tick(1 + (block.length >> 10));
    if (pause) await pause;
  }
  return false;
}

/** One read; with iflag=fullblock as many as fill the block. */
async function readBlock(io: ProgramIo, fd: number, size: number, full: boolean): Promise<Uint8Array> {
  const first = await io.process.read(fd, size);
  const regular = io.process.fstat(fd).type !== 'fifo' && io.process.terminal(fd) === undefined;
  if (first.length === size || first.length === 0 || (!full && !regular)) return first;
  const whole = new Uint8Array(size);
  whole.set(first);
  let length = first.length;
  while (length < size) {
    const more = await io.process.read(fd, size - length);
    if (more.length === 0) break;
    whole.set(more, length);
    length += more.length;
  }
  return whole.subarray(0, length);
}

function convert(block: Uint8Array, { conversions, inputBlock }: Plan): Uint8Array {
  let bytes = block;
  if (conversions.has('sync') && bytes.length < inputBlock) {
    const filled = new Uint8Array(inputBlock);
    filled.set(bytes);
    bytes = filled;
  }
  if (conversions.has('ucase')) bytes = bytes.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte));
  if (conversions.has('lcase')) bytes = bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
  if (conversions.has('swab')) bytes = bytes.map((byte, i) => (i % 2 === 1 ? (block[i - 1] ?? byte) : (block[i + 1] ?? byte)));
  return bytes;
}

async function report(
  io: ProgramIo,
  { fullIn, partIn, fullOut, partOut, bytes }: Counts,
  started: number,
  { status }: Plan,
): Promise<void> {
  if (status === 'none') return;
  await io.err(`${fullIn}+${partIn} records in\n${fullOut}+${partOut} records out\n`);
  if (status === 'noxfer') return;
  const seconds = Math.max(1, io.process.now() - started) / 1e6;
  const decimal = scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
  const binary = scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
  const shown = bytes < 1000 ? '' : bytes < 1024 ? ` (${decimal})` : ` (${decimal}, ${binary})`;
  await io.err(
    `${bytes} byte${bytes === 1 ? '' : 's'}${shown} copied, ${Number(seconds.toPrecision(6))} s, ${scaled(bytes / seconds, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s\n`,
  );
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let [shown, power] = [value, 0];
  while (shown >= base && power < units.length - 1) {
    shown /= base;
    power++;
  }
  return `${shown < 10 && power > 0 ? shown.toFixed(1) : Math.round(shown)} ${units[power]}`;
}

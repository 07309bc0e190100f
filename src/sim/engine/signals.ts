/** Signals as users name them to Docker: `TERM`, `sigterm`, `15`. As github.com/moby/sys/signal. */
import { signalNumber, signalOf, SIGNALS } from '../kernel/signal-table.ts';
import type { Signal } from '../kernel/types.ts';
import { EngineError } from './engine-error.ts';

const ALIASES: Readonly<Record<string, Signal>> = { CLD: 'CHLD', IOT: 'ABRT', POLL: 'IO', UNUSED: 'SYS' };

/** Real-time signals (34–64) have no name of the kernel's; they are known by number alone. */
export interface ParsedSignal {
  readonly number: number;
  readonly signal: Signal | undefined;
}

/** Throws EngineError `invalid signal: NOPE`. */
export function parseSignal(text: string): ParsedSignal {
  if (/^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    if (number === 0) throw invalid(text);
    return { number, signal: signalOf(number) };
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  const signal = ALIASES[name] ?? SIGNALS.find((known) => known === name);
  if (signal !== undefined) return { number: signalNumber(signal), signal };
  const realTime = /^RT(MIN|MAX)(?:([+-])(\d{1,2}))?$/.exec(name);
  const offset = Number(`${realTime?.[2] ?? ''}${realTime?.[3] ?? 0}`);
  const number = realTime?.[1] === 'MIN' ? 34 + offset : realTime?.[1] === 'MAX' ? 64 + offset : 0;
  if (number < 34 || number > 64) throw invalid(text);
  return { number, signal: undefined };
}

/** For kill: the number must be one that Linux has. Throws EngineError. */
export function parseKillSignal(text: string): ParsedSignal {
  const parsed = parseSignal(text);
  if (parsed.signal === undefined && (parsed.number < 34 || parsed.number > 64)) {
    throw new EngineError('invalidParameter', `the linux daemon does not support signal ${parsed.number}`);
  }
  return parsed;
}

const invalid = (text: string): EngineError => new EngineError('invalidParameter', `invalid signal: ${text}`);

/** The table of signals that `kill -l` and `trap -l` print. */
import { SIGNALS, signalNumber } from '../formats/signals.ts';

/** `kill -l`'s table: five in a line. */
export function listSignals(): string {
  const real = [34, ...Array.from({ length: 30 }, (_, i) => 35 + i)];
  const names = [
    ...SIGNALS.map((signal) => [signalNumber(signal), `SIG${signal}`] as const),
    ...real.map((number) => [number, realTimeName(number)] as const),
  ];
  let out = '';
  for (const [i, [number, name]] of names.entries()) {
    const last = i % 5 === 4 || i === names.length - 1;
    // the last line ends with a tab too
    out += `${String(number).padStart(2)}) ${name}${last ? (i % 5 === 4 ? '\n' : '\t\n') : '\t'}`;
  }
  return out;
}

function realTimeName(number: number): string {
  if (number === 34) return 'SIGRTMIN';
  if (number === 64) return 'SIGRTMAX';
  return number < 50 ? `SIGRTMIN+${number - 34}` : `SIGRTMAX-${64 - number}`;
}

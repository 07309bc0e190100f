/** A recording of a terminal: asciicast v2 with every byte, and the text as a person reads it. The same rules as the recorder of the real sessions. */
import type { WindowSize } from '../sim/kernel/types.ts';

export interface CastEvent {
  /** Seconds since the start. */
  readonly at: number;
  readonly text: string;
}

export function castFile(title: string, size: WindowSize, events: readonly CastEvent[]): string {
  const header = { version: 2, width: size.columns, height: size.rows, title, env: { TERM: 'xterm-256color' } };
  const lines = events.map(({ at, text }) => JSON.stringify([Math.round(at * 10000) / 10000, 'o', text]));
  return `${[JSON.stringify(header), ...lines].join('\n')}\n`;
}

const TITLES = /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g;
const SEQUENCES = /\x1b[@-Z\\^_]|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][0-9A-Z]|\x1b[=>78]/g;

/** Control sequences gone; of a line that was overwritten the last state. */
export function asRead(raw: string): string {
  const text = raw.replace(TITLES, '').replace(SEQUENCES, '');
  return text.replaceAll('\r\n', '\n').split('\n').map(lastState).join('\n');
}

function lastState(line: string): string {
  let state = '';
  for (const part of line.split('\r')) state = part + state.slice(part.length);
  while (state.includes('\b')) state = state.replace(/^\x08|[^\x08]\x08/, '');
  return state.replace(/\0+$/, '');
}

/** `history -a`, which a host's prompt runs each time, without the rest of `history`. As history.def of GNU bash. */
import { toBytes } from '../../sim/fs/bytes.ts';
import type { BuiltinCall } from './define-builtin.ts';
import { getValue } from './variables.ts';

/** Adds this session's new lines to HISTFILE. The exit status; undefined when the call asks for something else. */
export function appendHistory({ arguments: words, shell }: BuiltinCall): number | undefined {
  if (words.length !== 1 || words[0] !== '-a') return undefined;
  const { state, process } = shell;
  const path = getValue(shell, 'HISTFILE');
  if (!path) return 1;
  const lines = state.historyAdded > 0 ? state.history.slice(-state.historyAdded) : [];
  state.historyAdded = 0;
  process.fs.append(path, toBytes(lines.map((line) => `${line}\n`).join('')), 0o600);
  return 0;
}

/** `~`, `~user`, `~+`, `~-`, `~2`. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

export function expandTilde(shell: Shell, user: ByteString): ByteString {
  if (user === '') return getValue(shell, 'HOME') ?? homeOf(shell, (fields) => fields[2] === String(shell.process.credentials.uid)) ?? '~';
  if (user === '+') return getValue(shell, 'PWD') ?? '~+';
  if (user === '-') return getValue(shell, 'OLDPWD') ?? '~-';
  const numbered = /^([+-]?)(\d+)$/.exec(user);
  if (numbered) {
    const stack = [getValue(shell, 'PWD') ?? '', ...shell.state.directories];
    const index = Number(numbered[2]);
    return stack[numbered[1] === '-' ? stack.length - 1 - index : index] ?? `~${user}`;
  }
  return homeOf(shell, (fields) => fields[0] === user) ?? `~${user}`;
}

function homeOf(shell: Shell, wanted: (fields: readonly ByteString[]) => boolean): ByteString | undefined {
  try {
    const lines = fromBytes(shell.process.fs.readFile('/etc/passwd')).split('\n');
    return lines.map((line) => line.split(':')).find(wanted)?.[5];
  } catch {
    return undefined;
  }
}

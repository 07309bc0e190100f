/** Changing the working directory as the shell sees it: PWD keeps the symlinks that one came through. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Shell } from './shell.ts';
import { getValue } from './variables.ts';
import { setValue, writable } from './set-variables.ts';

/** `path` against PWD, with `.` and `..` taken away textually. */
function logicalPath(shell: Shell, path: ByteString): ByteString {
  const base = path.startsWith('/') ? path : `${currentPlace(shell)}/${path}`;
  const out: ByteString[] = [];
  for (const part of base.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `${base.startsWith('//') && !base.startsWith('///') && path.startsWith('//') ? '//' : '/'}${out.join('/')}`;
}

/** The logical working directory. */
export function currentPlace(shell: Shell): ByteString {
  return (shell.state.place ??= getValue(shell, 'PWD') ?? shell.process.cwd());
}

/** Changes directory, PWD and OLDPWD. Throws FsError. */
export function changeDirectory(shell: Shell, path: ByteString, physical: boolean): void {
  const { process } = shell;
  const logical = logicalPath(shell, path);
  if (!physical && /(^|\/)\.\.(\/|$)/.test(path)) process.fs.stat(path.startsWith('/') ? path : `${currentPlace(shell)}/${path}`);
  try {
    process.chdir(physical ? path : logical);
  } catch (error) {
    if (!(error instanceof FsError) || physical) throw error;
    process.chdir(path);
  }
  const before = getValue(shell, 'PWD');
  if (before !== undefined) setExported(shell, 'OLDPWD', before);
  shell.state.place = physical ? process.cwd() : logical;
  setExported(shell, 'PWD', shell.state.place);
}

function setExported(shell: Shell, name: ByteString, value: ByteString): void {
  setValue(shell, name, value);
  const variable = writable(shell, name);
  if (shell.state.scopes[0]?.variables.get(name)?.exported) variable.exported = true;
}

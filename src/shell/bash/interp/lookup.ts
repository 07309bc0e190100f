/** Finding the file behind a command's name: PATH, the table of hashed paths. As findcmd.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

export const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Full paths of all executable files of that name in PATH. */
export function searchPath(shell: Shell, name: ByteString, path = getValue(shell, 'PATH') ?? ''): ByteString[] {
  const found: ByteString[] = [];
  for (const directory of path.split(':')) {
    const candidate = directory === '' ? `./${name}` : directory.endsWith('/') ? directory + name : `${directory}/${name}`;
    if (isExecutable(shell, candidate)) found.push(candidate);
  }
  return found;
}

export function isExecutable(shell: Shell, path: ByteString): boolean {
  try {
    if (shell.process.fs.stat(path).type !== 'file') return false;
    shell.process.fs.access(path, 1);
    return true;
  } catch {
    return false;
  }
}

/** The file to run for a name; remembered. A name with a slash is its own path. Undefined: not found. */
export function findProgram(shell: Shell, name: ByteString, path?: ByteString): ByteString | undefined {
  if (name.includes('/')) return name;
  if (name === '') return undefined;
  if (path !== undefined) return searchPath(shell, name, path)[0];
  const { hashed, options, shopts } = shell.state;
  const known = hashed.get(name);
  if (known && (!shopts.checkhash || isExecutable(shell, known.path)) && !temporaryPath(shell)) {
    known.hits++;
    return known.path;
  }
  const [found] = searchPath(shell, name);
  if (found === undefined) return unexecutable(shell, name);
  if (options.hashall && !temporaryPath(shell)) hashed.set(name, { path: found, hits: 1 });
  return found;
}

/** `PATH=… command`: the table of paths is not for it. */
const temporaryPath = (shell: Shell): boolean => shell.state.scopes.some((scope) => scope.temporary && scope.variables.has('PATH'));

/** A file of that name that may not be run: better than nothing, for its error. */
function unexecutable(shell: Shell, name: ByteString): ByteString | undefined {
  for (const directory of (getValue(shell, 'PATH') ?? '').split(':')) {
    const candidate = `${directory === '' ? '.' : directory}/${name}`;
    try {
      if (shell.process.fs.stat(candidate).type === 'file') return candidate;
    } catch {
      // The next directory.
    }
  }
  return undefined;
}

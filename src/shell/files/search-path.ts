/** Finding and starting a program by name, as execvp(3) does. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Process, SpawnOptions } from '../../sim/kernel/types.ts';

/** Where `name` may be: itself when it has a slash, else in each folder of PATH. */
export function candidates(process: Process, name: ByteString): readonly ByteString[] {
  if (name.includes('/')) return [name];
  const path = process.environment.get('PATH') ?? '/bin:/usr/bin';
  return path.split(':').map((folder) => (folder === '' ? name : `${folder.replace(/\/$/, '')}/${name}`));
}

/** Starts argv[0] as a child; a file without `#!` is a script of /bin/sh. Throws ENOENT, EACCES and so on, with the name as path. */
export function spawnByName(process: Process, argv: readonly ByteString[], options: SpawnOptions = {}): number {
  return tryEach(process, argv, (file, words) => process.spawn(file, words, options));
}

function tryEach(process: Process, argv: readonly ByteString[], start: (file: ByteString, argv: readonly ByteString[]) => number): number {
  const name = argv[0] ?? '';
  let denied = false;
  for (const file of name === '' ? [] : candidates(process, name)) {
    try {
      return start(file, argv);
    } catch (error) {
      if (isShellScript(error)) return start('/bin/sh', ['/bin/sh', file, ...argv.slice(1)]);
      denied = passOver(error) || denied;
    }
  }
  throw new FsError(denied ? 'EACCES' : 'ENOENT', name);
}

/** Becomes argv[0]. */
export async function execByName(
  process: Process,
  argv: readonly ByteString[],
  environment?: ReadonlyMap<ByteString, ByteString>,
): Promise<never> {
  const name = argv[0] ?? '';
  let denied = false;
  for (const file of name === '' ? [] : candidates(process, name)) {
    try {
      return await process.exec(file, argv, environment);
    } catch (error) {
      if (isShellScript(error)) return await process.exec('/bin/sh', ['/bin/sh', file, ...argv.slice(1)], environment);
      denied = passOver(error) || denied;
    }
  }
  throw new FsError(denied ? 'EACCES' : 'ENOENT', name);
}

const isShellScript = (error: unknown): boolean => error instanceof FsError && error.errno === 'ENOEXEC';

/** Whether a candidate was forbidden; what is neither missing nor forbidden ends the search. */
function passOver(error: unknown): boolean {
  if (!(error instanceof FsError)) throw error;
  if (error.errno === 'EACCES') return true;
  if (error.errno === 'ENOENT' || error.errno === 'ENOTDIR') return false;
  throw error;
}

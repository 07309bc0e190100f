/** Random file system calls for laws: few names, so that they meet; every kind of trouble. */
import fc from 'fast-check';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { FsError } from '../../../src/sim/fs/errno.ts';
import type { FileSystem, OpenFlags, Stat } from '../../../src/sim/fs/types.ts';

const component = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 1, arbitrary: fc.constantFrom('.', '..', 'x'.repeat(256), 'x'.repeat(255)) },
);
const names = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(component) },
  { weight: 4, arbitrary: fc.tuple(component, component) },
  { weight: 1, arbitrary: fc.tuple(component, component, component) },
);
const end = fc.oneof({ weight: 12, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('/', '//') });
export const path = fc.tuple(names, end).map(([parts, slashes]) => parts.join('/') + slashes);

/** A verb and its arguments. */
export type Call = readonly [string, ...(string | number)[]];
export const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('mkdir'), path, fc.constantFrom(0o777, 0o2755, 0o700)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('rmdir'), path) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('unlink'), path) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('rename'), path, path) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('link'), path, path) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('symlink'), fc.oneof(path, fc.constantFrom('', 'a', '../a', '.')), path) },
  { weight: 5, arbitrary: fc.tuple(fc.constant('writeFile'), path, fc.constantFrom('', 'text', 'longer text')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('append'), path, fc.constantFrom('', 'more')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('truncate'), path, fc.constantFrom(0, 3, 100)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('chmod'), path, fc.constantFrom(0o777, 0o000, 0o4755, 0o2755, 0o1777, 0o555)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('stat', 'lstat', 'readDir', 'readLink', 'readFile', 'realPath'), path) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('openExclusive', 'openNoFollow', 'openDirectory', 'openCreate', 'openWrite'), path) },
);

export const openFlags: Readonly<Record<string, OpenFlags>> = {
  openExclusive: { write: true, create: true, exclusive: true },
  openNoFollow: { read: true, noFollow: true },
  openDirectory: { read: true, directory: true },
  openCreate: { read: true, create: true },
  openWrite: { read: true, write: true },
};

/** Makes the call: `{ result }` or `{ errno }`. */
export function perform(fs: FileSystem, [verb, first = '', second = '']: Call): unknown {
  const [from, to] = [String(first), String(second)];
  const calls: Record<string, () => unknown> = {
    mkdir: () => fs.mkdir(from, Number(second)),
    rmdir: () => fs.rmdir(from),
    unlink: () => fs.unlink(from),
    rename: () => fs.rename(from, to),
    link: () => fs.link(from, to),
    symlink: () => fs.symlink(from, to),
    writeFile: () => fs.writeFile(from, toBytes(to)),
    append: () => fs.append(from, toBytes(to)),
    truncate: () => fs.truncate(from, Number(second)),
    chmod: () => fs.chmod(from, Number(second)),
    stat: () => described(fs.stat(from)),
    lstat: () => described(fs.lstat(from)),
    readDir: () =>
      fs
        .readDir(from)
        .map((entry) => entry.name)
        .sort(),
    readLink: () => fs.readLink(from),
    readFile: () => fromBytes(fs.readFile(from)),
    realPath: () => fs.realPath(from),
  };
  return outcome(calls[verb] ?? (() => close(fs.openNode(from, openFlags[verb] ?? {}))));
}

function close(opened: ReturnType<FileSystem['openNode']>): void {
  if (opened.kind === 'file') opened.file.close();
  else if ('pin' in opened) opened.pin.release();
}

/** What a call gave, on either side; other errors than a system call's are a fault of the test. */
export function outcome<T>(run: () => T): { readonly result?: T; readonly errno?: string } {
  try {
    return { result: run() };
  } catch (error) {
    const errno = error instanceof FsError ? error.errno : (error as { code?: string }).code;
    if (errno === undefined) throw error;
    return { errno };
  }
}

/** What can be compared with another file system: directories differ in size and links from one to the next. */
export function described({ type, mode, size, nlink }: Stat): unknown {
  return { type, mode, nlink: type === 'directory' ? undefined : nlink, size: type === 'directory' ? undefined : size };
}

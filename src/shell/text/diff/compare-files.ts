/** diff of two files or two folders: what is compared with what, and what is said of it. As GNU diffutils 3.10 diff.c and dir.c. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { describeType } from '../../files/describe-type.ts';
import { baseName, joinPath } from '../../formats/paths.ts';
import { blocks, type ProgramIo, readAll } from '../../programs/program-io.ts';
import { type Change, findChanges } from './changes.ts';
import type { Comparison } from './styles.ts';
import { type IgnoreOptions, keysOf, type TextFile, textFile } from './text-file.ts';

export interface DiffSettings {
  readonly ignore: IgnoreOptions;
  readonly ignoreBlankLines: boolean;
  readonly ignoreMatching: readonly ((line: ByteString) => boolean)[];
  readonly brief: boolean;
  readonly reportIdentical: boolean;
  readonly recursive: boolean;
  readonly newFile: boolean;
  readonly text: boolean;
  readonly excludes: readonly ((name: ByteString) => boolean)[];
  /** `diff -ru`, printed before each pair of a folder's files. */
  readonly command: string;
  print(comparison: Comparison): Iterable<string>;
}

/** 0 equal, 1 different, 2 trouble. */
export type Status = 0 | 1 | 2;
const worst = (a: Status, b: Status): Status => (a > b ? a : b);

/** One side: a file that is there, or one that -N takes for empty. */
interface Side {
  readonly name: ByteString;
  readonly stat: Stat | undefined;
}

export async function comparePaths(io: ProgramIo, first: ByteString, second: ByteString, settings: DiffSettings): Promise<Status> {
  const sides = await Promise.all([look(io, first, settings), look(io, second, settings)]);
  const [left, right] = sides;
  if (!left || !right) return 2;
  const [a, b] = [left.stat?.type === 'directory', right.stat?.type === 'directory'];
  if (a && b) return compareFolders(io, first, second, settings);
  if (a !== b && left.stat && right.stat) {
    // a folder against a file: the file of that name in it
    const names: readonly [ByteString, ByteString] = a
      ? [joinPath(first, baseName(second)), second]
      : [first, joinPath(second, baseName(first))];
    return comparePaths(io, ...names, settings);
  }
  return compareFiles(io, left, right, settings, undefined);
}

async function look(io: ProgramIo, name: ByteString, { newFile }: DiffSettings): Promise<Side | undefined> {
  if (name === '-') return { name, stat: io.process.fstat(0) };
  try {
    return { name, stat: io.fs.stat(name) };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (newFile && error.errno === 'ENOENT') return { name, stat: undefined };
    await io.flush();
    await io.complain(`${name}: ${error.text}`);
    return undefined;
  }
}

async function compareFolders(io: ProgramIo, first: ByteString, second: ByteString, settings: DiffSettings): Promise<Status> {
  const names = (folder: ByteString): readonly ByteString[] =>
    io.fs
      .readDir(folder)
      .map(({ name }) => name)
      .filter((name) => !settings.excludes.some((test) => test(name)));
  const [left, right] = [new Set(names(first)), new Set(names(second))];
  let status: Status = 0;
  for (const name of [...new Set([...left, ...right])].sort()) {
    const pause = io.process.tick();
    if (pause) await pause;
    if (!settings.newFile && !(left.has(name) && right.has(name))) {
      await io.out(`Only in ${left.has(name) ? first : second}: ${name}\n`);
      status = worst(status, 1);
    } else status = worst(status, await compareEntries(io, joinPath(first, name), joinPath(second, name), settings));
  }
  return status;
}

async function compareEntries(io: ProgramIo, first: ByteString, second: ByteString, settings: DiffSettings): Promise<Status> {
  const [left, right] = [await look(io, first, settings), await look(io, second, settings)];
  if (!left || !right) return 2;
  const [a, b] = [left.stat?.type, right.stat?.type];
  if (a === 'directory' || b === 'directory') {
    if ((a ?? 'directory') !== (b ?? 'directory')) return sayTypes(io, left, right);
    if (!settings.recursive) {
      await io.out(`Common subdirectories: ${first} and ${second}\n`);
      return 0;
    }
    if (a && b) return compareFolders(io, first, second, settings);
    return compareMissing(io, first, second, a !== undefined, settings);
  }
  return compareFiles(io, left, right, settings, `${settings.command} ${first} ${second}\n`);
}

/** With -N a folder that only one side has is as if the other's were empty. */
async function compareMissing(
  io: ProgramIo,
  first: ByteString,
  second: ByteString,
  isFirst: boolean,
  settings: DiffSettings,
): Promise<Status> {
  let status: Status = 0;
  for (const { name } of io.fs.readDir(isFirst ? first : second)) {
    status = worst(status, await compareEntries(io, joinPath(first, name), joinPath(second, name), settings));
  }
  return status;
}

async function sayTypes(io: ProgramIo, left: Side, right: Side): Promise<Status> {
  const words = ({ name, stat }: Side): string => `File ${name} is a ${stat ? describeType(stat) : 'regular empty file'}`;
  await io.out(`${words(left)} while ${words(right).replace(/^F/, 'f')}\n`);
  return 1;
}

async function read(io: ProgramIo, { name, stat }: Side): Promise<TextFile> {
  if (!stat) return textFile(name, 0, '');
  if (name === '-') return textFile(name, stat.type === 'file' ? stat.mtime : io.process.now(), fromBytes(await readAll(io.process, 0)));
  const fd = await io.process.open(name, { read: true });
  let text = '';
  for await (const block of blocks(io.process, fd)) text += fromBytes(block);
  io.process.close(fd);
  return textFile(name, stat.mtime, text);
}

async function compareFiles(io: ProgramIo, left: Side, right: Side, settings: DiffSettings, title: string | undefined): Promise<Status> {
  let files: readonly [TextFile, TextFile];
  try {
    files = left.name === '-' && right.name === '-' ? await sameInput(io, left) : [await read(io, left), await read(io, right)];
  } catch (error) {
    if (!(error instanceof FsError) || error.errno === 'EPIPE') throw error;
    await io.complain(`${error.path ?? left.name}: ${error.text}`);
    return 2;
  }
  const [old, now] = files;
  if (old.text === now.text) return sayIdentical(io, left, right, settings);
  if (!settings.text && (old.text.includes('\0') || now.text.includes('\0'))) {
    await io.out(settings.brief ? differ(left, right) : `Binary files ${left.name} and ${right.name} differ\n`);
    return settings.brief ? 1 : 1;
  }
  const comparison = compareTexts(old, now, settings);
  const counts = comparison.changes.some((change) => !comparison.ignorable.has(change));
  if (settings.brief) {
    if (counts) await io.out(differ(left, right));
    return counts ? 1 : sayIdentical(io, left, right, settings);
  }
  if (title !== undefined && counts) await io.out(title);
  for (const text of settings.print(comparison)) {
    const writing = io.out(text);
    if (writing) await writing;
  }
  return counts ? 1 : sayIdentical(io, left, right, settings);
}

async function sameInput(io: ProgramIo, side: Side): Promise<readonly [TextFile, TextFile]> {
  const file = await read(io, side);
  return [file, file];
}

const differ = (left: Side, right: Side): string => `Files ${left.name} and ${right.name} differ\n`;

async function sayIdentical(io: ProgramIo, left: Side, right: Side, { reportIdentical }: DiffSettings): Promise<Status> {
  if (reportIdentical) await io.out(`Files ${left.name} and ${right.name} are identical\n`);
  return 0;
}

function compareTexts(old: TextFile, now: TextFile, settings: DiffSettings): Comparison {
  const changes = findChanges(keysOf(old, settings.ignore), keysOf(now, settings.ignore));
  const isIgnored = (line: ByteString): boolean =>
    (settings.ignoreBlankLines && /^[ \t-\r]*$/.test(line) && line.trim() === '') || settings.ignoreMatching.some((test) => test(line));
  const checks = settings.ignoreBlankLines || settings.ignoreMatching.length > 0;
  const ignorable = new Set<Change>();
  for (const change of checks ? changes : []) {
    const lines = [...old.lines.slice(change.oldStart, change.oldEnd), ...now.lines.slice(change.newStart, change.newEnd)];
    if (lines.every(isIgnored)) ignorable.add(change);
  }
  return { old, new: now, changes, ignorable };
}

/** What tests of sim/fs share: a cell with a clock and inode numbers of its own, and trees written as plain data. */
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createCell } from '../../../src/sim/fs/cell.ts';
import { bytesOf } from '../../../src/sim/fs/content.ts';
import { FsError } from '../../../src/sim/fs/errno.ts';
import { walkTree } from '../../../src/sim/fs/tree.ts';
import type { Cell, FileSystem, Tree } from '../../../src/sim/fs/types.ts';
import { fileSystemOf } from '../../../src/sim/fs/view.ts';

export interface TestMachine {
  readonly cell: Cell;
  readonly fs: FileSystem;
  now(): number;
  nextIno(): number;
  write(path: string, text: string): void;
  read(path: string): string;
}

export function testMachine(
  options: { readonly tree?: Tree; readonly lower?: Tree; readonly firstIno?: number; readonly start?: number } = {},
): TestMachine {
  let time = options.start ?? 1_700_000_000_000_000;
  let ino = options.firstIno ?? 100;
  const now = (): number => time++;
  const nextIno = (): number => ino++;
  const { tree, lower } = options;
  const cell = createCell({ id: 'test', now: 0, nextIno, ...(tree && { tree }), ...(lower && { lower }) });
  const fs = fileSystemOf(cell, now);
  return { cell, fs, now, nextIno, write: (path, text) => fs.writeFile(path, toBytes(text)), read: (path) => fromBytes(fs.readFile(path)) };
}

/** `ok`, or the errno's name. */
export function errno(call: () => unknown): string {
  try {
    call();
    return 'ok';
  } catch (error) {
    if (error instanceof FsError) return error.errno;
    throw error;
  }
}

/** All that a tree says but inode numbers and ctime: path → type, mode, owner, mtime, content; hard links by their first name. */
export function plain(tree: Tree): Record<string, unknown> {
  const first = new Map<number, string>();
  const described: Record<string, unknown> = { '/': attributes(tree.root) };
  for (const { path, node } of [...walkTree(tree)].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const link = first.get(node.ino);
    if (link === undefined) first.set(node.ino, path);
    const content =
      node.type === 'file'
        ? fromBytes(bytesOf(node.content))
        : node.type === 'symlink'
          ? node.target
          : 'major' in node
            ? [node.major, node.minor]
            : undefined;
    described[path] = [...attributes(node), content, node.type === 'directory' ? undefined : link];
  }
  return described;
}

function attributes({
  type,
  mode,
  uid,
  gid,
  mtime,
}: Tree['root'] | { type: string; mode: number; uid: number; gid: number; mtime: number }): unknown[] {
  return [type, mode.toString(8), uid, gid, mtime];
}

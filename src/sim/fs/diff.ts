/** What `docker diff` shows: two merged trees compared by stat. As moby's go-archive, changes.go and changes_unix.go (addChanges, statDifferent). */
import type { ByteString } from './bytes.ts';
import { changedLinks, changedNames, childOf } from './compare.ts';
import type { Change, DirectoryNode, Instant, Node, Tree } from './types.ts';

export interface DiffOptions {
  /** Absolute paths that are not looked at, with all below them. */
  readonly exclude?: (path: ByteString) => boolean;
}

/**
 * The changes from `base` to `tree`, parents before children, siblings by name. Costs what the directories on the way to changes cost;
 * subtrees that are the same object are skipped.
 */
export function diff(base: Tree, tree: Tree, options: DiffOptions = {}): Change[] {
  const changes: Change[] = [];
  if (base.root === tree.root && base.linked === tree.linked) return changes;
  const comparison: Comparison = { base, tree, changes, everywhere: changedLinks(base, tree).size > 0, exclude: options.exclude };
  compareDirectories(comparison, base.root, tree.root, '');
  return changes;
}

interface Comparison {
  readonly base: Tree;
  readonly tree: Tree;
  readonly changes: Change[];
  readonly everywhere: boolean;
  readonly exclude: DiffOptions['exclude'];
}

function compareDirectories(comparison: Comparison, before: DirectoryNode | undefined, after: DirectoryNode, path: ByteString): void {
  if (before === after && !comparison.everywhere) return;
  for (const name of changedNames(before, after, comparison.everywhere)) {
    const childPath = `${path}/${name}`;
    if (comparison.exclude?.(childPath)) continue;
    compareNodes(comparison, childOf(before, name, comparison.base), childOf(after, name, comparison.tree), childPath);
  }
}

function compareNodes(comparison: Comparison, before: Node | undefined, after: Node | undefined, path: ByteString): void {
  const { changes } = comparison;
  if (after === undefined) {
    changes.push({ kind: 'D', path });
    return;
  }
  const kind = before === undefined ? 'A' : 'C';
  const isReported = before === undefined || isStatDifferent(before, after);
  if (after.type !== 'directory') {
    if (isReported) changes.push({ kind, path });
    return;
  }
  // A directory with changes inside is a C before them, even when nothing about itself differs.
  changes.push({ kind, path });
  const count = changes.length;
  compareDirectories(comparison, before?.type === 'directory' ? before : undefined, after, path);
  if (!isReported && changes.length === count) changes.pop();
}

/** Not by inode, ctime or content; of directories neither size nor mtime. */
function isStatDifferent(a: Node, b: Node): boolean {
  if (a === b) return false;
  if (a.type !== b.type || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return true;
  if ('major' in a && 'major' in b && (a.major !== b.major || a.minor !== b.minor)) return true;
  return a.type !== 'directory' && (!isSameTime(a.mtime, b.mtime) || sizeOf(a) !== sizeOf(b));
}

/** Times are equal within a second when one of them has no fraction: it may have come out of a tar. */
function isSameTime(a: Instant, b: Instant): boolean {
  if (a === b) return true;
  return Math.floor(a / 1e6) === Math.floor(b / 1e6) && (a % 1e6 === 0 || b % 1e6 === 0);
}

function sizeOf(node: Node): number {
  return node.type === 'file' ? node.content.size : node.type === 'symlink' ? node.target.length : 0;
}

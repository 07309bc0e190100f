// Laws of trees: frozen ones never change, layers lose nothing, diff is the comparison of two full listings, and links are counted.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from '../../src/sim/fs/apply.ts';
import { sameBytes } from '../../src/sim/fs/content.ts';
import { diff } from '../../src/sim/fs/diff.ts';
import { changeSet } from '../../src/sim/fs/change-set.ts';
import { layerEntriesOf, readTar } from '../../src/sim/fs/read-tar.ts';
import { toTar } from '../../src/sim/fs/tar.ts';
import { emptyTree, walkTree } from '../../src/sim/fs/tree.ts';
import type { Node, Tree } from '../../src/sim/fs/types.ts';
import { plain, testMachine } from '../sim/fs/machine.ts';
import { call, perform } from '../sim/fs/random-calls.ts';

const bursts = fc.array(fc.array(call, { minLength: 1, maxLength: 20, size: 'max' }), { minLength: 2, maxLength: 5, size: 'max' });
const RUNS = { numRuns: Number(process.env['LAW_RUNS'] ?? 200) };

/** The trees after each burst of calls on one cell; an overlay over the first of them when asked. */
function treesAfter(all: readonly (readonly Parameters<typeof perform>[1][])[], overlay: boolean): Tree[] {
  const first = testMachine({ start: 1_700_000_000_123_456 });
  for (const one of all[0] ?? []) perform(first.fs, one);
  const base = first.cell.freeze();
  const { fs, cell } = testMachine({ ...(overlay ? { lower: base } : { tree: base }), firstIno: 10_000, start: 1_800_000_000_123_456 });
  const trees = [base];
  for (const burst of all.slice(1)) {
    for (const one of burst) perform(fs, one);
    trees.push(cell.freeze());
  }
  return trees;
}

const pairs = (trees: readonly Tree[]): (readonly [Tree, Tree])[] => trees.flatMap((a) => trees.map((b) => [a, b] as const));

test('a frozen tree never changes', { timeout: 120_000 }, () => {
  const check = fc.property(bursts, fc.boolean(), (all, overlay) => {
    const { fs, cell } = testMachine(overlay ? { lower: treesAfter(all, false)[0] ?? emptyTree(0), firstIno: 20_000 } : {});
    const opened = fs.openNode('/kept', { read: true, write: true, create: true });
    const frozen: { tree: Tree; text: string }[] = [];
    for (const burst of all) {
      for (const one of burst) {
        perform(fs, one);
        if (opened.kind === 'file') opened.file.write('end', new Uint8Array([65]));
      }
      const tree = cell.freeze();
      frozen.push({ tree, text: JSON.stringify(plain(tree)) });
    }
    for (const { tree, text } of frozen) expect(JSON.stringify(plain(tree))).toBe(text);
  });
  fc.assert(check, RUNS);
});

test('apply(base, layerFrom(base, tree)) is tree', { timeout: 120_000 }, () => {
  const check = fc.property(bursts, fc.boolean(), (all, overlay) => {
    for (const [base, tree] of pairs(treesAfter(all, overlay))) {
      const before = JSON.stringify(plain(base));
      const applied = apply(base, { entries: changeSet(base, tree) });
      expect(plain(applied)).toEqual(plain(tree));
      expectLinksCounted(applied);
      expect(JSON.stringify(plain(base))).toBe(before);
    }
  });
  fc.assert(check, RUNS);
});

test('a layer that went through its tar gives the same tree', { timeout: 120_000 }, () => {
  const check = fc.property(bursts, fc.boolean(), (all, overlay) => {
    for (const [base, tree] of pairs(treesAfter(all, overlay))) {
      const entries = changeSet(base, tree, { precision: 'tar' });
      let ino = 50_000;
      const read = layerEntriesOf(readTar(toTar(entries), () => ino++));
      expect(sameBytes(toTar(read), toTar(entries))).toBe(true);
      expect(plain(apply(base, { entries: read }))).toEqual(plain(apply(base, { entries })));
    }
  });
  fc.assert(check, { numRuns: Math.ceil(RUNS.numRuns / 4) });
});

test('diff finds what two full listings differ in', { timeout: 120_000 }, () => {
  const check = fc.property(bursts, fc.boolean(), (all, overlay) => {
    for (const [base, tree] of pairs(treesAfter(all, overlay)))
      expect(
        diff(base, tree)
          .map(({ kind, path }) => `${kind} ${path}`)
          .sort(),
      ).toEqual(naiveDiff(base, tree));
  });
  fc.assert(check, RUNS);
});

test('links are counted', () => {
  fc.assert(
    fc.property(bursts, fc.boolean(), (all, overlay) => {
      for (const tree of treesAfter(all, overlay)) expectLinksCounted(tree);
    }),
    RUNS,
  );
});

function expectLinksCounted(tree: Tree): void {
  const counted = new Map<number, number>();
  const inodes = new Map<number, string>();
  for (const { path, node, entry } of walkTree(tree)) {
    if (entry.type === 'link') counted.set(entry.ino, (counted.get(entry.ino) ?? 0) + 1);
    else expect(inodes.get(node.ino), `inode ${node.ino} at ${path}`).toBeUndefined();
    inodes.set(node.ino, path);
  }
  expect([...tree.linked].map(([ino, { names }]) => [ino, names]).sort()).toEqual([...counted].sort());
}

/** Parents of changes are changes; below a removed directory nothing is said. */
function naiveDiff(base: Tree, tree: Tree): string[] {
  const before = listing(base);
  const after = listing(tree);
  const changes = new Map<string, string>();
  const add = (kind: string, path: string): void => {
    changes.set(path, kind);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      if (!changes.has(path.slice(0, at))) changes.set(path.slice(0, at), 'C');
  };
  for (const [path, node] of after) {
    const old = before.get(path);
    if (old === undefined) add('A', path);
    else if (JSON.stringify(compared(old)) !== JSON.stringify(compared(node))) add('C', path);
  }
  for (const path of before.keys()) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (!after.has(path) && (parent === '' || after.get(parent)?.type === 'directory')) add('D', path);
  }
  return [...changes].map(([path, kind]) => `${kind} ${path}`).sort();
}

function listing(tree: Tree): Map<string, Node> {
  return new Map([...walkTree(tree)].map(({ path, node }) => [path, node]));
}

function compared(node: Node): unknown {
  const size = node.type === 'file' ? node.content.size : node.type === 'symlink' ? node.target.length : 0;
  return [node.type, node.mode, node.uid, node.gid, ...(node.type === 'directory' ? [] : [node.mtime, size])];
}

/** What was saved comes back: load(save(m)) = asleep(m), for every prefix of the batches that were written. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { DEFAULT_NOW } from '../../src/cli/options.ts';
import { folderContent } from '../../src/cli/folder-content.ts';
import { runCase } from '../../src/cli/run-case.ts';
import { createCatalog } from '../../src/host/catalog.ts';
import { pullImages } from '../../src/host/pulled.ts';
import { asleep } from '../../src/sim/engine/record.ts';
import type { EngineState } from '../../src/sim/engine/types.ts';
import { walkTree } from '../../src/sim/fs/tree.ts';
import { contentToRecord } from '../../src/sim/fs/record.ts';
import type { Tree } from '../../src/sim/fs/types.ts';
import { createMachine, type Machine } from '../../src/sim/machine.ts';
import { wakerOf } from '../../src/sim/machine/wake.ts';
import { Saver } from '../../src/sim/machine/saver.ts';
import { packMachine, unpackMachine } from '../../src/sim/machine/archive.ts';
import { Journal } from '../../src/sim/store/journal.ts';
import { memoryStore } from '../../src/sim/store/memory-store.ts';
import type { Store, StoreBatch, StoreRecord } from '../../src/sim/store/types.ts';

const catalog = createCatalog();
const content = folderContent(fileURLToPath(new URL('../../public', import.meta.url)));

function wake(records?: readonly StoreRecord[], engine?: EngineState): Machine {
  return createMachine({
    platform: nodePlatform({ seed: 7, now: DEFAULT_NOW, realTime: false }),
    programs: catalog.programs,
    hostPrograms: catalog.hostNames,
    content,
    directories: ['/work'],
    ...(records ? { waker: wakerOf(records) } : {}),
    ...(engine ? { engine } : {}),
  });
}

/** A store that remembers what it held after each batch. */
function recordingStore(): { readonly store: Store; readonly prefixes: (readonly StoreRecord[])[] } {
  const inner = memoryStore();
  const prefixes: (readonly StoreRecord[])[] = [];
  const write = async (batch: StoreBatch) => {
    const outcome = await inner.write(batch);
    prefixes.push(await inner.readAll());
    return outcome;
  };
  return { store: { ...inner, write }, prefixes };
}

const names = ['one', 'two', 'three'];
const command = fc.oneof(
  fc.constantFrom('/work/a', '/work/b', '/work/dir/c').map((path) => ['touch', path]),
  fc.constantFrom('/work/dir', '/work/other').map((path) => ['mkdir', '-p', path]),
  fc.constantFrom('/work/a', '/work/dir', '/etc/hosts').map((path) => ['rm', '-rf', path]),
  fc.constantFrom(
    ['ln', '/work/a', '/work/hard'],
    ['cp', '/etc/passwd', '/work/b'],
    ['mv', '/work/b', '/work/dir/moved'],
    ['chmod', '600', '/work/a'],
  ),
  fc.constantFrom(...names).map((name) => ['docker', 'run', '--name', name, 'ubuntu', 'touch', '/srv/file', '/etc/passwd']),
  fc.constantFrom(...names).map((name) => ['docker', 'run', '-d', '--name', name, 'ubuntu', 'sleep', '1000']),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom('img', 'img:2', 'other')).map(([name, tag]) => ['docker', 'commit', name, tag]),
  fc.constantFrom(['docker', 'tag', 'img', 'again'], ['docker', 'rmi', 'img'], ['docker', 'rmi', '-f', 'again']),
  fc.constantFrom(...names).map((name) => ['docker', 'rm', '-f', name]),
  fc.constantFrom(['docker', 'volume', 'create', 'data'], ['docker', 'run', '-v', 'data:/data', 'ubuntu', 'touch', '/data/x']),
);

/** Everything that must come back, as comparable data. */
interface Picture {
  readonly state: EngineState;
  readonly trees: ReadonlyMap<string, Tree>;
}

function picture(machine: Machine): Picture {
  const trees = new Map([['host', machine.hostCell.freeze()]]);
  for (const [id, cell] of machine.engine.cells) if (/^(?:container|volume):/.test(id)) trees.set(id, cell.freeze());
  return { state: asleep(machine.engine.state, DEFAULT_NOW * 1000), trees };
}

/** What does not depend on the moment of waking. */
function comparable({ state, trees }: Picture): unknown {
  const containers = [...state.containers.values()].map(({ state: life, ...rest }) => ({
    ...rest,
    status: life.status,
    exitCode: 'exitCode' in life ? life.exitCode : 0,
  }));
  const layers = [...state.layers.values()].map(({ chainId, parent, layer, blobDigest }) => ({
    chainId,
    parent,
    diffId: layer.diffId,
    size: layer.size,
    blobDigest,
  }));
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    containers: containers.sort((a, b) => (a.id < b.id ? -1 : 1)),
    layers: layers.sort((a, b) => (a.chainId < b.chainId ? -1 : 1)),
    ...{ images: sorted(state.images), names: sorted(state.names), networks: sorted(state.networks), volumes: sorted(state.volumes) },
    trees: [...trees.keys()].sort(),
  };
}

function expectSame(before: Picture, after: Picture): void {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  expect(plain(comparable(after))).toEqual(plain(comparable(before)));
  for (const [id, tree] of before.trees) {
    const woken = after.trees.get(id);
    expect(woken && listing(woken), id).toEqual(listing(tree));
  }
}

/** Path → all that a node says but its number; names of one file by the first of them. */
function listing(tree: Tree): Readonly<Record<string, unknown>> {
  const firstNames = new Map<number, string>();
  const rows: Record<string, unknown> = {};
  for (const { path, node, entry } of walkTree(tree)) {
    const { ino, ...stat } = node;
    const first = entry.type === 'link' ? (firstNames.get(ino) ?? path) : path;
    firstNames.set(ino, first);
    const detail = node.type === 'file' ? String(contentToRecord(node.content)) : node.type === 'symlink' ? node.target : '';
    rows[path] = [stat.type, stat.mode, stat.uid, stat.gid, stat.mtime, stat.ctime, detail, first].join(' ');
  }
  return rows;
}

async function live(
  commands: readonly (readonly string[])[],
): Promise<{ readonly pictures: Picture[]; readonly prefixes: (readonly StoreRecord[])[] }> {
  const first = wake();
  await pullImages(first.engine, { pulled: ['ubuntu'] });
  const machine = wake(undefined, first.engine.state);
  const { store, prefixes } = recordingStore();
  const saver = new Saver({ ...machine, screens: new Map(), places: () => ({}) }, new Journal(store, undefined), machine.saved);
  const pictures: Picture[] = [];
  const save = async () => {
    const before = prefixes.length;
    pictures.push(picture(machine));
    await saver.save(true);
    // a save that compacts writes twice, one that finds nothing not at all: each batch has the picture of its save
    while (pictures.length < prefixes.length) pictures.push(picture(machine));
    if (prefixes.length === before) pictures.pop();
  };
  await save();
  for (const argv of commands) {
    await runCase(machine, { argv }, { stdin: [], stdout: () => undefined, stderr: () => undefined });
    await save();
  }
  machine.kernel.halt();
  return { pictures, prefixes };
}

test('for every prefix of batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 8 }), async (commands) => {
      const { pictures, prefixes } = await live(commands);
      expect(prefixes.length).toBe(pictures.length);
      for (const [i, records] of prefixes.entries()) {
        const woken = wake(records);
        expect(woken.sleeping?.damaged.found).toEqual([]);
        const before = pictures[i];
        if (before) expectSame(before, picture(woken));
      }
    }),
    { numRuns: 6, seed: 42 },
  );
}, 60_000);

test('over a compaction, and as one file', async () => {
  const commands = Array.from({ length: 80 }, (_, i) => ['touch', `/work/file-${i % 20}`]);
  const { pictures, prefixes } = await live([
    ...commands,
    ['docker', 'run', '--name', 'one', 'ubuntu', 'touch', '/srv/x'],
    ['docker', 'commit', 'one', 'img'],
  ]);
  const [last, records] = [pictures.at(-1), prefixes.at(-1)];
  if (!last || !records) throw new Error('nothing was saved');
  expect(records.filter(({ key }) => key.startsWith('journal/')).length).toBeLessThan(65);
  expectSame(last, picture(wake(records)));
  expectSame(last, picture(wake(unpackMachine(packMachine(records, 0)))));
});

test('a touch writes about a kilobyte', async () => {
  const { prefixes } = await live([
    ['touch', '/work/a'],
    ['touch', '/work/b'],
  ]);
  const size = (records: readonly StoreRecord[] | undefined) =>
    JSON.stringify(records, (_, value: unknown) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value)).length;
  expect(size(prefixes.at(-1)) - size(prefixes.at(-2))).toBeLessThan(1024);
});

test('a damaged record is set aside and the rest comes up', async () => {
  const { prefixes } = await live([
    ['touch', '/work/kept'],
    ['docker', 'run', '--name', 'one', 'ubuntu', 'touch', '/srv/x'],
    ['docker', 'commit', 'one', 'img'],
    ['docker', 'run', '--name', 'two', 'ubuntu', 'true'],
  ]);
  const records = prefixes.at(-1) ?? [];
  const broken = records.find(({ key, value }) => key.startsWith('layer/') && (value as { parent: unknown }).parent !== null);
  const woken = wake(records.map((record) => (record === broken ? { ...record, value: 'garbage' } : record)));
  expect(woken.sleeping?.damaged.found.map(({ key }) => key)).toContain(broken?.key);
  expect([...woken.engine.state.containers.values()].map(({ name }) => name).sort()).toEqual(['one', 'two']);
  expect([...woken.engine.state.names.keys()].filter((name) => !name.includes('@'))).toEqual(['docker.io/library/ubuntu:latest']);
});

/** Laws of the engine: whatever is done in whatever order, images stay, parents are there, IDs are what they are the digests of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitContainer } from '../../src/sim/engine/container/commit.ts';
import { containerChanges } from '../../src/sim/engine/container/diff.ts';
import { removeContainer } from '../../src/sim/engine/container/remove.ts';
import { digestOf } from '../../src/sim/engine/digest.ts';
import type { Engine } from '../../src/sim/engine/engine.ts';
import { EngineError } from '../../src/sim/engine/engine-error.ts';
import { removeImage } from '../../src/sim/engine/image/remove.ts';
import { pruneImages } from '../../src/sim/engine/image/prune.ts';
import { saveImages } from '../../src/sim/engine/image/save.ts';
import { tagImage } from '../../src/sim/engine/image/tag.ts';
import { stackOf, treeOf } from '../../src/sim/engine/layers.ts';
import { asleep } from '../../src/sim/engine/record.ts';
import { diff } from '../../src/sim/fs/diff.ts';
import { readTar } from '../../src/sim/fs/read-tar.ts';
import { bytesOf } from '../../src/sim/fs/content.ts';
import { createEngineMachine, type EngineMachine } from '../sim/engine/engine-machine.ts';

const file = fc.constantFrom('/srv/a', '/srv/b', '/etc/passwd', '/new', '/var/log/old');
const command = fc.oneof(
  file.map((path) => `echo ${path} >${path}`),
  file.map((path) => `rm ${path}`),
  fc.constantFrom('mkdir /d', 'rmdir /d', 'echo x >/d/x', 'chmod 700 /srv', 'touch /etc/group', 'pwd'),
);
const script = fc.array(command, { minLength: 1, maxLength: 4 }).map((commands) => commands.join(' ; '));

test('commit, run, diff: what a commit keeps is what diff said, and a fresh container of it has no changes', async () => {
  await fc.assert(
    fc.asyncProperty(script, script, async (first, second) => {
      const { engine, run } = createEngineMachine();
      const { id } = await run(first);
      const before = containerChanges(engine, id);
      const image = commitContainer(engine, id, { reference: 'next' });
      const [parent, child] = [engine.state.images.get(image)?.parent ?? '', image].map((each) =>
        treeOf(engine.state, engine.state.images.get(each)?.chainId),
      );
      if (!parent || !child) throw new Error('no tree');
      expect(diff(parent, child)).toEqual(before);
      expect(containerChanges(engine, (await run('pwd', { image: 'next' })).id)).toEqual([]);
      const again = await run(second, { image: 'next' });
      const base = treeOf(engine.state, engine.state.images.get(image)?.chainId);
      const grandchild = commitContainer(engine, again.id);
      const changes = containerChanges(engine, again.id);
      expect(diff(base, treeOf(engine.state, engine.state.images.get(grandchild)?.chainId))).toEqual(changes);
    }),
    { numRuns: 40 },
  );
});

test('a container never changes its image', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(script, { minLength: 1, maxLength: 3 }), async (scripts) => {
      const { engine, run } = createEngineMachine();
      const { layers, images } = engine.state;
      const trees = [...layers.values()].map(({ tree }) => JSON.stringify(tree, (_, value) => (value instanceof Map ? [...value] : value)));
      for (const each of scripts) commitContainer(engine, (await run(each)).id);
      for (const [chainId, layer] of layers) expect(engine.state.layers.get(chainId)).toBe(layer);
      for (const [id, image] of images) expect(engine.state.images.get(id)).toBe(image);
      expect(
        [...layers.values()].map(({ tree }) => JSON.stringify(tree, (_, value) => (value instanceof Map ? [...value] : value))),
      ).toEqual(trees);
    }),
    { numRuns: 25 },
  );
});

type Step = (machine: EngineMachine) => unknown;
const reference = fc.constantFrom('ubuntu', 'a', 'b:1', 'b:2', 'nosuch');
const container = fc.constantFrom('c1', 'c2', 'c3');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(container, reference, script).map(
    ([name, image, what]): Step =>
      ({ run }) =>
        run(what, { name, image }),
  ),
  fc.tuple(container, reference).map(
    ([name, image]): Step =>
      ({ create }) =>
        create('pwd', { name, image }),
  ),
  fc.tuple(container, fc.option(reference, { nil: undefined })).map(
    ([name, tag]): Step =>
      ({ engine }) =>
        commitContainer(engine, name, { reference: tag }),
  ),
  fc.tuple(reference, reference).map(
    ([from, to]): Step =>
      ({ engine }) =>
        engine.change('tag', tagImage(from, to)),
  ),
  fc.tuple(reference, fc.boolean(), fc.boolean()).map(
    ([name, force, prune]): Step =>
      ({ engine }) =>
        engine.ask('rmi', removeImage(name, { force, prune })),
  ),
  fc.tuple(fc.nat(5), fc.boolean()).map(
    ([index, force]): Step =>
      ({ engine }) =>
        engine.ask('rmi', removeImage([...engine.state.images.keys()][index] ?? 'nosuch', { force })),
  ),
  container.map(
    (name): Step =>
      ({ engine }) =>
        removeContainer(engine, name, { force: true, volumes: true }),
  ),
  fc.boolean().map(
    (all): Step =>
      ({ engine }) =>
        engine.ask('prune', pruneImages(new Map(all ? [['dangling', ['false']]] : []))),
  ),
  fc.tuple(container).map(
    ([name]): Step =>
      ({ runDetached }) =>
        runDetached(['sleep', '100'], { name }),
  ),
);

/** What must hold of every state. */
function checkWhole({ state }: Engine): void {
  for (const [id, image] of state.images) {
    expect(id).toBe(digestOf(image.configText));
    expect(image.parent === undefined || state.images.has(image.parent)).toBe(true);
    expect(stackOf(state, image.chainId).map(({ layer }) => layer.diffId)).toEqual(image.config.rootfs.diff_ids);
    expect(image.config.history?.filter(({ empty_layer }) => !empty_layer)).toHaveLength(image.config.rootfs.diff_ids.length);
  }
  for (const id of state.names.values()) expect(state.images.has(id)).toBe(true);
  for (const { chainId } of state.containers.values()) expect(chainId === undefined || state.layers.has(chainId)).toBe(true);
  for (const { parent } of state.layers.values()) expect(parent === undefined || state.layers.has(parent)).toBe(true);
  const used = new Set(
    [...state.images.values(), ...state.containers.values()].flatMap(({ chainId }) =>
      stackOf(state, chainId).map((layer) => layer.chainId),
    ),
  );
  expect(used.size).toBe(state.layers.size);
  const taken = [...state.containers.values()].map(({ name }) => name);
  expect(new Set(taken).size).toBe(taken.length);
}

test('any sequence of verbs: no dangling parent, name or layer; a refusal changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const machine = createEngineMachine();
      for (const act of steps) {
        try {
          await act(machine);
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
        }
        checkWhole(machine.engine);
      }
      const down = asleep(machine.engine.state, machine.engine.now());
      expect([...down.containers.values()].some(({ state }) => state.status === 'running')).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("a layer's diff ID is the sha256 of the tar that save holds", async () => {
  await fc.assert(
    fc.asyncProperty(script, async (what) => {
      const { engine, run } = createEngineMachine();
      const id = commitContainer(engine, (await run(what)).id);
      const blobs = new Map(readTar(saveImages(engine.state, [id]), () => 1).map(({ path, node }) => [path, node]));
      for (const diffId of engine.state.images.get(id)?.config.rootfs.diff_ids ?? []) {
        const blob = blobs.get(`blobs/sha256/${diffId.slice(7)}`);
        if (blob?.type !== 'file') throw new Error('no blob');
        expect(digestOf(bytesOf(blob.content))).toBe(diffId);
      }
    }),
    { numRuns: 25 },
  );
});

test('the same seed gives the same IDs and the same bytes', async () => {
  const session = async (): Promise<string> => {
    const { engine, run } = createEngineMachine();
    const { id, stdout } = await run('echo 1 >/srv/x ; hostname');
    return `${id} ${stdout} ${commitContainer(engine, id)} ${JSON.stringify(engine.state.events)}`;
  };
  expect(await session()).toBe(await session());
});

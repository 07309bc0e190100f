/** Images: commit, tag, history, rmi with its conflicts, prune. As recordings 06 and 07 and the checks of rmi, commit, history. */
import { expect, test } from 'vitest';
import { commitContainer } from '../../../src/sim/engine/container/commit.ts';
import { inspectContainer } from '../../../src/sim/engine/container/inspect.ts';
import { removeContainer } from '../../../src/sim/engine/container/remove.ts';
import { shortId } from '../../../src/sim/engine/digest.ts';
import { getImage } from '../../../src/sim/engine/image/find.ts';
import { imageHistory } from '../../../src/sim/engine/image/history.ts';
import { inspectImage } from '../../../src/sim/engine/image/inspect.ts';
import { listImages } from '../../../src/sim/engine/image/list.ts';
import { pruneImages } from '../../../src/sim/engine/image/prune.ts';
import { removeImage } from '../../../src/sim/engine/image/remove.ts';
import { tagImage } from '../../../src/sim/engine/image/tag.ts';
import { createEngineMachine, type EngineMachine } from './engine-machine.ts';

const kinds = (rows: readonly object[]): string[] => rows.map((row) => Object.keys(row)[0] ?? '');

/** docker run --name NAME IMAGE sh -c COMMAND; docker commit NAME TAG. */
async function layer(
  { run, engine }: EngineMachine,
  name: string,
  command: string,
  tag: string | undefined,
  image = 'ubuntu',
): Promise<string> {
  await run(command, { name, image });
  return commitContainer(engine, name, { reference: tag });
}

test('commit keeps command, parent and one more history row', async () => {
  const machine = createEngineMachine();
  const { engine } = machine;
  const id = await layer(machine, 'c1', 'echo 1 >/srv/1', 'stack:1');
  expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
  const rows = imageHistory(engine.state, 'stack:1');
  expect(rows.map(({ createdBy, size, id: row }) => [row, createdBy, size])).toEqual([
    [id, 'sh -c echo 1 >/srv/1', 2],
    [getImage(engine.state, 'ubuntu').id, '/bin/sh -c #(nop)  CMD ["sh"]', 0],
    ['<missing>', '/bin/sh -c #(nop) ADD file:1 in / ', getImage(engine.state, 'ubuntu').size],
  ]);
  expect(inspectImage(engine.state, id)).toMatchObject({
    RepoTags: ['stack:1'],
    Parent: getImage(engine.state, 'ubuntu').id,
    DockerVersion: '28.5.2',
    Config: { Cmd: ['sh', '-c', 'echo 1 >/srv/1'], Env: ['PATH=/bin'], Labels: { origin: 'base' } },
  });
});

test('a commit of nothing adds no layer', async () => {
  const machine = createEngineMachine();
  const { engine } = machine;
  const id = await layer(machine, 'c1', 'pwd', 'same');
  expect(getImage(engine.state, id).chainId).toBe(getImage(engine.state, 'ubuntu').chainId);
  expect(getImage(engine.state, id).config.history?.at(-1)).toMatchObject({ empty_layer: true });
  expect(engine.ask('rmi', removeImage('same'))).toEqual([{ untagged: 'same:latest' }, { deleted: id }]);
});

test('--change', async () => {
  const { run, engine } = createEngineMachine();
  await run('pwd', { name: 'c1' });
  const configOf = (...changes: string[]) => {
    const id = commitContainer(engine, 'c1', { changes });
    return getImage(engine.state, id).config.config;
  };
  expect(configOf('ENV A=b C="d e" F=$PATH')).toMatchObject({ Env: ['PATH=/bin', 'A=b', 'C=d e', 'F=/bin'] });
  expect(configOf('ENV PATH=/x:$PATH')).toMatchObject({ Env: ['PATH=/x:/bin'] });
  expect(configOf('CMD ["a", "b"]')).toMatchObject({ Cmd: ['a', 'b'] });
  expect(configOf('ENTRYPOINT foo bar')).toMatchObject({ Entrypoint: ['/bin/sh', '-c', 'foo bar'], Cmd: null });
  expect(configOf('EXPOSE 80 90/udp 100-101')).toMatchObject({
    ExposedPorts: { '100/tcp': {}, '101/tcp': {}, '80/tcp': {}, '90/udp': {} },
  });
  expect(configOf('LABEL a b c')).toMatchObject({ Labels: { a: 'b c' } });
  expect(configOf('WORKDIR /a', 'WORKDIR b/../c')).toMatchObject({ WorkingDir: '/a/c' });
  expect(configOf('VOLUME ["/a", "/b c"]')).toMatchObject({ Volumes: { '/a': {}, '/b c': {} } });
  expect(configOf('HEALTHCHECK --interval=5s CMD true')).toMatchObject({
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5_000_000_000 },
  });
  const refused = (change: string) => expect(() => configOf(change));
  refused('FROM x').toThrow('FROM is not a valid change command');
  refused('from x').toThrow('from is not a valid change command');
  refused('').toThrow('file with no instructions');
  refused('ENV').toThrow('ENV requires at least one argument');
  refused('ENV A').toThrow('ENV must have two arguments');
  refused('ENV =x').toThrow('ENV names can not be blank');
  refused('EXPOSE x').toThrow('Invalid containerPort: x');
  refused('STOPSIGNAL NOPE').toThrow('invalid signal: NOPE');
  refused('WORKDIR').toThrow('WORKDIR requires exactly one argument');
  refused('ONBUILD FROM x').toThrow("FROM isn't allowed as an ONBUILD trigger");
});

test('a name moves, and what lost its last one dangles', async () => {
  const machine = createEngineMachine();
  const { engine } = machine;
  const first = await layer(machine, 'c1', 'echo 1 >/srv/1', 'again');
  const second = await layer(machine, 'c2', 'echo 2 >/srv/2', 'again');
  expect(listImages(engine.state).map(({ id, tags }) => [id, tags])).toEqual([
    [second, ['again:latest']],
    [first, []],
    [getImage(engine.state, 'ubuntu').id, ['ubuntu:latest']],
  ]);
  expect(listImages(engine.state, { filters: new Map([['dangling', ['true']]]) }).map(({ id }) => id)).toEqual([first]);
});

test('rmi: names, layers, parents', async () => {
  const machine = createEngineMachine();
  const { engine } = machine;
  await layer(machine, 'c1', 'echo 1 >/srv/1', 'stack:1');
  await layer(machine, 'c2', 'echo 2 >/srv/2', 'stack:2', 'stack:1');
  const [one, two] = [getImage(engine.state, 'stack:1').id, getImage(engine.state, 'stack:2').id];
  const c2 = String(inspectContainer(engine, 'c2')['Id']);
  expect(() => engine.ask('rmi', removeImage('stack:1'))).toThrow(
    `conflict: unable to remove repository reference "stack:1" (must force) - container ${shortId(c2)} is using its referenced image ${shortId(one)}`,
  );
  expect(() => engine.ask('rmi', removeImage(shortId(one)))).toThrow(
    `conflict: unable to delete ${shortId(one)} (cannot be forced) - image has dependent child images`,
  );
  await removeContainer(engine, 'c1');
  await removeContainer(engine, 'c2');
  expect(engine.ask('rmi', removeImage('stack:1'))).toEqual([{ untagged: 'stack:1' }]);
  const rows = engine.ask('rmi', removeImage('stack:2'));
  expect(kinds(rows)).toEqual(['untagged', 'deleted', 'deleted', 'deleted', 'deleted']);
  expect(rows.slice(1).filter((row) => 'deleted' in row && [one, two].includes(row.deleted))).toHaveLength(2);
  expect(engine.state.layers.size).toBe(1);
});

test('rmi by ID: what is in the way, in its order', async () => {
  const machine = createEngineMachine();
  const { engine, create } = machine;
  const id = await layer(machine, 'c1', 'echo 1 >/srv/1', 'demo');
  engine.change('tag', tagImage('demo', 'other:x'));
  const remove = (text: string, force = false) => engine.ask('rmi', removeImage(text, { force }));
  expect(() => remove(shortId(id))).toThrow(
    `conflict: unable to delete ${shortId(id)} (must be forced) - image is referenced in multiple repositories`,
  );
  const container = create(['sh'], { image: shortId(id) });
  remove('other:x');
  expect(() => remove(shortId(id))).toThrow(
    `conflict: unable to delete ${shortId(id)} (must be forced) - image is being used by stopped container ${shortId(container)}`,
  );
  expect(remove('demo', true)).toEqual([{ untagged: 'demo:latest' }, { deleted: id }]);
  expect(engine.state.layers.size).toBe(2);
  await removeContainer(engine, container);
  expect(() => remove('nosuch')).toThrow('No such image: nosuch:latest');
  expect(() => remove(' ')).toThrow('image name cannot be blank');
});

test('a running container holds its image', async () => {
  const { runDetached, engine } = createEngineMachine();
  const id = await runDetached(['sleep', '1000']);
  const image = shortId(getImage(engine.state, 'ubuntu').id);
  expect(() => engine.ask('rmi', removeImage(image, { force: true }))).toThrow(
    `conflict: unable to delete ${image} (cannot be forced) - image is being used by running container ${shortId(id)}`,
  );
});

test('image prune', async () => {
  const machine = createEngineMachine();
  const { engine } = machine;
  await layer(machine, 'c1', 'echo 1 >/srv/1', undefined);
  await removeContainer(engine, 'c1');
  const { deleted, reclaimed } = engine.ask('prune', pruneImages());
  expect(kinds(deleted)).toEqual(['deleted', 'deleted']);
  expect(reclaimed).toBe(2);
});

test('tag refuses what no tag may be', () => {
  const { engine } = createEngineMachine();
  const tag =
    (target: string, source = 'ubuntu') =>
    () =>
      engine.change('tag', tagImage(source, target));
  expect(tag('mine', 'nosuch')).toThrow('No such image: nosuch:latest');
  expect(tag('sha256:x')).toThrow('refusing to create an ambiguous tag using digest algorithm as name');
  expect(tag(`x@sha256:${'1'.repeat(64)}`)).toThrow('refusing to create a tag with a digest reference');
  expect(tag('Bad/Name')).toThrow('invalid reference format: repository name (Name) must be lowercase');
});

/** diff, volumes, binds, tmpfs, cp, export and import, save and load: where files go. As recordings 06 and 08 and the checks of diff, cp, saveload. */
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { getArchive, putArchive, statPath } from '../../../src/sim/engine/container/archive.ts';
import { commitContainer } from '../../../src/sim/engine/container/commit.ts';
import { containerChanges } from '../../../src/sim/engine/container/diff.ts';
import { exportContainer } from '../../../src/sim/engine/container/export.ts';
import { inspectContainer } from '../../../src/sim/engine/container/inspect.ts';
import { pruneContainers } from '../../../src/sim/engine/container/prune.ts';
import { digestOf } from '../../../src/sim/engine/digest.ts';
import type { Engine } from '../../../src/sim/engine/engine.ts';
import { getImage } from '../../../src/sim/engine/image/find.ts';
import { imageHistory } from '../../../src/sim/engine/image/history.ts';
import { importImage } from '../../../src/sim/engine/image/import.ts';
import { loadImages } from '../../../src/sim/engine/image/load.ts';
import { removeImage } from '../../../src/sim/engine/image/remove.ts';
import { saveImages } from '../../../src/sim/engine/image/save.ts';
import { tagImage } from '../../../src/sim/engine/image/tag.ts';
import { createVolume } from '../../../src/sim/engine/volume/create.ts';
import { listVolumes, pruneVolumes, removeVolume } from '../../../src/sim/engine/volume/list.ts';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { bytesOf } from '../../../src/sim/fs/content.ts';
import { readTar } from '../../../src/sim/fs/read-tar.ts';
import { createEngineMachine } from './engine-machine.ts';

const changes = (engine: Engine, text: string): string[] => containerChanges(engine, text).map(({ kind, path }) => `${kind} ${path}`);
const names = (tar: Uint8Array): string[] => readTar(tar, () => 1).map(({ path }) => path);

function fileIn(tar: Uint8Array, path: string): Uint8Array {
  const found = readTar(tar, () => 1).find((entry) => entry.path === path);
  if (found?.node?.type !== 'file') throw new Error(`no file ${path}`);
  return bytesOf(found.node.content);
}

test('diff goes by stat, not by writes', async () => {
  const { engine, run } = createEngineMachine();
  const diffOf = async (command: string): Promise<string[]> => changes(engine, (await run(command)).id);
  expect(await diffOf('echo x >/srv/x')).toEqual(['C /srv', 'A /srv/x']);
  expect(await diffOf('echo x >/srv/x ; rm /srv/x')).toEqual([]);
  expect(await diffOf('touch /var/log/old')).toEqual(['C /var', 'C /var/log', 'C /var/log/old']);
  expect(await diffOf('rm /var/log/old ; rmdir /var/log')).toEqual(['C /var', 'D /var/log']);
  expect(await diffOf('mkdir /a ; mkdir /a/b ; echo >/a/b/c')).toEqual(['A /a', 'A /a/b', 'A /a/b/c']);
  expect(await diffOf('chmod 700 /srv')).toEqual(['C /srv']);
  expect(await diffOf('echo x >/etc/hosts ; echo >/tmp/y')).toEqual(['C /tmp', 'A /tmp/y']);
});

test('a named volume begins with what the image has there, and outlives the container', async () => {
  const { engine, run } = createEngineMachine();
  const Binds = ['data:/var/log'];
  const { id, stdout } = await run('ls /var/log ; echo new >/var/log/new', { hostConfig: { Binds } });
  expect(stdout).toBe('old\n');
  expect(changes(engine, id)).toEqual([]);
  expect((await run(['ls', '/var/log'], { hostConfig: { Binds } })).stdout).toBe('new old\n');
  expect((await run('echo x >/var/log/x', { hostConfig: { Binds: ['data:/var/log:ro'] } })).stderr).toContain('Read-only file system');
  expect(() => removeVolume(engine, 'data')).toThrow(/^remove data: volume is in use - \[[0-9a-f]{64}, [0-9a-f]{64}, [0-9a-f]{64}\]$/);
  pruneContainers(engine);
  expect(listVolumes(engine.state).map(({ name }) => name)).toEqual(['data']);
  expect(pruneVolumes(engine)).toEqual({ deleted: [], reclaimed: 0 });
  expect(pruneVolumes(engine, new Map([['all', ['1']]]))).toEqual({ deleted: ['data'], reclaimed: 8 });
});

test('mount points appear in diff, what is in them does not', async () => {
  const { engine, run } = createEngineMachine();
  const { id } = await run('echo >/t/x ; echo >/v/x', { hostConfig: { Tmpfs: { '/t': '' } }, config: { Volumes: { '/v': {} } } });
  expect(changes(engine, id)).toEqual(['A /t', 'A /v']);
  expect(inspectContainer(engine, id)).toMatchObject({
    Mounts: [{ Type: 'volume', Destination: '/v', Driver: 'local', Mode: '', RW: true }],
  });
});

test("a bind mount is the host's own file", async () => {
  const { host, run, create } = createEngineMachine();
  host.fs.mkdir('/work');
  await run('echo inside >/b/x', { hostConfig: { Binds: ['/work:/b'] } });
  expect(fromBytes(host.fs.readFile('/work/x'))).toBe('inside\n');
  expect((await run(['cat', '/x'], { hostConfig: { Binds: ['/work/x:/x:ro'] } })).stdout).toBe('inside\n');
  await run(['pwd'], { hostConfig: { Binds: ['/made/by/docker:/b'] } });
  expect(host.fs.stat('/made/by/docker').type).toBe('directory');
  const mount = { Type: 'bind', Source: '/nosuch', Target: '/x' } as const;
  expect(() => create(['pwd'], { hostConfig: { Mounts: [mount] } })).toThrow(
    'invalid mount config for type "bind": bind source path does not exist: /nosuch',
  );
});

test('what a volume may not be', () => {
  const { create, engine } = createEngineMachine();
  const bind = (raw: string) => () => create(['pwd'], { hostConfig: { Binds: [raw] } });
  expect(bind('vol:data')).toThrow(
    `invalid volume specification: 'vol:data': invalid mount config for type "volume": invalid mount path: 'data' mount path must be absolute`,
  );
  expect(bind('vol:/')).toThrow(
    `invalid volume specification: 'vol:/': invalid mount config for type "volume": invalid specification: destination can't be '/'`,
  );
  expect(bind('/a:/b:zz')).toThrow('invalid mode: zz');
  expect(bind('a:/b:c:d')).toThrow("invalid volume specification: 'a:/b:c:d'");
  expect(bind('x+y:/b')).toThrow(
    'create x+y: "x+y" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path',
  );
  expect(bind('x:/b')).toThrow('create x: volume name is too short, names should be at least two alphanumeric characters');
  expect(() => create(['pwd'], { hostConfig: { Binds: ['/a:/x', '/b:/x'] } })).toThrow('Duplicate mount point: /x');
  expect(() => engine.ask('volume', createVolume({ name: 'vv', driver: 'foo' }))).toThrow(
    'create vv: error looking up volume plugin foo: plugin "foo" not found',
  );
  expect(() => removeVolume(engine, 'nosuch')).toThrow('get nosuch: no such volume');
  expect(engine.state.containers.size).toBe(0);
});

test('--read-only and tmpfs', async () => {
  const { run, engine } = createEngineMachine();
  const outcome = await run('echo >/t/x ; ls /t ; echo >/x', { hostConfig: { ReadonlyRootfs: true, Tmpfs: { '/t': 'size=1m' } } });
  expect(outcome).toMatchObject({ stdout: 'x\n', exitCode: 1 });
  expect(outcome.stderr).toContain('Read-only file system');
  await expect(run(['pwd'], { hostConfig: { Tmpfs: { '/t': 'foo=1' } } })).rejects.toThrow('invalid tmpfs option "foo"');
  expect(engine.cells.size).toBe(4);
});

test('cp out and in', async () => {
  const { engine, run } = createEngineMachine();
  await run('mkdir /d ; echo x >/d/f', { name: 'c1' });
  expect(names(getArchive(engine, 'c1', '/d').tar)).toEqual(['d', 'd/f']);
  expect(names(getArchive(engine, 'c1', '/d/.').tar)).toEqual(['.', './f']);
  expect(fromBytes(fileIn(getArchive(engine, 'c1', '/d/f').tar, 'f'))).toBe('x\n');
  expect(statPath(engine, 'c1', '/d')).toMatchObject({ name: 'd', type: 'directory', mode: 0o755 });
  putArchive(engine, 'c1', '/srv', getArchive(engine, 'c1', '/d').tar);
  expect(changes(engine, 'c1')).toEqual(['A /d', 'A /d/f', 'C /srv', 'A /srv/d', 'A /srv/d/f']);
  expect(() => getArchive(engine, 'c1', '/nosuch')).toThrow('Could not find the file /nosuch in container c1');
  expect(() => getArchive(engine, 'c1', '/etc/passwd/x')).toThrow('lstat /etc/passwd/x: not a directory');
  expect(() => getArchive(engine, 'nosuch', '/x')).toThrow('No such container: nosuch');
  expect(() => putArchive(engine, 'c1', '/nosuch', new Uint8Array(1024))).toThrow('Could not find the file');
});

test('cp leaves its mount points in the next commit, and nothing in the diff', async () => {
  const { engine, run } = createEngineMachine();
  const layerOf = (name: string): readonly string[] => {
    const id = commitContainer(engine, name);
    const image = getImage(engine.state, id);
    return [...engine.state.layers.values()].find(({ chainId }) => chainId === image.chainId)?.layer.entries.map(({ path }) => path) ?? [];
  };
  await run('echo x >/x', { name: 'c1' });
  expect(layerOf('c1')).toEqual(['x']);
  getArchive(engine, 'c1', '/x');
  expect(changes(engine, 'c1')).toEqual(['A /x']);
  expect(layerOf('c1')).toEqual(['etc', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf', 'x']);
});

test('cp into what is read-only', () => {
  const { engine, create } = createEngineMachine();
  const tar = new Uint8Array(1024);
  create(['pwd'], { name: 'c1', hostConfig: { ReadonlyRootfs: true } });
  expect(() => putArchive(engine, 'c1', '/srv', tar)).toThrow('container rootfs is marked read-only');
  create(['pwd'], { name: 'c2', hostConfig: { Binds: ['vv:/srv:ro'] } });
  expect(() => putArchive(engine, 'c2', '/srv', tar)).toThrow('mounted volume is marked read-only');
});

test('export and import', async () => {
  const { engine, run } = createEngineMachine();
  await run('echo x >/srv/note', { name: 'c1' });
  const tar = exportContainer(engine, 'c1');
  expect(names(tar)).toEqual(expect.arrayContaining(['srv', 'srv/note', '.dockerenv', 'etc/mtab']));
  const id = importImage(engine, tar, { reference: 'flat:1', changes: ['CMD ["pwd"]'] });
  expect(imageHistory(engine.state, 'flat:1')).toMatchObject([{ id, createdBy: '', comment: 'Imported from -' }]);
  expect((await run(['cat', '/srv/note'], { image: 'flat:1', config: { Env: ['PATH=/bin'] } })).stdout).toBe('x\n');
  expect(() => importImage(engine, toBytes('garbage'))).toThrow('unexpected EOF');
});

test('save holds layers by their digests, and load brings all back', async () => {
  const { engine, run } = createEngineMachine();
  await run('echo x >/srv/note', { name: 'c1' });
  const id = commitContainer(engine, 'c1', { reference: 'boxed' });
  engine.change('tag', tagImage('boxed', 'other/name:2'));
  const tar = saveImages(engine.state, ['boxed', 'other/name:2']);
  expect(names(tar).filter((name) => !name.startsWith('blobs'))).toEqual(['index.json', 'manifest.json', 'oci-layout', 'repositories']);
  for (const diffId of getImage(engine.state, id).config.rootfs.diff_ids) {
    expect(digestOf(fileIn(tar, `blobs/sha256/${diffId.slice(7)}`))).toBe(diffId);
  }
  expect(JSON.parse(fromBytes(fileIn(tar, 'manifest.json')))).toMatchObject([
    { Config: `blobs/sha256/${id.slice(7)}`, RepoTags: ['boxed:latest', 'other/name:2'] },
  ]);
  pruneContainers(engine);
  engine.ask('rmi', removeImage(id, { force: true }));
  expect(engine.state.images.has(id)).toBe(false);
  const loaded = loadImages(engine, gzipSync(tar));
  expect(loaded).toMatchObject([{ id, references: ['boxed:latest', 'other/name:2'], layers: [{ bytes: expect.any(Number) }] }]);
  expect((await run(['cat', '/srv/note'], { image: 'boxed' })).stdout).toBe('x\n');
  expect(digestOf(saveImages(engine.state, ['boxed', 'other/name:2']))).toBe(digestOf(tar));
  expect(() => saveImages(engine.state, ['nosuch'])).toThrow('No such image: nosuch');
  expect(() => loadImages(engine, toBytes('garbage'))).toThrow('unexpected EOF');
});

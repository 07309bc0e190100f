/** What must hold of images and containers on a whole machine, through docker's own commands. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { machineFactory } from '../../src/cli/machine-factory.ts';
import { parseCommandLine } from '../../src/cli/options.ts';
import { runCase } from '../../src/cli/run-case.ts';
import { fromBytes } from '../../src/sim/fs/bytes.ts';
import { bytesOf } from '../../src/sim/fs/content.ts';
import { readTar } from '../../src/sim/fs/read-tar.ts';
import { fileSystemOf } from '../../src/sim/fs/view.ts';
import type { Machine } from '../../src/sim/machine.ts';

const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));
const { options } = parseCommandLine(['--pulled', 'ubuntu']);
const factory = machineFactory(options, publicFolder);
let machine: Machine;
beforeAll(async () => {
  machine = await factory.make();
});

async function on(where: Machine, line: string): Promise<string> {
  let out = '';
  await runCase(
    where,
    { argv: ['bash', '-c', line] },
    { stdin: [], stdout: (bytes) => (out += fromBytes(bytes)), stderr: () => undefined },
  );
  return out;
}

const change = fc.constantFrom(
  'echo x > /srv/x',
  'rm -rf /etc/apt',
  'mkdir -p /srv/a/b && touch /srv/a/b/c',
  'mv /usr/share /usr/moved',
  'chmod 700 /root',
  'ln /etc/passwd /etc/again',
  'ln -s nowhere /srv/link',
  'rm /bin/ls; mkdir /var/new',
  'cat /etc/passwd > /dev/null',
);
const changes = fc.array(change, { minLength: 1, maxLength: 3 }).map((each) => each.join('; '));

test('a container that did nothing has no changes', async () => {
  await on(machine, 'docker create --name nothing ubuntu; docker run --name read ubuntu cat /etc/passwd');
  expect(await on(machine, 'docker diff nothing; docker diff read')).toBe('');
});

test('a container never changes its image, and what was committed is no change of the next one', async () => {
  await fc.assert(
    fc.asyncProperty(changes, changes, async (first, second) => {
      const fresh = await factory.make();
      const before = await on(fresh, 'docker inspect ubuntu; docker run --rm ubuntu ls -lR /etc /srv /var');
      await on(fresh, `docker run --name one ubuntu bash -c '${first}'; docker commit one image`);
      const image = await on(fresh, 'docker inspect image');
      await on(fresh, `docker run --name two image bash -c '${second}'; docker run --name three image true`);
      expect(await on(fresh, 'docker inspect ubuntu; docker run --rm ubuntu ls -lR /etc /srv /var')).toBe(before);
      expect(await on(fresh, 'docker inspect image')).toBe(image);
      expect(await on(fresh, 'docker diff three')).toBe('');
      fresh.kernel.halt();
    }),
    { numRuns: 8, seed: 7 },
  );
}, 60_000);

test('a DiffID is the sha256 of the layer’s tar in `docker save`, an image’s ID that of its config', async () => {
  const id = (
    await on(machine, "docker run --name saved ubuntu bash -c 'echo kept > /srv/kept; rm /etc/issue'; docker commit saved saved")
  ).trim();
  await on(machine, 'docker save saved -o /work/saved.tar');
  const tar = fileSystemOf(machine.hostCell, () => machine.kernel.clock.now()).readFile('/work/saved.tar');
  const files = new Map(
    readTar(tar, () => 0).flatMap((entry) => (entry.node?.type === 'file' ? [[entry.path, bytesOf(entry.node.content)] as const] : [])),
  );
  for (const [path, bytes] of files) if (path.startsWith('blobs/sha256/')) expect(path).toBe(`blobs/sha256/${bytesToHex(sha256(bytes))}`);
  const json = (path: string) => JSON.parse(fromBytes(files.get(path) ?? new Uint8Array(0))) as unknown;
  const [{ Config: config, Layers: layers }] = json('manifest.json') as [{ Config: string; Layers: string[] }];
  expect(id).toBe(`sha256:${config.replace('blobs/sha256/', '')}`);
  const { rootfs } = json(config) as { rootfs: { diff_ids: string[] } };
  expect(rootfs.diff_ids).toHaveLength(2);
  expect(layers.map((path) => `sha256:${bytesToHex(sha256(files.get(path) ?? new Uint8Array(0)))}`)).toEqual(rootfs.diff_ids);
});

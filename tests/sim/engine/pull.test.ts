/** docker pull of the real manifest in public/: progress, digest, status; what is not there. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { getImage } from '../../../src/sim/engine/image/find.ts';
import { imageHistory } from '../../../src/sim/engine/image/history.ts';
import { removeImage } from '../../../src/sim/engine/image/remove.ts';
import { inspectImage } from '../../../src/sim/engine/image/inspect.ts';
import { pullImage } from '../../../src/sim/engine/runtime/pull.ts';
import type { PullMessage } from '../../../src/sim/engine/runtime/pull-progress.ts';
import type { Engine } from '../../../src/sim/engine/engine.ts';
import { createEngineMachine } from './engine-machine.ts';

const content = Object.fromEntries(
  ['manifest.json', 'noble.files'].map((name) => [`images/ubuntu/${name}`, readFileSync(`public/images/ubuntu/${name}`, 'utf8')]),
);

async function pull(engine: Engine, reference: string): Promise<PullMessage[]> {
  const messages: PullMessage[] = [];
  for await (const message of pullImage(engine, reference)) messages.push(message);
  return messages;
}

test('pull ubuntu', async () => {
  const { engine } = createEngineMachine(content);
  const start = engine.now();
  const messages = await pull(engine, 'ubuntu:24.04');
  expect((engine.now() - start) / 1e6).toBeLessThan(2);
  const lines = messages
    .filter(({ progress }) => progress?.total === undefined)
    .map(({ id, status }) => (id ? `${id}: ${status}` : status));
  expect(lines).toEqual([
    '24.04: Pulling from library/ubuntu',
    '0926a8eb0e60: Pulling fs layer',
    '0926a8eb0e60: Verifying Checksum',
    '0926a8eb0e60: Download complete',
    '0926a8eb0e60: Pull complete',
    'Digest: sha256:1428a953896eef9e62fc6ef60cad05bbf98769f6ea5f8c278e519b9dd168ab26',
    'Status: Downloaded newer image for ubuntu:24.04',
  ]);
  expect(messages.filter(({ status }) => status === 'Downloading').length).toBeGreaterThan(5);
  const image = getImage(engine.state, 'ubuntu:24.04');
  expect((image.size / 1e6).toPrecision(3)).toBe('78.1');
  expect(imageHistory(engine.state, image.id).map(({ id }) => id)).toEqual([image.id, ...Array(4).fill('<missing>')]);
  expect(inspectImage(engine.state, image.id)).toMatchObject({
    RepoDigests: ['ubuntu@sha256:1428a953896eef9e62fc6ef60cad05bbf98769f6ea5f8c278e519b9dd168ab26'],
    Parent: '',
    Config: { Cmd: ['/bin/bash'], Labels: { 'org.opencontainers.image.version': '24.04' } },
  });
});

test('again, and by another tag', async () => {
  const { engine } = createEngineMachine(content);
  await pull(engine, 'ubuntu');
  const layers = engine.state.layers;
  expect((await pull(engine, 'ubuntu')).map(({ status }) => status)).toEqual([
    'Pulling from library/ubuntu',
    expect.stringMatching(/^Digest: /),
    'Status: Image is up to date for ubuntu:latest',
  ]);
  expect((await pull(engine, 'ubuntu:noble')).at(-1)).toEqual({ status: 'Status: Downloaded newer image for ubuntu:noble' });
  expect(engine.state.layers).toBe(layers);
  expect(inspectImage(engine.state, 'ubuntu')).toMatchObject({ RepoTags: ['ubuntu:latest', 'ubuntu:noble'] });
});

test('by digest: an image without a tag', async () => {
  const { engine } = createEngineMachine(content);
  const digest = 'ubuntu@sha256:1428a953896eef9e62fc6ef60cad05bbf98769f6ea5f8c278e519b9dd168ab26';
  const messages = await pull(engine, digest);
  expect(messages.at(-1)).toEqual({ status: `Status: Downloaded newer image for ${digest}` });
  expect(inspectImage(engine.state, digest)).toMatchObject({ RepoTags: [], RepoDigests: [digest] });
  const rows = engine.ask('rmi', removeImage(digest));
  expect(rows.slice(0, 1)).toEqual([{ untagged: digest }]);
  expect(rows).toHaveLength(3);
});

test('what is not there', async () => {
  const { engine } = createEngineMachine(content);
  await expect(pull(engine, 'nosuch')).rejects.toThrow(
    "pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  );
  await expect(pull(engine, 'ubuntu:zz')).rejects.toThrow('manifest for ubuntu:zz not found: manifest unknown: manifest unknown');
  await expect(pull(engine, 'registry.example.com/x')).rejects.toThrow(
    'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com',
  );
  await expect(pull(engine, 'UPPER')).rejects.toThrow('invalid reference format: repository name (library/UPPER) must be lowercase');
});

test('a pull that is left in the middle leaves nothing', async () => {
  const { engine } = createEngineMachine(content);
  const before = engine.state;
  for await (const { status } of pullImage(engine, 'ubuntu:24.04')) if (status === 'Downloading') break;
  expect(engine.state).toBe(before);
});

import { expect, test } from 'vitest';
import { createCheckMachine } from '../../../../support/check-machine.ts';

const machine = await createCheckMachine();

test('docker pull without a terminal', async () => {
  const shell = machine.fresh();
  await shell.run('docker rmi ubuntu debian');
  const { stdout, stderr, status } = await shell.run('docker pull ubuntu');
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout.replace(/[0-9a-f]{64}/, '<digest>').replace(/[0-9a-f]{12}(?=:)/g, '<layer>')).toBe(`Using default tag: latest
latest: Pulling from library/ubuntu
<layer>: Pulling fs layer
<layer>: Verifying Checksum
<layer>: Download complete
<layer>: Pull complete
Digest: sha256:<digest>
Status: Downloaded newer image for ubuntu:latest
docker.io/library/ubuntu:latest
`);
  expect((await shell.run('docker pull -q ubuntu:latest')).stdout).toBe('docker.io/library/ubuntu:latest\n');
  expect((await shell.run('docker pull ubuntu:latest')).stdout).toContain('Status: Image is up to date for ubuntu:latest\n');
});

test('docker run pulls what is missing, and says so on standard error only', async () => {
  const shell = machine.fresh();
  await shell.run('docker rmi ubuntu debian');
  const { stdout, stderr } = await shell.run('docker run --rm ubuntu echo hello');
  expect(stdout).toBe('hello\n');
  expect(stderr).toMatch(/^Unable to find image 'ubuntu:latest' locally\nlatest: Pulling from library\/ubuntu\n/);
  expect(stderr).toMatch(/\nStatus: Downloaded newer image for ubuntu:latest\n$/);
  await shell.run('docker rmi ubuntu');
  expect(await shell.run('docker run -q --rm ubuntu echo hello')).toEqual({ stdout: 'hello\n', stderr: '', status: 0 });
});

test('what is not there', async () => {
  const shell = machine.fresh();
  const denied =
    "Error response from daemon: pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n";
  expect(await shell.run('docker pull nosuch')).toEqual({ stdout: 'Using default tag: latest\n', stderr: denied, status: 1 });
  expect(await shell.run('docker pull ubuntu:nosuch')).toEqual({
    stdout: '',
    stderr: 'Error response from daemon: manifest for ubuntu:nosuch not found: manifest unknown: manifest unknown\n',
    status: 1,
  });
  expect((await shell.run('docker run nosuch')).stderr).toBe(
    `Unable to find image 'nosuch:latest' locally\ndocker: ${denied}\nRun 'docker run --help' for more information\n`,
  );
});

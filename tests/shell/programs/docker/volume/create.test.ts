import { expect, test } from 'vitest';
import { createCheckMachine } from '../../../../support/check-machine.ts';

const machine = await createCheckMachine();

test('a volume outlives its container, and is in use as long as there is one', async () => {
  const { run } = machine.fresh();
  expect((await run('docker volume create data')).stdout).toBe('data\n');
  await run("docker run --rm -v data:/srv ubuntu sh -c 'echo kept > /srv/file'");
  expect((await run('docker run --rm --name c1 -v data:/srv ubuntu cat /srv/file')).stdout).toBe('kept\n');
  expect((await run('docker volume ls')).stdout).toBe('DRIVER    VOLUME NAME\nlocal     data\n');
  const id = (await run('docker create -v data:/srv ubuntu')).stdout.trim();
  expect((await run('docker volume rm data')).stderr).toBe(`Error response from daemon: remove data: volume is in use - [${id}]\n`);
  expect((await run(`docker rm ${id.slice(0, 5)}; docker volume rm data nosuch`)).stderr).toBe(
    'Error response from daemon: get nosuch: no such volume\n',
  );
  expect((await run('docker volume ls -q')).stdout).toBe('');
});

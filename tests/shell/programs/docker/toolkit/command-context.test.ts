import { expect, test } from 'vitest';
import { createDockerHost } from '../../../../support/docker-host.ts';

const NOBODY = { credentials: { uid: 1000, gid: 1000, groups: [1000] } };

test('without permission for the socket', async () => {
  const { machine } = createDockerHost();
  machine.fs.chmod('/var/run/docker.sock', 0o660);
  const denied = (request: string) =>
    `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: ${request}: dial unix /var/run/docker.sock: connect: permission denied\n`;
  const api = 'http://%2Fvar%2Frun%2Fdocker.sock';
  expect((await machine.run(['docker', 'ps'], NOBODY)).stderr).toBe(denied(`Get "${api}/v1.51/containers/json"`));
  expect((await machine.run(['docker', 'diff', 'x'], NOBODY)).stderr).toBe(denied(`Get "${api}/v1.51/containers/x/changes"`));
  const run = await machine.run(['docker', 'run', 'ubuntu'], NOBODY);
  expect(run.stderr).toBe(`docker: ${denied(`Head "${api}/_ping"`)}\nRun 'docker run --help' for more information\n`);
  expect(run.status).toEqual({ exited: 126 });
});

test('nobody there', async () => {
  const { docker } = createDockerHost();
  expect(await docker('-H unix:///nosuch.sock ps')).toEqual({
    stdout: '',
    stderr: 'Cannot connect to the Docker daemon at unix:///nosuch.sock. Is the docker daemon running?\n',
    status: 1,
  });
  expect((await docker('-H tcp://1.2.3.4:5 ps')).stderr).toBe(
    'Cannot connect to the Docker daemon at tcp://1.2.3.4:5. Is the docker daemon running?\n',
  );
});

test('^C ends a waiting client with status 130, and it is no death by signal', async () => {
  const { docker, onTerminal } = createDockerHost();
  await docker('run -d --name box ubuntu sleep 1000');
  for (const line of ['wait box', 'logs -f box', 'events']) {
    const terminal = onTerminal(line);
    await docker('ps');
    terminal.pty.input(Uint8Array.of(3));
    expect(await terminal.ended).toEqual({ exited: 130 });
    expect(terminal.text()).toBe('^C');
  }
});

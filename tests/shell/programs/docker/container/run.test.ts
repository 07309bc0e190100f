import { expect, test } from 'vitest';
import { createDockerHost } from '../../../../support/docker-host.ts';

test('docker run: streams stay apart, the exit status is the container’s', async () => {
  const { docker } = createDockerHost();
  expect(await docker('run --rm ubuntu echo hello')).toEqual({ stdout: 'hello\n', stderr: '', status: 0 });
  expect(await docker('run --rm ubuntu complain oh')).toEqual({ stdout: '', stderr: 'oh\n', status: 0 });
  expect(await docker('run --rm ubuntu exit 7')).toEqual({ stdout: '', stderr: '', status: 7 });
});

test('docker run -i gives its standard input; without -i the container has none', async () => {
  const { docker } = createDockerHost();
  expect(await docker('run -i --rm ubuntu cat', 'piped\n')).toEqual({ stdout: 'piped\n', stderr: '', status: 0 });
  expect(await docker('run --rm ubuntu cat', 'piped\n')).toEqual({ stdout: '', stderr: '', status: 0 });
});

test('docker run -it: a terminal in a terminal', async () => {
  const { onTerminal } = createDockerHost();
  const terminal = onTerminal('run -it --rm ubuntu');
  expect(await terminal.type('')).toBe('# ');
  expect(await terminal.type('hi\r')).toBe('hi\r\nyou said hi\r\n# ');
  await terminal.type('exit 3\r');
  expect(await terminal.ended).toEqual({ exited: 3 });
});

test('the size of the terminal reaches the container', async () => {
  const { onTerminal } = createDockerHost();
  const terminal = onTerminal('run -t --rm ubuntu size');
  await terminal.ended;
  expect(terminal.text()).toBe('80x24\r\r\n');
});

test('^P^Q lets go, the container runs on; docker attach takes it up again', async () => {
  const { docker, onTerminal } = createDockerHost();
  const first = onTerminal('run -it --name box ubuntu');
  await first.type('');
  await first.type('one\r');
  first.pty.input(Uint8Array.of(16, 17));
  expect(await first.ended).toEqual({ exited: 0 });
  expect((await docker('ps --format {{.Names}}')).stdout).toBe('box\n');
  const second = onTerminal('attach box');
  await second.type('');
  expect(await second.type('two\r')).toBe('two\r\nyou said two\r\n# ');
  second.pty.input(Uint8Array.of(16, 17));
  expect(await second.ended).toEqual({ exited: 1 });
  expect(second.fresh()).toBe('read escape sequence\r\n');
});

test('what cannot be run', async () => {
  const { docker } = createDockerHost();
  const hint = "\n\nRun 'docker run --help' for more information\n";
  const oci =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
  expect(await docker('run --rm ubuntu nosuch')).toEqual({
    stdout: '',
    stderr: `docker: Error response from daemon: ${oci}exec: "nosuch": executable file not found in $PATH${hint}`,
    status: 127,
  });
  expect(await docker('run --rm ubuntu /etc')).toEqual({
    stdout: '',
    stderr: `docker: Error response from daemon: ${oci}exec: "/etc": is a directory: permission denied${hint}`,
    status: 126,
  });
  expect(await docker('run -it ubuntu')).toEqual({ stdout: '', stderr: 'the input device is not a TTY\n', status: 1 });
  expect(await docker('run UPPER')).toEqual({
    stdout: '',
    stderr: `docker: invalid reference format: repository name (library/UPPER) must be lowercase${hint}`,
    status: 125,
  });
});

test('^C at a client without a terminal for the container goes to the container', async () => {
  const { docker, onTerminal, machine } = createDockerHost();
  const terminal = onTerminal('run --name napper ubuntu sleep 5');
  await machine.kernel.untilAwaitsInput(terminal.pty).catch(() => {});
  terminal.pty.input(Uint8Array.of(3));
  expect(await terminal.ended).toEqual({ exited: 0 }); // sleep is PID 1 there: the signal is ignored
  expect((await docker('ps -aq')).stdout).toMatch(/^[0-9a-f]{12}\n$/);
});

/** logs, exec, attach: what goes in and out of running containers. As recording 08 and the checks of exec and lifecycle. */
import { expect, test } from 'vitest';
import { getContainer } from '../../../src/sim/engine/container/find.ts';
import { inspectContainer } from '../../../src/sim/engine/container/inspect.ts';
import type { Engine, ExecRequest } from '../../../src/sim/engine/engine.ts';
import { attachContainer } from '../../../src/sim/engine/runtime/attach.ts';
import { createExec, inspectExec, startExec } from '../../../src/sim/engine/runtime/exec.ts';
import { containerLogs } from '../../../src/sim/engine/runtime/logs.ts';
import { startContainer } from '../../../src/sim/engine/runtime/start.ts';
import { killContainer } from '../../../src/sim/engine/runtime/stop.ts';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createEngineMachine } from './engine-machine.ts';

const stateOf = (engine: Engine, text: string) => getContainer(engine.state, text).state;
const SECOND = 1_000_000;

async function logsOf(engine: Engine, text: string, options = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const { bytes } of containerLogs(engine, text, options)) lines.push(fromBytes(bytes));
  return lines;
}

test('logs: tail, streams, follow, and exec is not logged', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached('echo 1 ; echo 2 >&2 ; sleep 1 ; echo 3', { name: 'c1' });
  await engine.sleep(SECOND / 2);
  expect(await logsOf(engine, 'c1')).toEqual(['1\n', '2\n']);
  expect(await logsOf(engine, 'c1', { tail: 1 })).toEqual(['2\n']);
  expect(await logsOf(engine, 'c1', { stderr: false })).toEqual(['1\n']);
  await exec(engine, 'c1', request(['echo', 'unseen']));
  expect(await logsOf(engine, 'c1', { follow: true })).toEqual(['1\n', '2\n', '3\n']);
  await expect(logsOf(engine, 'nosuch')).rejects.toThrow('No such container: nosuch');
});

function request(command: readonly string[], more: Partial<ExecRequest> = {}): ExecRequest {
  return { command, tty: false, stdin: false, detach: false, ...more };
}

async function exec(engine: Engine, text: string, what: ExecRequest): Promise<{ output: string; exitCode: number | undefined }> {
  let output = '';
  const id = createExec(engine, text, what);
  const attachment = startExec(engine, id, {
    ...{ stdin: false, stdout: true, stderr: true },
    onOutput: (_, bytes) => {
      output += fromBytes(bytes);
    },
  });
  await attachment.ended;
  return { output, exitCode: inspectExec(engine, id).exitCode };
}

test('exec', async () => {
  const { engine, runDetached, create } = createEngineMachine();
  await runDetached(['sleep', '300'], { name: 'c1', config: { Env: ['A=1'] } });
  expect(await exec(engine, 'c1', request(['sh', '-c', 'pwd ; exit 3'], { workingDirectory: '/srv' }))).toEqual({
    output: '/srv\n',
    exitCode: 3,
  });
  expect((await exec(engine, 'c1', request(['env'], { environment: ['B=2'] }))).output).toMatch(
    /^PATH=\/bin\nHOSTNAME=.*\nA=1\nB=2\nHOME=\/root\n$/,
  );
  expect((await exec(engine, 'c1', request(['id'], { user: 'daemon' }))).output).toBe('1 1 1,4\n');
  const failed = 'OCI runtime exec failed: exec failed: ';
  expect(await exec(engine, 'c1', request(['nosuch']))).toEqual({
    output: `${failed}unable to start container process: exec: "nosuch": executable file not found in $PATH\r\n`,
    exitCode: 127,
  });
  expect(await exec(engine, 'c1', request(['pwd'], { workingDirectory: '/nope' }))).toEqual({
    output: `${failed}unable to start container process: chdir to cwd ("/nope") set in config.json failed: no such file or directory\r\n`,
    exitCode: 127,
  });
  expect(await exec(engine, 'c1', request(['pwd'], { workingDirectory: 'rel' }))).toEqual({
    output: `${failed}Cwd must be an absolute path\r\n`,
    exitCode: 128,
  });
  await expect(exec(engine, 'c1', request(['nosuch'], { detach: true }))).rejects.toThrow(
    `${failed}unable to start container process: exec: "nosuch"`,
  );
  await expect(exec(engine, 'c1', request(['id'], { user: 'nosuch' }))).rejects.toThrow(
    'unable to find user nosuch: no matching entries in passwd file',
  );
  const id = create(['pwd'], { name: 'c2' });
  await expect(exec(engine, 'c2', request(['pwd']))).rejects.toThrow(`container ${id} is not running`);
});

test('what exec started dies with the container', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached(['sleep', '300'], { name: 'c1' });
  const running = exec(engine, 'c1', request(['sleep', '1000']));
  expect(inspectContainer(engine, 'c1')).toMatchObject({ ExecIDs: [expect.any(String)] });
  await killContainer(engine, 'c1');
  expect(await running).toEqual({ output: '', exitCode: 137 });
});

test('-it: a terminal of its own, several clients, and the end of all', async () => {
  const { engine, create } = createEngineMachine();
  const id = create(['cat'], { name: 'c1', config: { Tty: true, OpenStdin: true } });
  const seen = ['', ''];
  const attach = (index: number) =>
    attachContainer(engine, id, {
      ...{ stdin: true, stdout: true, stderr: true },
      onOutput: (_, bytes) => {
        seen[index] += fromBytes(bytes);
      },
    });
  const first = attach(0);
  await startContainer(engine, id);
  const second = attach(1);
  expect(first.pty).toBe(second.pty);
  await first.write(toBytes('hello\r'));
  await engine.sleep(SECOND);
  expect(seen).toEqual(['hello\r\nhello\r\n', 'hello\r\nhello\r\n']);
  first.detach();
  await first.ended;
  await second.write(toBytes('\x04'));
  await second.ended;
  expect(stateOf(engine, id)).toMatchObject({ status: 'exited', exitCode: 0 });
  expect(await logsOf(engine, id)).toEqual(['hello\r\n', 'hello\r\n']);
});

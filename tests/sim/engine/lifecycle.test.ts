/** stop, kill, restart, pause, rm, restart policies, power cuts, ps. As recordings 05 and 06 and the checks of lifecycle, rm, ps. */
import { expect, test } from 'vitest';
import { containerChanges } from '../../../src/sim/engine/container/diff.ts';
import { getContainer } from '../../../src/sim/engine/container/find.ts';
import { listContainers } from '../../../src/sim/engine/container/list.ts';
import { removeContainer } from '../../../src/sim/engine/container/remove.ts';
import { renameContainer } from '../../../src/sim/engine/container/rename.ts';
import { containerProcesses } from '../../../src/sim/engine/container/top.ts';
import type { Engine } from '../../../src/sim/engine/engine.ts';
import { asleep } from '../../../src/sim/engine/record.ts';
import { startAfterBoot } from '../../../src/sim/engine/runtime/boot.ts';
import { createExec } from '../../../src/sim/engine/runtime/exec.ts';
import { pauseContainer, unpauseContainer } from '../../../src/sim/engine/runtime/pause.ts';
import { startContainer } from '../../../src/sim/engine/runtime/start.ts';
import { killContainer, restartContainer, stopContainer } from '../../../src/sim/engine/runtime/stop.ts';
import { waitContainer } from '../../../src/sim/engine/runtime/wait.ts';
import { toBytes } from '../../../src/sim/fs/bytes.ts';
import { createEngineMachine } from './engine-machine.ts';

const stateOf = (engine: Engine, text: string) => getContainer(engine.state, text).state;
const SECOND = 1_000_000;

test('stop waits ten seconds for a process that ignores SIGTERM', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached(['sleep', '300'], { name: 'c1' });
  const before = engine.now();
  await stopContainer(engine, 'c1');
  expect(stateOf(engine, 'c1')).toMatchObject({ status: 'exited', exitCode: 137 });
  expect(Math.round((engine.now() - before) / SECOND)).toBe(10);
  await stopContainer(engine, 'c1');
});

test('stop lets a handler run, and -t 0 does not', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached('trap 5 ; sleep 300', { name: 'c1' });
  await engine.sleep(SECOND);
  await stopContainer(engine, 'c1');
  expect(stateOf(engine, 'c1')).toMatchObject({ exitCode: 5 });
});

test('kill: signals, and what it refuses', async () => {
  const { engine, create, runDetached } = createEngineMachine();
  const id = create(['pwd'], { name: 'c1' });
  await expect(killContainer(engine, 'c1')).rejects.toThrow(`cannot kill container: c1: container ${id} is not running`);
  await expect(killContainer(engine, 'nosuch')).rejects.toThrow('cannot kill container: nosuch: No such container: nosuch');
  await runDetached(['sleep', '300'], { name: 'c2' });
  await expect(killContainer(engine, 'c2', 'NOPE')).rejects.toThrow('cannot kill container: c2: invalid signal: NOPE');
  await expect(killContainer(engine, 'c2', '0')).rejects.toThrow('cannot kill container: c2: invalid signal: 0');
  await expect(killContainer(engine, 'c2', '99')).rejects.toThrow('cannot kill container: c2: the linux daemon does not support signal 99');
  await killContainer(engine, 'c2', 'term');
  expect(stateOf(engine, 'c2')).toMatchObject({ status: 'running' });
  await killContainer(engine, 'c2');
  expect(stateOf(engine, 'c2')).toMatchObject({ status: 'exited', exitCode: 137 });
});

test('restart gives it a new life', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached('echo >/srv/kept ; sleep 300', { name: 'c1' });
  await engine.sleep(SECOND);
  await restartContainer(engine, 'c1', { timeout: 0 });
  expect(stateOf(engine, 'c1')).toMatchObject({ status: 'running' });
  expect(containerChanges(engine, 'c1')).toEqual([
    { kind: 'C', path: '/srv' },
    { kind: 'A', path: '/srv/kept' },
  ]);
});

test('pause stops time for it', async () => {
  const { engine, runDetached } = createEngineMachine();
  const id = await runDetached('sleep 1 ; echo >/srv/late ; sleep 300', { name: 'c1' });
  pauseContainer(engine, 'c1');
  expect(() => pauseContainer(engine, 'c1')).toThrow(`Container ${id} is already paused`);
  await expect(startContainer(engine, 'c1')).rejects.toThrow('cannot start a paused container, try unpause instead');
  await expect(removeContainer(engine, 'c1')).rejects.toThrow(
    'cannot remove container "c1": container is paused and must be unpaused first',
  );
  expect(() => createExec(engine, 'c1', { command: ['ls'], tty: false, stdin: false, detach: false })).toThrow(
    'Container c1 is paused, unpause the container before exec',
  );
  await engine.sleep(5 * SECOND);
  expect(containerChanges(engine, 'c1')).toEqual([]);
  unpauseContainer(engine, 'c1');
  await engine.sleep(SECOND);
  expect(containerChanges(engine, 'c1')).toHaveLength(2);
  expect(() => unpauseContainer(engine, 'c1')).toThrow(`Container ${id} is not paused`);
});

test('rm', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached(['sleep', '300'], { name: 'c1', config: { Volumes: { '/data': {} } } });
  await expect(removeContainer(engine, 'c1')).rejects.toThrow(
    'cannot remove container "c1": container is running: stop the container before removing or force remove',
  );
  expect(engine.state.volumes.size).toBe(1);
  await removeContainer(engine, 'c1', { force: true, volumes: true });
  expect([engine.state.containers.size, engine.state.volumes.size, engine.cells.size]).toEqual([0, 0, 0]);
  await expect(removeContainer(engine, 'c1')).rejects.toThrow('No such container: c1');
});

test('rename', () => {
  const { engine, create } = createEngineMachine();
  create(['pwd'], { name: 'c1' });
  const other = create(['pwd'], { name: 'c2' });
  const rename = (from: string, to: string) => () => engine.change('rename', renameContainer(from, to));
  expect(rename('c1', 'c2')).toThrow(
    `Error when allocating new name: Conflict. The container name "/c2" is already in use by container "${other}".`,
  );
  expect(rename('c1', 'c1')).toThrow('Renaming a container with the same name as its current name');
  expect(rename('c1', 'bad name')).toThrow(
    'Error when allocating new name: Invalid container name (/bad name), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
  );
  rename('c1', '/c3')();
  expect(listContainers(engine, { all: true }).map(({ name }) => name)).toEqual(['c2', 'c3']);
});

test('--restart always comes back, with growing waits, until it is stopped', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached('sleep 0.1 ; exit 3', { name: 'c1', hostConfig: { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } } });
  await engine.sleep(3 * SECOND);
  const { restartCount } = getContainer(engine.state, 'c1');
  expect(restartCount).toBeGreaterThan(2);
  expect(restartCount).toBeLessThan(7);
  await stopContainer(engine, 'c1', { timeout: 0 });
  expect(stateOf(engine, 'c1')).toMatchObject({ status: 'exited' });
  await engine.sleep(100 * SECOND);
  expect(getContainer(engine.state, 'c1').restartCount).toBe(restartCount);
});

test('--restart on-failure:2 tries three times; the first exit is the one that run sees', async () => {
  const { engine, run } = createEngineMachine();
  const policy = { Name: 'on-failure', MaximumRetryCount: 2 };
  expect(await run('echo x ; exit 3', { name: 'c1', hostConfig: { RestartPolicy: policy } })).toMatchObject({ stdout: 'x\n', exitCode: 3 });
  await engine.sleep(10 * SECOND);
  expect(stateOf(engine, 'c1')).toMatchObject({ status: 'exited', exitCode: 3 });
  expect(getContainer(engine.state, 'c1').restartCount).toBe(2);
  expect(engine.logs.get(getContainer(engine.state, 'c1').id)?.entries).toHaveLength(3);
});

test('wait', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached('sleep 2 ; exit 4', { name: 'c1' });
  expect(await waitContainer(engine, 'c1')).toBe(4);
  expect(await waitContainer(engine, 'c1')).toBe(4);
  expect(() => waitContainer(engine, 'nosuch')).toThrow('No such container: nosuch');
});

test("top shows the host's numbers", async () => {
  const { engine, runDetached, create, host } = createEngineMachine();
  host.fs.writeFile('/etc/passwd', toBytes('root:x:0:0:root:/root:/bin/bash\n'));
  await runDetached(['sleep', '300'], { name: 'c1' });
  const { titles, rows } = containerProcesses(engine, 'c1');
  expect(titles).toEqual(['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
  expect(rows).toEqual([
    ['root', expect.stringMatching(/^\d+$/), '1', '0', expect.stringMatching(/^\d\d:\d\d$/), '?', '00:00:00', 'sleep 300'],
  ]);
  const id = create(['pwd'], { name: 'c2' });
  expect(() => containerProcesses(engine, 'c2')).toThrow(`container ${id} is not running`);
});

test('a power cut: what ran has ended with 255', async () => {
  const { engine, runDetached } = createEngineMachine();
  await runDetached(['sleep', '300'], { name: 'c1' });
  await runDetached(['sleep', '300'], { name: 'gone', hostConfig: { AutoRemove: true } });
  const state = asleep(engine.state, engine.now());
  expect([...state.containers.values()].map(({ name, state: { status } }) => [name, status])).toEqual([['c1', 'exited']]);
  expect(getContainer(state, 'c1')).toMatchObject({ state: { exitCode: 255, finishedAt: engine.now() }, endpoints: [{ address: '' }] });
});

test('after a power cut, what is to run always comes up again', async () => {
  const { engine, runDetached } = createEngineMachine();
  const policy = (Name: string) => ({ hostConfig: { RestartPolicy: { Name, MaximumRetryCount: 0 } } });
  await runDetached(['sleep', '300'], { name: 'always', ...policy('always') });
  await runDetached(['sleep', '300'], { name: 'unless', ...policy('unless-stopped') });
  await runDetached(['sleep', '300'], { name: 'stopped', ...policy('unless-stopped') });
  await runDetached(['sleep', '300'], { name: 'never' });
  await stopContainer(engine, 'stopped', { timeout: 0 });
  engine.runs.clear();
  engine.change('power cut', (state, { now }) => asleep(state, now));
  startAfterBoot(engine);
  expect(listContainers(engine, { all: true }).map(({ name, state: { status } }) => `${name} ${status}`)).toEqual([
    'never exited',
    'stopped exited',
    'unless running',
    'always running',
  ]);
});

test('ps filters', async () => {
  const { engine, create, run } = createEngineMachine();
  await run('exit 1', { name: 'fails' });
  create(['pwd'], { name: 'made', config: { Labels: { a: 'b' } } });
  const names = (key: string, value: string) =>
    listContainers(engine, { all: true, filters: new Map([[key, [value]]]) }).map(({ name }) => name);
  expect(names('status', 'created')).toEqual(['made']);
  expect(names('exited', '1')).toEqual(['fails']);
  expect(names('name', 'ma')).toEqual(['made']);
  expect(names('label', 'a=b')).toEqual(['made']);
  expect(names('ancestor', 'ubuntu')).toEqual(['made', 'fails']);
  expect([names('ancestor', 'nosuch'), names('ancestor', 'UPPER'), names('name', '[')]).toEqual([[], [], []]);
  expect(() => names('frob', '1')).toThrow("invalid filter 'frob'");
  expect(() => names('health', 'foo')).toThrow(
    "invalid filter 'health=foo': invalid value for health (foo): must be one of none, starting, healthy, unhealthy",
  );
  expect(() => names('exited', 'x')).toThrow(`invalid filter 'exited=x': strconv.Atoi: parsing "x": invalid syntax`);
  expect(() => names('is-task', 'x')).toThrow("invalid filter 'is-task=[x]'");
  expect(() => names('before', 'nosuch')).toThrow('No such container: nosuch');
  expect(() => names('publish', 'x')).toThrow('error while looking up for publish x: strconv.ParseUint: parsing "x": invalid syntax');
  expect(() => names('status', 'frob')).toThrow(
    "invalid filter 'status=frob': invalid value for state (frob): must be one of created, running, paused, restarting, removing, exited, dead",
  );
});

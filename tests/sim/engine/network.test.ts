/** Networks and ports: addresses, names, conflicts; what events tell. As the real engine answered with a bridge of its own. */
import { expect, test } from 'vitest';
import { inspectContainer } from '../../../src/sim/engine/container/inspect.ts';
import { containerPorts } from '../../../src/sim/engine/container/port.ts';
import { listContainers } from '../../../src/sim/engine/container/list.ts';
import { updateContainer } from '../../../src/sim/engine/container/update.ts';
import { connectNetwork, disconnectNetwork } from '../../../src/sim/engine/network/connect.ts';
import { createNetwork, inspectNetwork, listNetworks, removeNetwork } from '../../../src/sim/engine/network/networks.ts';
import { pauseContainer } from '../../../src/sim/engine/runtime/pause.ts';
import { startContainer } from '../../../src/sim/engine/runtime/start.ts';
import { killContainer, stopContainer } from '../../../src/sim/engine/runtime/stop.ts';
import { diskUsage } from '../../../src/sim/engine/system/disk-usage.ts';
import { engineInfo } from '../../../src/sim/engine/system/info.ts';
import { BASE_SIZE, createEngineMachine } from './engine-machine.ts';

test('addresses are given in order and given back', async () => {
  const { engine, runDetached } = createEngineMachine();
  const address = (text: string) => (inspectContainer(engine, text)['NetworkSettings'] as { IPAddress: string }).IPAddress;
  await runDetached(['sleep', '300'], { name: 'c1' });
  await runDetached(['sleep', '300'], { name: 'c2' });
  expect([address('c1'), address('c2')]).toEqual(['172.17.0.2', '172.17.0.3']);
  await killContainer(engine, 'c1');
  expect(address('c1')).toBe('');
  await runDetached(['sleep', '300'], { name: 'c3' });
  expect(address('c3')).toBe('172.17.0.2');
});

test('ports', async () => {
  const { engine, runDetached, create } = createEngineMachine();
  const PortBindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
  await runDetached(['sleep', '300'], { name: 'c1', hostConfig: { PortBindings } });
  const both = (HostPort: string) => [
    { HostIp: '0.0.0.0', HostPort },
    { HostIp: '::', HostPort },
  ];
  expect(containerPorts(engine.state, 'c1')).toEqual([{ port: '80/tcp', bindings: both('8080') }]);
  const id = create(['pwd'], { name: 'c2', hostConfig: { PortBindings } });
  await expect(startContainer(engine, id)).rejects.toThrow(
    /^failed to set up container networking: driver failed programming external connectivity on endpoint c2 \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/,
  );
  await runDetached(['sleep', '300'], {
    name: 'c3',
    config: { ExposedPorts: { '90/tcp': {}, '91/udp': {} } },
    hostConfig: { PublishAllPorts: true },
  });
  expect(containerPorts(engine.state, 'c3').map(({ bindings }) => bindings)).toEqual([both('32768'), both('32768')]);
  await stopContainer(engine, 'c1', { timeout: 0 });
  expect(containerPorts(engine.state, 'c1')).toEqual([]);
});

test("a network of one's own", async () => {
  const { engine, run, runDetached, create } = createEngineMachine();
  const id = engine.ask('network create', createNetwork({ name: 'mine' }));
  expect(listNetworks(engine.state).map(({ name }) => name)).toEqual(['bridge', 'host', 'mine', 'none']);
  const { stdout } = await run('cat /etc/hosts ; cat /etc/resolv.conf', {
    hostConfig: { NetworkMode: 'mine' },
    config: { Hostname: 'h', Domainname: 'd.e' },
  });
  expect(stdout).toContain('172.18.0.2\th.d.e h\n');
  expect(stdout).toContain('nameserver 127.0.0.11\n');
  await runDetached(['sleep', '300'], { name: 'c1', hostConfig: { NetworkMode: 'mine' } });
  expect(inspectNetwork(engine.state, 'mine')).toMatchObject({
    Id: id,
    Containers: { [String(inspectContainer(engine, 'c1')['Id'])]: { Name: 'c1', IPv4Address: '172.18.0.2/16' } },
  });
  expect(() => engine.ask('rm', removeNetwork('mine'))).toThrow(
    /^error while removing network: network mine has active endpoints \(name:"c1" id:"[0-9a-f]{12}"\)$/,
  );
  engine.change('connect', connectNetwork('bridge', 'c1'));
  expect(inspectContainer(engine, 'c1')).toMatchObject({
    NetworkSettings: { IPAddress: '172.17.0.2', Networks: { mine: { IPAddress: '172.18.0.2' } } },
  });
  engine.change('disconnect', disconnectNetwork('mine', 'c1'));
  expect(engine.ask('rm', removeNetwork('mine'))).toBe('mine');
  expect(() => engine.ask('rm', removeNetwork('host'))).toThrow('host is a pre-defined network and cannot be removed');
  expect(() => engine.ask('create', createNetwork({ name: 'host' }))).toThrow('operation is not permitted on predefined host network');
  const lost = create(['pwd'], { hostConfig: { NetworkMode: 'nosuch' } });
  await expect(startContainer(engine, lost)).rejects.toThrow('failed to set up container networking: network nosuch not found');
});

test('events in their order', async () => {
  const { engine, run } = createEngineMachine();
  await run('pwd', { hostConfig: { Binds: ['data:/d'], AutoRemove: true } });
  expect(engine.state.events.map(({ type, action }) => `${type} ${action}`)).toEqual([
    'volume create',
    'container create',
    'container attach',
    'volume mount',
    'network connect',
    'container start',
    'volume unmount',
    'network disconnect',
    'container die',
    'container destroy',
  ]);
});

test('a paused container can be killed and stopped', async () => {
  const { engine, runDetached } = createEngineMachine();
  for (const [name, end] of [
    ['c1', killContainer],
    ['c2', (e: typeof engine, text: string) => stopContainer(e, text, { timeout: 1 })],
  ] as const) {
    await runDetached(['sleep', '300'], { name });
    pauseContainer(engine, name);
    await end(engine, name);
  }
  expect(listContainers(engine, { all: true }).map(({ state }) => state)).toMatchObject([
    { status: 'exited', exitCode: 137 },
    { status: 'exited', exitCode: 137 },
  ]);
});

test('update, info, df', async () => {
  const { engine, create, run } = createEngineMachine();
  create(['pwd'], { name: 'c1' });
  const update = (changes: Parameters<typeof updateContainer>[1]) => () => engine.ask('update', updateContainer('c1', changes));
  update({ RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } })();
  expect(inspectContainer(engine, 'c1')).toMatchObject({ HostConfig: { RestartPolicy: { Name: 'always' } } });
  expect(update({ RestartPolicy: { Name: 'foo', MaximumRetryCount: 0 } })).toThrow(
    "invalid restart policy: unknown policy 'foo'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
  );
  expect(update({ Memory: 2 ** 30 })).toThrow(
    /^Cannot update container [0-9a-f]{64}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time$/,
  );
  await run('echo data >/srv/x');
  expect(engineInfo(engine)).toMatchObject({ containers: 2, running: 0, stopped: 2, images: 1 });
  const usage = diskUsage(engine);
  expect(usage.layersSize).toBeGreaterThan(BASE_SIZE);
  expect(usage.containers.map(({ size }) => size)).toEqual([0, 5]);
});

test('--network container: shares name and files, and needs the other to run', async () => {
  const { engine, create, runDetached, run } = createEngineMachine();
  create(['pwd'], { name: 'c1' });
  const joined = create(['hostname'], { name: 'c2', hostConfig: { NetworkMode: 'container:c1' } });
  await expect(startContainer(engine, joined)).rejects.toThrow(
    'cannot join network namespace of a non running container: container c1 is created',
  );
  expect(() => create(['pwd'], { config: { Hostname: 'h' }, hostConfig: { NetworkMode: 'container:c1' } })).toThrow(
    'conflicting options: hostname and the network mode',
  );
  const id = await runDetached(['sleep', '300'], { config: { Hostname: 'box' } });
  expect((await run('hostname ; cat /etc/hosts', { hostConfig: { NetworkMode: `container:${id}` } })).stdout).toMatch(
    /^box\n[\s\S]*172\.17\.0\.\d\tbox\n$/,
  );
});

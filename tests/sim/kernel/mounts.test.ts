/** The standard mounts: /proc, /dev and /sys as the programs of the host and of a container see them. */
import { expect, test } from 'vitest';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import { createCell } from '../../../src/sim/fs/cell.ts';
import { executableContent } from '../../../src/sim/fs/executable.ts';
import { fileSystemOf } from '../../../src/sim/fs/view.ts';
import { createKernel } from '../../../src/sim/kernel/kernel.ts';
import { standardMounts } from '../../../src/sim/kernel/mounts.ts';
import type { Namespace, Process, WaitStatus } from '../../../src/sim/kernel/types.ts';
import { virtualPlatform } from '../../support/node-platform.ts';
import { INIT, type Main } from '../../support/tiny-machine.ts';

/** A host and a container, both with one program, `main`. */
function twoWorlds() {
  const mains = new Map<string, Main>();
  const kernel = createKernel({
    platform: virtualPlatform(),
    programs: {
      find(name) {
        const main = mains.get(name);
        return main && { name, main };
      },
    },
  });
  const world = (id: string, container?: string): Namespace => {
    let ino = 1;
    const root = createCell({ id, now: kernel.clock.now(), nextIno: () => ++ino });
    const fs = fileSystemOf(root, () => kernel.clock.now());
    for (const directory of ['/bin', '/dev', '/proc', '/sys', '/etc', '/tmp']) fs.mkdir(directory);
    for (const file of ['hosts', 'hostname', 'resolv.conf']) fs.writeFile(`/etc/${file}`, new Uint8Array(0));
    fs.writeContent('/bin/main', executableContent('main', 9000));
    fs.chmod('/bin/main', 0o755);
    const files = { hosts: '127.0.0.1\tlocalhost\n', hostname: `${container}\n`, resolvConf: 'nameserver 8.8.8.8\n' };
    const mounts = standardMounts({ kernel, root, ...(container ? { container: { id, terminal: true, files } } : {}) });
    return kernel.createNamespace({ id, hostname: container ?? 'host', mounts, ...(container ? { container } : {}) });
  };
  const host = world('host');
  const inside = world('c1', '3f1c0a77bb21');
  const run = (namespace: Namespace, main: Main, joins = false): Promise<WaitStatus> => {
    mains.set('main', main);
    const pty = kernel.createPty({ columns: 80, rows: 24 });
    return new Promise((onExit) => kernel.startInit(namespace, { ...INIT, argv: ['main', 'a b'], stdio: { pty }, joins, onExit }));
  };
  return { kernel, host, inside, run };
}

const text = (p: Process, path: string): string => fromBytes(p.fs.readFile(path));

test('a process finds itself in /proc', async () => {
  const { host, run } = twoWorlds();
  const status = await run(host, async (p) => {
    expect(p.fs.readLink('/proc/self')).toBe('1');
    expect(text(p, '/proc/self/cmdline')).toBe('main\0a b\0');
    expect(text(p, '/proc/self/comm')).toBe('main\n');
    expect(p.fs.readLink('/proc/self/exe')).toBe('/bin/main');
    expect(text(p, '/proc/1/environ')).toContain('HOME=/root\0');
    expect(p.fs.readDir('/proc/self/fd').map(({ name }) => name)).toEqual(['0', '1', '2']);
    expect(p.fs.readLink('/proc/self/fd/0')).toBe('/dev/pts/0');
    expect(text(p, '/proc/self/status').split('\n').slice(0, 3)).toEqual(['Name:\tmain', 'Umask:\t0022', 'State:\tR (running)']);
    expect(text(p, '/proc/self/stat').trim().split(' ')).toHaveLength(52);
    expect(text(p, '/proc/mounts').split('\n')[0]).toBe('/dev/vda1 / ext4 rw,relatime,discard,errors=remount-ro 0 0');
    expect(text(p, '/proc/sys/kernel/osrelease')).toBe('6.8.0-111-generic\n');
    return 0;
  });
  expect(status).toEqual({ exited: 0 });
});

test('a container sees its own processes, the host sees all', async () => {
  const { kernel, host, inside, run } = twoWorlds();
  const waiting = run(inside, async (p) => {
    expect(p.pid).toBe(1);
    expect(p.hostname()).toBe('3f1c0a77bb21');
    expect(p.processes().map(({ pid, parentPid }) => [pid, parentPid])).toEqual([[1, 0]]);
    expect(text(p, '/etc/hostname')).toBe('3f1c0a77bb21\n');
    expect(p.fs.stat('/dev/console').rdev).toEqual({ major: 136, minor: 0 });
    expect(p.fs.readDir('/dev/pts').map(({ name }) => name)).toEqual(['0', 'ptmx']);
    expect(p.terminal(0)?.path).toBe('/dev/pts/0');
    expect(() => p.fs.writeFile('/proc/sys/kernel/hostname', new Uint8Array([65]))).toThrow('Read-only file system');
    await p.sleep(1000);
    return 0;
  });
  const seen = await run(host, async (p) => {
    expect(p.processes().map(({ pid, name }) => [pid, name])).toEqual([
      [1, 'main'],
      [2, 'main'],
    ]);
    expect(p.terminal(0)?.path).toBe('/dev/pts/0');
    return 0;
  });
  expect(seen).toEqual({ exited: 0 });
  expect(await waiting).toEqual({ exited: 0 });
  expect(kernel.processes()).toEqual([]);
});

test('devices behave', async () => {
  const { host, run } = twoWorlds();
  const status = await run(host, async (p) => {
    const open = async (path: string) => p.open(path, { read: true, write: true });
    const [nothing, zero, full, random] = [
      await open('/dev/null'),
      await open('/dev/zero'),
      await open('/dev/full'),
      await open('/dev/urandom'),
    ];
    expect(await p.read(nothing)).toHaveLength(0);
    expect(await p.read(zero, 5)).toEqual(new Uint8Array(5));
    expect(() => p.write(full, 'x')).toThrow('No space left on device');
    expect(await p.read(random, 16)).toHaveLength(16);
    const tty = await open('/dev/tty');
    expect(p.terminal(tty)?.path).toBe('/dev/pts/0');
    const again = await p.open('/proc/self/fd/1', { write: true });
    expect(p.terminal(again)?.path).toBe('/dev/pts/0');
    expect(p.fs.stat('/dev/stdin').type).toBe('character');
    // bash file, [ -p /dev/stdin ], ls -L: what is behind the link, though its text (pipe:[7]) leads nowhere.
    const { read } = p.pipe();
    expect(p.fs.stat(`/dev/fd/${read}`).type).toBe('fifo');
    return 0;
  });
  expect(status).toEqual({ exited: 0 });
});

test('the end of PID 1 is the end of all others in its container; unhandled signals do not reach it', async () => {
  const { kernel, inside, run } = twoWorlds();
  const statuses: WaitStatus[] = [];
  const first = run(inside, async (p) => {
    p.kill(1, 'TERM');
    p.kill(1, 'KILL');
    await p.sleep(50_000);
    return 7;
  });
  void run(
    inside,
    async (p) => {
      await p.sleep(1e9);
      return 0;
    },
    true,
  ).then((status) => statuses.push(status));
  expect(await first).toEqual({ exited: 7 });
  await kernel.settled();
  expect(statuses).toEqual([{ signaled: 'KILL' }]);
});

/** Descriptors: shared offsets, lowest numbers, pipes, fifos, polling, sockets. */
import { expect, test } from 'vitest';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import type { Process } from '../../../src/sim/kernel/types.ts';
import { createTinyMachine, inside } from '../../support/tiny-machine.ts';

const textOf = async (p: Process, fd: number, maximum?: number): Promise<string> => fromBytes(await p.read(fd, maximum));

test('dup shares the offset, a second open does not; append writes at the end', () =>
  inside(async (p) => {
    const a = await p.open('/tmp/f', { read: true, write: true, create: true });
    await p.write(a, 'hello world');
    const b = p.dup(a);
    p.seek(a, 0, 'set');
    expect(await textOf(p, b, 5)).toBe('hello');
    expect(p.seek(a, 0, 'current')).toBe(5);
    const c = await p.open('/tmp/f', { write: true, append: true });
    await p.write(c, '!');
    expect(await textOf(p, a)).toBe(' world!');
    expect(await textOf(p, a)).toBe('');
    expect(p.fstat(a).size).toBe(12);
    p.ftruncate(a, 3);
    expect(p.seek(a, 0, 'end')).toBe(3);
    expect(() => p.seek(a, -1, 'set')).toThrow('Invalid argument');
    expect(() => p.read(c)).toThrow('Bad file descriptor');
    return 0;
  }));

test('numbers: the lowest free one, dup2, close', () =>
  inside(async (p) => {
    expect(p.descriptors()).toEqual([0, 1, 2]);
    const { read, write } = p.pipe();
    expect([read, write]).toEqual([3, 4]);
    p.close(3);
    expect(p.dup(1)).toBe(3);
    expect(p.dup(1, 10)).toBe(10);
    p.dup2(1, 4);
    expect(p.descriptors()).toEqual([0, 1, 2, 3, 4, 10]);
    expect(() => p.close(7)).toThrow('Bad file descriptor');
    expect(() => p.dup2(7, 8)).toThrow('Bad file descriptor');
    return 0;
  }));

test('a child has what its parent gives: descriptors swapped, closed, close-on-exec', () => {
  const machine = createTinyMachine({
    programs: {
      list: async (p) => {
        await p.write(5, p.descriptors().join(' '));
        return 0;
      },
    },
  });
  return inside(async (p) => {
    const { read, write } = p.pipe();
    p.setCloseOnExec(read, true);
    const descriptors = new Map([
      [0, undefined],
      [5, write],
      [write, undefined],
    ]);
    p.spawn('/bin/list', ['list'], { descriptors });
    expect(await textOf(p, read)).toBe('1 2 5');
    await p.wait('any');
    p.close(write);
    expect(await textOf(p, read)).toBe('');
    return 0;
  }, machine);
});

test('a full pipe makes its writer wait; small writes are never mixed', () =>
  inside(async (p) => {
    const { read, write } = p.pipe();
    await p.write(write, 'x'.repeat(65_530));
    const small = p.write(write, 'y'.repeat(10));
    expect(small).toBeInstanceOf(Promise);
    expect(await textOf(p, read, 3)).toBe('xxx');
    expect(await p.poll([{ fd: write, write: true }], 0)).toEqual([]);
    expect(await textOf(p, read, 5000)).toHaveLength(5000);
    await small;
    let rest = '';
    while (rest.length < 60_537) rest += await textOf(p, read);
    expect(rest.endsWith('x'.repeat(10) + 'y'.repeat(10))).toBe(true);
    const big = p.write(write, new Uint8Array(200_000));
    let count = 0;
    while (count < 200_000) count += (await p.read(read)).length;
    await big;
    return 0;
  }));

test('poll: what is ready, at once, later, or not in time', () =>
  inside(async (p) => {
    const a = p.pipe();
    const b = p.pipe();
    expect(await p.poll([{ fd: a.read, read: true }], 0)).toEqual([]);
    const start = p.now();
    expect(await p.poll([{ fd: a.read, read: true }], 5000)).toEqual([]);
    expect(p.now() - start).toBeGreaterThanOrEqual(5000);
    p.fork(async (child) => {
      await child.sleep(1000);
      await child.write(b.write, 'x');
      return 0;
    });
    const interests = [
      { fd: a.read, read: true },
      { fd: b.read, read: true },
    ];
    expect(await p.poll(interests)).toEqual([{ fd: b.read, readable: true, writable: false, hangUp: false }]);
    await p.wait('any');
    p.close(a.write);
    expect(await p.poll([{ fd: a.read, read: true }])).toEqual([{ fd: a.read, readable: true, writable: false, hangUp: true }]);
    return 0;
  }));

test('a fifo: open waits for the other end, data pass, the end comes', () =>
  inside(async (p) => {
    p.fs.mknod('/tmp/fifo', { type: 'fifo' });
    const writer = p.fork(async (child) => {
      const fd = await child.open('/tmp/fifo', { write: true });
      await child.write(fd, 'through');
      return 0;
    });
    const opening = p.open('/tmp/fifo', { read: true });
    expect(opening).toBeInstanceOf(Promise);
    const fd = await opening;
    expect(await textOf(p, fd)).toBe('through');
    await p.wait({ pid: writer });
    expect(await textOf(p, fd)).toBe('');
    p.close(fd);
    await expect(Promise.resolve().then(() => p.open('/tmp/fifo', { write: true, nonBlock: true }))).rejects.toThrow(
      'No such device or address',
    );
    return 0;
  }));

test('a non-blocking read says EAGAIN', () =>
  inside(async (p) => {
    p.fs.mknod('/tmp/fifo', { type: 'fifo' });
    const fd = await p.open('/tmp/fifo', { read: true, write: true, nonBlock: true });
    await expect(Promise.resolve().then(() => p.read(fd))).rejects.toThrow('Resource temporarily unavailable');
    return 0;
  }));

test('services behind sockets and names', async () => {
  const machine = createTinyMachine();
  machine.fs.mkdir('/run');
  machine.fs.mknod('/run/docker.sock', { type: 'socket' }, 0o660);
  machine.fs.chmod('/run/docker.sock', 0o660);
  machine.fs.chown('/run/docker.sock', 0, 999);
  machine.fs.symlink('/run', '/var');
  machine.kernel.serve('unix:/var/docker.sock', 'engine');
  machine.kernel.serve('http://archive.ubuntu.com', 'archive');
  await inside(async (p) => {
    expect(p.connect('unix:/run/docker.sock')).toBe('engine');
    expect(p.connect('unix:/var/docker.sock')).toBe('engine');
    expect(() => p.connect('unix:/run/nothing')).toThrow('No such file or directory');
    expect(p.connect('http://archive.ubuntu.com')).toBe('archive');
    expect(() => p.connect('http://archive.ubuntu.com:81')).toThrow('Connection refused');
    expect(() => p.connect('http://nowhere.example')).toThrow('No such device or address');
    p.setCredentials({ uid: 1000, gid: 1000, groups: [999] });
    expect(p.connect('unix:/run/docker.sock')).toBe('engine');
    p.fs.writeFile('/tmp/file', new Uint8Array(0));
    expect(() => p.connect('unix:/tmp/file')).toThrow('Connection refused');
    return 0;
  }, machine);
  await inside(async (p) => {
    p.setCredentials({ uid: 1000, gid: 1000, groups: [] });
    expect(() => p.connect('unix:/run/docker.sock')).toThrow('Permission denied');
    return 0;
  }, machine);
});

test('streams from outside feed and drain a process', async () => {
  const machine = createTinyMachine();
  const stdout = await inside(async (p) => {
    let count = 0;
    for (let bytes = await p.read(0); bytes.length > 0; bytes = await p.read(0)) count += bytes.length;
    await p.write(1, `${count}`);
    await p.write(1, 'z'.repeat(150_000));
    return 0;
  }, machine);
  expect(stdout).toHaveLength(150_001);
  const { stdout: counted } = await machine.runMain(
    async (p) => {
      let count = 0;
      for (let bytes = await p.read(0); bytes.length > 0; bytes = await p.read(0)) count += bytes.length;
      await p.write(1, `${count}`);
      return 0;
    },
    { stdin: 'q'.repeat(300_000) },
  );
  expect(counted).toBe('300000');
});

/** Signals, stopping and going on, orphans and zombies. */
import { expect, test } from 'vitest';
import type { Process, WaitResult } from '../../../src/sim/kernel/types.ts';
import { createTinyMachine, inside, type Main } from '../../support/tiny-machine.ts';

const endless: Main = async (p) => {
  await p.sleep(1e15);
  return 0;
};

const withEndless = (main: Main): Promise<string> => inside(main, createTinyMachine({ programs: { endless } }));

const spawnEndless = (p: Process): number => p.spawn('/bin/endless', ['endless']);
const statusOf = async (p: Process, pid: number, options = {}): Promise<WaitResult['status'] | undefined> =>
  (await p.wait({ pid }, options))?.status;

test('default actions end, stop and continue; wait tells each', () =>
  withEndless(async (p) => {
    const pid = spawnEndless(p);
    p.kill(pid, 'WINCH');
    expect(p.wait({ pid }, { noHang: true })).toBeUndefined();
    p.kill(pid, 'STOP');
    expect(p.wait({ pid }, { noHang: true })).toBeUndefined();
    expect(await statusOf(p, pid, { untraced: true })).toEqual({ stopped: 'STOP' });
    expect(p.processes().at(-1)?.state).toBe('T');
    p.kill(pid, 'CONT');
    expect(await statusOf(p, pid, { continued: true })).toEqual({ continued: true });
    p.kill(pid, 'SEGV');
    expect(await statusOf(p, pid)).toEqual({ signaled: 'SEGV', core: true });
    expect(() => p.kill(pid, 'TERM')).toThrow('No such process');
    return 0;
  }));

test('a stopped process does nothing until it is continued, even with data at hand', () =>
  inside(async (p) => {
    const [to, from] = [p.pipe(), p.pipe()];
    const pid = p.fork(async (child) => {
      for (;;) await child.write(from.write, await child.read(to.read));
    });
    await p.write(to.write, 'a');
    expect(await p.read(from.read)).toHaveLength(1);
    p.kill(pid, 'TSTP');
    expect(p.wait({ pid }, { noHang: true, untraced: true })).toBeUndefined(); // orphaned: TSTP is ignored
    p.kill(pid, 'STOP');
    await p.write(to.write, 'b');
    expect(await p.poll([{ fd: from.read, read: true }], 100_000)).toEqual([]);
    p.kill(pid, 'CONT');
    expect(await p.read(from.read)).toHaveLength(1);
    p.kill(pid, 'STOP');
    p.kill(pid, 'KILL');
    expect(await statusOf(p, pid)).toEqual({ signaled: 'KILL' });
    return 0;
  }));

test('a handler runs, and the call goes on or fails with EINTR', () =>
  inside(async (p) => {
    const parent = p.pid;
    const seen: string[] = [];
    const { read, write } = p.pipe();
    p.on('USR1', { handle: (signal) => void seen.push(signal) });
    p.fork(async (child) => {
      await child.sleep(10);
      child.kill(parent, 'USR1');
      await child.sleep(10);
      await child.write(write, 'x');
      return 0;
    });
    expect(await p.read(read)).toHaveLength(1);
    expect(seen).toEqual(['USR1']);
    p.on('USR1', { handle: (signal) => void seen.push(signal), restart: false });
    p.fork(async (child) => {
      await child.sleep(10);
      child.kill(parent, 'USR1');
      return 0;
    });
    await expect(Promise.resolve(p.read(read))).rejects.toThrow('Interrupted system call');
    expect(seen).toEqual(['USR1', 'USR1']);
    p.kill(p.pid, 'USR1');
    expect(seen).toHaveLength(3);
    return 0;
  }));

test('handlers are not inherited, ignored signals are; a new program keeps those', () =>
  withEndless(async (p) => {
    p.on('USR1', { handle: () => {} });
    p.on('USR2', 'ignore');
    const pid = p.fork(async (child) => {
      expect(child.disposition('USR1')).toBe('default');
      expect(child.disposition('USR2')).toBe('ignore');
      child.on('USR1', { handle: () => {} });
      return child.exec('/bin/endless', ['endless']);
    });
    await p.sleep(100);
    p.kill(pid, 'USR2');
    p.kill(pid, 'USR1');
    expect(await statusOf(p, pid)).toEqual({ signaled: 'USR1' });
    return 0;
  }));

test('SIGPIPE ignored leaves EPIPE', () =>
  inside(async (p) => {
    const { read, write } = p.pipe();
    p.close(read);
    p.on('PIPE', 'ignore');
    expect(() => p.write(write, 'x')).toThrow('Broken pipe');
    return 0;
  }));

test('in a dead process every call throws, and `finally` runs', async () => {
  const machine = createTinyMachine();
  const trace: string[] = [];
  await inside(async (p) => {
    const pid = p.fork(async (child) => {
      try {
        await child.sleep(1e9);
      } finally {
        trace.push('finally');
        try {
          await child.write(1, 'ghost');
        } catch (error) {
          trace.push(error instanceof Error ? error.name : '');
        }
        try {
          child.fs.writeFile('/tmp/ghost', new Uint8Array(0));
        } catch (error) {
          trace.push(error instanceof Error ? error.name : '');
        }
      }
      return 0;
    });
    await p.sleep(100);
    p.kill(pid, 'TERM');
    expect(await statusOf(p, pid)).toEqual({ signaled: 'TERM' });
    return 0;
  }, machine);
  await machine.kernel.settled();
  expect(trace).toEqual(['finally', 'ProcessExit', 'ProcessExit']);
  expect(machine.fs.exists('/tmp/ghost')).toBe(false);
});

test('orphans go to PID 1, which reaps them', async () => {
  const machine = createTinyMachine({ programs: { endless } });
  const reaped: number[] = [];
  const first = new Promise((onExit) => {
    const { readEnd, writeEnd } = machine.kernel.createStream();
    machine.kernel.closeStream(readEnd);
    const stdio = { stdin: 'null', stdout: writeEnd, stderr: writeEnd } as const;
    const init: Main = async (p) => {
      p.fork(async (child) => {
        child.fork(async (grandchild) => {
          await grandchild.sleep(1000);
          expect(grandchild.parentPid).toBe(1);
          return 5;
        });
        return 4;
      });
      for (let i = 0; i < 2; i++) {
        const result = await p.wait('any');
        if (result && 'exited' in result.status) reaped.push(result.status.exited);
      }
      return 0;
    };
    const machineInit = { argv: ['main'], environment: new Map([['PATH', '/bin']]), cwd: '/', credentials: { uid: 0, gid: 0, groups: [] } };
    void machine.runMain(init, { ...machineInit, stdio, joins: false, onExit });
  });
  await first;
  expect(reaped).toEqual([4, 5]);
});

test('a zombie stays until it is waited for; one whose parent ignores SIGCHLD does not', () =>
  inside(async (p) => {
    const pid = p.fork(async () => 3);
    await p.sleep(10);
    expect(p.processes().map(({ state }) => state)).toEqual(['R', 'Z']);
    expect(await statusOf(p, pid)).toEqual({ exited: 3 });
    p.on('CHLD', 'ignore');
    p.fork(async () => 3);
    await p.sleep(10);
    expect(p.processes()).toHaveLength(1);
    expect(() => p.wait('any')).toThrow('No child processes');
    return 0;
  }));

test('SIGCHLD reaches a handler', () =>
  inside(async (p) => {
    let children = 0;
    p.on('CHLD', { handle: () => void children++ });
    p.fork(async () => 0);
    p.fork(async () => 0);
    await p.sleep(50);
    expect(children).toBeGreaterThan(0);
    return 0;
  }));

test('groups: kill reaches all of one, wait finds any of one', () =>
  withEndless(async (p) => {
    const leader = p.spawn('/bin/endless', ['endless'], { group: 'new' });
    const member = p.spawn('/bin/endless', ['endless'], { group: leader });
    expect(p.processes().map(({ group }) => group)).toEqual([p.group, leader, leader]);
    p.kill(-leader, 'HUP');
    expect((await p.wait({ group: leader }))?.status).toEqual({ signaled: 'HUP' });
    expect((await p.wait({ group: leader }))?.status).toEqual({ signaled: 'HUP' });
    expect(() => p.wait({ group: leader })).toThrow('No child processes');
    expect(() => p.spawn('/bin/endless', ['endless'], { group: 4711 })).toThrow('Operation not permitted');
    expect(member).toBeGreaterThan(leader);
    return 0;
  }));

test('a stopped group is hung up when its last parent outside goes', () =>
  inside(async (p) => {
    const { read, write } = p.pipe();
    const shell = p.fork(
      async (child) => {
        child.fork(
          async (job) => {
            job.on('HUP', { handle: () => void job.write(write, 'hup ') });
            job.on('CONT', { handle: () => void job.write(write, 'cont ') });
            job.kill(job.pid, 'STOP');
            await job.sleep(1000);
            return 0;
          },
          { group: 'new' },
        );
        await child.wait('any', { untraced: true });
        return 0;
      },
      { session: {} },
    );
    await statusOf(p, shell);
    p.close(write);
    let text = '';
    for (let bytes = await p.read(read); bytes.length > 0; bytes = await p.read(read)) text += String.fromCharCode(...bytes);
    expect(text.trim().split(' ').sort()).toEqual(['cont', 'hup']);
    return 0;
  }));

test('who may signal whom', () =>
  withEndless(async (p) => {
    const mine = p.spawn('/bin/endless', ['endless'], { credentials: { uid: 1000, gid: 1000, groups: [] } });
    const other = p.spawn('/bin/endless', ['endless'], { credentials: { uid: 1001, gid: 1001, groups: [] } });
    const user = p.fork(async (child) => {
      child.setCredentials({ uid: 1000, gid: 1000, groups: [] });
      expect(() => child.kill(other, 'TERM')).toThrow('Operation not permitted');
      expect(() => child.setCredentials({ uid: 0, gid: 0, groups: [] })).toThrow('Operation not permitted');
      child.kill(mine, undefined);
      child.kill(mine, 'TERM');
      return 0;
    });
    expect(await statusOf(p, user)).toEqual({ exited: 0 });
    expect(await statusOf(p, mine)).toEqual({ signaled: 'TERM' });
    p.kill(other, 'KILL');
    return 0;
  }));

test('a set-user-ID program runs as its owner and knows who called', async () => {
  const machine = createTinyMachine({
    programs: {
      sudo: async (p) => {
        await p.write(1, `${p.credentials.uid} ${p.realUid}`);
        p.setCredentials({ uid: 0, gid: 0, groups: [0] });
        await p.write(1, ` ${p.credentials.uid} ${p.realUid}`);
        return 0;
      },
    },
  });
  machine.fs.chmod('/bin/sudo', 0o4711);
  const stdout = await inside(async (p) => {
    p.setCredentials({ uid: 1000, gid: 1000, groups: [] });
    await statusOf(p, p.spawn('/bin/sudo', ['sudo']));
    return 0;
  }, machine);
  expect(stdout).toBe('0 1000 0 0');
});

test('frozen processes stand still unseen', async () => {
  const machine = createTinyMachine();
  let beats = 0;
  void machine.runMain(async (p) => {
    for (;;) {
      await p.sleep(1000);
      beats++;
      if (beats === 5000) return 0;
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  machine.kernel.setFrozen(machine.namespace, true);
  await machine.kernel.settled();
  const frozenAt = beats;
  expect(frozenAt).toBeLessThan(5000);
  expect(machine.kernel.processes().map(({ state }) => state)).toEqual(['S']);
  machine.kernel.setFrozen(machine.namespace, false);
  await machine.kernel.settled();
  expect(beats).toBe(5000);
});

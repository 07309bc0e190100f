/** Fuel, virtual and real time: busy processes share, nothing starves, the same input gives the same interleaving. */
import { expect, test } from 'vitest';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import type { Process } from '../../../src/sim/kernel/types.ts';
import { realPlatform, START, virtualPlatform } from '../../support/node-platform.ts';
import { createTinyMachine, type Main } from '../../support/tiny-machine.ts';

async function spin(p: Process, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) {
    const pause = p.tick();
    if (pause) await pause;
  }
}

/** Two busy writers and a sleeper on one pipe. */
const contest: Main = async (p) => {
  const { read, write } = p.pipe();
  const writer =
    (name: string, pace: number) =>
    async (child: Process): Promise<number> => {
      for (let i = 0; i < 40; i++) {
        await spin(child, 50 + Math.floor(child.random() * pace));
        await child.write(write, name);
      }
      return 0;
    };
  p.fork(writer('a', 90));
  p.fork(writer('b', 150));
  p.fork(async (child) => {
    for (let i = 0; i < 10; i++) {
      await child.sleep(700);
      await child.write(write, 's');
    }
    return 0;
  });
  p.close(write);
  for (let bytes = await p.read(read); bytes.length > 0; bytes = await p.read(read)) await p.write(1, bytes);
  return 0;
};

test('two busy processes interleave the same way again, whatever the wall clock does', async () => {
  const first = await createTinyMachine({ platform: virtualPlatform({ seed: 7 }) }).runMain(contest);
  const slow = virtualPlatform({ seed: 7 });
  const second = await createTinyMachine({ platform: { ...slow, macrotask: (run) => void setTimeout(run, Math.random() * 3) } }).runMain(
    contest,
  );
  expect(second.stdout).toBe(first.stdout);
  expect(first.stdout).toMatch(/^(?=.*ab)(?=.*ba)(?=.*s)[abs]{90}$/);
  const other = await createTinyMachine({ platform: virtualPlatform({ seed: 8 }) }).runMain(contest);
  expect(other.stdout).not.toBe(first.stdout);
});

test('a sleep ends in virtual time while another process loops, and takes none when all sleep', async () => {
  const machine = createTinyMachine();
  const { status } = await machine.runMain(async (p) => {
    const looping = p.fork((child) => spin(child, 1e9).then(() => 0));
    await p.sleep(250_000);
    expect(p.now() - START).toBeGreaterThanOrEqual(250_000);
    expect(p.now() - START).toBeLessThan(251_000);
    p.kill(looping, 'TERM');
    expect(await p.wait({ pid: looping })).toEqual({ pid: looping, status: { signaled: 'TERM' } });
    await p.sleep(3600e6);
    return 0;
  });
  expect(status).toEqual({ exited: 0 });
  expect(machine.kernel.clock.now() - START).toBeGreaterThan(3600e6);
});

test('timers fire in order, at their microsecond, and can be cancelled', async () => {
  const { kernel } = createTinyMachine();
  const fired: [string, number][] = [];
  const set = (name: string, delay: number): (() => void) => kernel.after(delay, () => fired.push([name, kernel.clock.now() - START]));
  set('c', 300);
  set('a', 100);
  set('b', 100);
  const cancel = set('never', 200);
  cancel();
  await kernel.settled();
  expect(fired).toEqual([
    ['a', 100],
    ['b', 100],
    ['c', 300],
  ]);
});

test('time stamps strictly grow', async () => {
  for (const platform of [virtualPlatform(), realPlatform()]) {
    const machine = createTinyMachine({ platform });
    const stamps: number[] = [];
    await machine.runMain(async (p) => {
      for (let i = 0; i < 50; i++) {
        p.fs.writeFile(`/tmp/${i}`, new Uint8Array(0));
        stamps.push(p.fs.stat(`/tmp/${i}`).mtime, p.now());
      }
      return 0;
    });
    expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b));
  }
});

test('a loop of system calls gives the thread back', async () => {
  const machine = createTinyMachine({ platform: realPlatform() });
  let longest = 0;
  let last = performance.now();
  let over = false;
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  await machine.runMain(async (p) => {
    const nothing = await p.open('/dev/null', { write: true });
    for (let i = 0; i < 300_000; i++) {
      const wait = p.write(nothing, 'y\n');
      if (wait) await wait;
    }
    return 0;
  });
  over = true;
  expect(longest).toBeLessThan(100);
});

test('nothing happens while the world is held', async () => {
  const machine = createTinyMachine();
  let ticks = 0;
  const { status } = await machine.runMain(async (p) => {
    const busy = p.fork(async (child) => {
      for (;;) {
        const pause = child.tick();
        if (pause) await pause;
        ticks++;
      }
    });
    await p.sleep(5000);
    let fired = false;
    machine.kernel.after(100, () => {
      fired = true;
    });
    let before = [0, 0];
    const value = await p.hold(
      new Promise((resolve) => {
        setTimeout(() => {
          before = [ticks, p.now()];
        }, 5);
        setTimeout(() => resolve([ticks, p.now(), fired]), 25);
      }),
    );
    expect(value).toEqual([before[0], (before[1] ?? 0) + 1, false]);
    p.kill(busy, 'KILL');
    return 0;
  });
  expect(status).toEqual({ exited: 0 });
});

test('in real time a hold is not slept through by others', async () => {
  const machine = createTinyMachine({ platform: realPlatform() });
  const { stdout } = await machine.runMain(async (p) => {
    const sleeper = p.fork(async (child) => {
      await child.sleep(30_000);
      await child.write(1, 'slept ');
      return 0;
    });
    await p.sleep(1000);
    await p.hold(new Promise((resolve) => setTimeout(resolve, 60)));
    await p.write(1, 'fetched ');
    await p.wait({ pid: sleeper });
    return 0;
  });
  expect(stdout).toBe('fetched slept ');
});

test('settled: all is blocked and timers have run; a reader of a pipe waits on', async () => {
  const machine = createTinyMachine();
  const terminal = machine.loginMain(async (p) => {
    const { read } = p.pipe();
    await p.sleep(2e6);
    await p.write(1, 'late');
    await p.read(read);
    return 0;
  });
  await machine.kernel.settled();
  expect(terminal.text()).toBe('late');
});

test('back-pressure of the screen reaches the writer', async () => {
  const machine = createTinyMachine();
  let written = 0;
  const terminal = machine.loginMain(async (p) => {
    for (;;) {
      await p.write(1, 'x'.repeat(1000));
      written += 1000;
    }
  });
  const taken: (() => void)[] = [];
  terminal.pty.onOutput(() => new Promise((resolve) => taken.push(resolve)));
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  await pause();
  const first = written;
  expect(first).toBeGreaterThan(60_000);
  expect(first).toBeLessThan(80_000);
  await pause();
  expect(written).toBe(first);
  taken.pop()?.();
  await pause();
  expect(written).toBeGreaterThan(first + 50_000);
});

test('a program that read at once and one that waited see the same bytes', async () => {
  const machine = createTinyMachine();
  const { stdout } = await machine.runMain(async (p) => {
    const { read, write } = p.pipe();
    await p.write(write, 'one');
    const ready = p.read(read);
    expect(ready).not.toBeInstanceOf(Promise);
    const later = p.read(read);
    expect(later).toBeInstanceOf(Promise);
    await p.write(write, 'two');
    await p.write(1, fromBytes(await ready) + fromBytes(await later));
    return 0;
  });
  expect(stdout).toBe('onetwo');
});

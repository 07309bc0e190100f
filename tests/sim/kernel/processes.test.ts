/** Processes: spawn, fork, exec, wait, exit; pipes between them; what they leave behind. */
import { expect, test } from 'vitest';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import { FsError } from '../../../src/sim/fs/errno.ts';
import type { Process } from '../../../src/sim/kernel/types.ts';
import { createTinyMachine, type Main } from '../../support/tiny-machine.ts';

const echo: Main = async (p) => {
  await p.write(1, `${p.argv.slice(1).join(' ')}\n`);
  return 0;
};
const cat: Main = async (p) => {
  for (;;) {
    const bytes = await p.read(0);
    if (bytes.length === 0) return 0;
    await p.write(1, bytes);
  }
};
const yes: Main = async (p) => {
  for (;;) await p.write(1, 'y\n');
};
const head: Main = async (p) => {
  let text = '';
  while (text.split('\n').length <= 3) text += fromBytes(await p.read(0, 64));
  await p.write(1, text.split('\n').slice(0, 3).join('\n'));
  return 0;
};
const programs = { echo, cat, yes, head };

async function waitFor(p: Process, pid: number) {
  const result = await p.wait({ pid });
  return result?.status;
}

test('a program writes and ends', async () => {
  const machine = createTinyMachine({ programs });
  expect(await machine.run(['echo', 'hello', 'world'])).toEqual({ stdout: 'hello world\n', stderr: '', status: { exited: 0 } });
  expect((await machine.run(['cat'], { stdin: 'a\nb\n' })).stdout).toBe('a\nb\n');
});

test('spawn, wait and the status', async () => {
  const machine = createTinyMachine({ programs: { ...programs, seven: async () => 7 } });
  const { status } = await machine.runMain(async (p) => {
    expect(await waitFor(p, p.spawn('/bin/seven', ['seven']))).toEqual({ exited: 7 });
    expect(() => p.wait('any')).toThrow('No child processes');
    return 3;
  });
  expect(status).toEqual({ exited: 3 });
});

test('yes | head: SIGPIPE ends yes with bounded waste', async () => {
  const machine = createTinyMachine({ programs });
  let written = 0;
  const { stdout } = await machine.runMain(async (p) => {
    const { read, write } = p.pipe();
    const producer = p.fork(
      async (child) => {
        child.close(read);
        for (;;) {
          await child.write(1, 'y\n');
          written++;
        }
      },
      { descriptors: new Map([[1, write]]) },
    );
    p.close(write);
    const consumer = p.spawn('/bin/head', ['head'], {
      descriptors: new Map([
        [0, read],
        [read, undefined],
      ]),
    });
    p.close(read);
    await waitFor(p, consumer);
    expect(await waitFor(p, producer)).toEqual({ signaled: 'PIPE' });
    return 0;
  });
  expect(stdout).toBe('y\ny\ny');
  expect(written).toBeLessThan(40_000);
});

test('exec becomes another program; descriptors stay, close-on-exec ones do not', async () => {
  const machine = createTinyMachine({
    programs: {
      ...programs,
      list: async (p) => {
        await p.write(1, `${p.pid} ${p.argv.join(',')} ${p.descriptors().join(' ')}\n`);
        return 5;
      },
    },
  });
  const { stdout, status } = await machine.runMain(async (p) => {
    await p.open('/tmp/a', { write: true, create: true, closeOnExec: true });
    await p.open('/tmp/b', { write: true, create: true });
    await p.exec('/bin/list', ['me', 'x']);
    return 99;
  });
  expect(stdout).toBe('1 me,x 0 1 2 4\n');
  expect(status).toEqual({ exited: 5 });
});

test('what cannot be run', async () => {
  const machine = createTinyMachine({ programs });
  machine.fs.writeFile('/tmp/text', new Uint8Array([65, 10]), 0o777);
  machine.fs.chmod('/tmp/text', 0o755);
  machine.fs.writeFile('/tmp/plain', new Uint8Array([65, 10]));
  await machine.runMain(async (p) => {
    const errnoOf = (path: string): unknown => {
      try {
        p.spawn(path, [path]);
      } catch (error) {
        return error instanceof FsError ? error.errno : error;
      }
      return undefined;
    };
    expect(errnoOf('/nowhere')).toBe('ENOENT');
    expect(errnoOf('/tmp')).toBe('EACCES');
    expect(errnoOf('/tmp/plain')).toBe('EACCES');
    expect(errnoOf('/tmp/text')).toBe('ENOEXEC');
    return 0;
  });
});

test('a script is run by its interpreter', async () => {
  const machine = createTinyMachine({ programs });
  const script = '#! /bin/echo  -n  one \nbody\n';
  machine.fs.writeFile(
    '/tmp/script',
    Uint8Array.from(script, (c) => c.charCodeAt(0)),
  );
  machine.fs.chmod('/tmp/script', 0o755);
  expect((await machine.run(['/tmp/script', 'two'])).stdout).toBe('-n  one /tmp/script two\n');
});

test('a fault of ours ends the process with 70 and is reported', async () => {
  const machine = createTinyMachine();
  const faults: string[] = [];
  machine.kernel.onEvent((event) => {
    if (event.type === 'fault') faults.push(event.message);
  });
  expect((await machine.runMain(async () => JSON.parse('{'))).status).toEqual({ exited: 70 });
  expect(faults).toHaveLength(1);
});

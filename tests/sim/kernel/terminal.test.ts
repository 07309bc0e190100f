/** Terminals: cooked reading, signal characters, job control, relays, waiting for input. */
import { expect, test } from 'vitest';
import { fromBytes } from '../../../src/sim/fs/bytes.ts';
import type { Process, Terminal } from '../../../src/sim/kernel/types.ts';
import { realPlatform } from '../../support/node-platform.ts';
import { createTinyMachine, type Main } from '../../support/tiny-machine.ts';

const cat: Main = async (p) => {
  for (;;) {
    const bytes = await p.read(0);
    if (bytes.length === 0) return 0;
    await p.write(1, bytes);
  }
};
const spin: Main = async (p) => {
  for (;;) {
    const pause = p.tick();
    if (pause) await pause;
  }
};

function terminalOf(p: Process): Terminal {
  const terminal = p.terminal(0);
  if (terminal === undefined) throw new Error('no terminal');
  return terminal;
}

/** A shell without a language: runs a program by its name, in its own foreground group, as bash does; `fg` continues the stopped one. */
const shell: Main = async (p) => {
  const terminal = terminalOf(p);
  for (const signal of ['INT', 'QUIT', 'TSTP', 'TTIN', 'TTOU'] as const) p.on(signal, 'ignore');
  let stopped = 0;
  for (;;) {
    await p.write(1, '$ ');
    const line = fromBytes(await p.read(0));
    if (line === '') return 0;
    const [name = '', ...rest] = line.trim().split(' ');
    if (name === '') continue;
    let pid = stopped;
    if (name === 'fg') {
      terminal.setForegroundGroup(pid);
      p.kill(-pid, 'CONT');
    } else {
      const defaultSignals = ['INT', 'QUIT', 'TSTP', 'TTIN', 'TTOU'] as const;
      const inBackground = rest.at(-1) === '&';
      pid = p.spawn(`/bin/${name}`, [name, ...rest], { group: 'new', defaultSignals, ...(inBackground ? {} : { foregroundOn: 0 }) });
      if (inBackground) {
        stopped = pid;
        continue;
      }
    }
    const result = await p.wait({ pid }, { untraced: true });
    terminal.setForegroundGroup(p.group);
    if (result && 'stopped' in result.status) stopped = pid;
    await p.write(1, `[${JSON.stringify(result?.status)}]\n`);
  }
};
const programs = { cat, spin, shell };

test('a line is echoed, edited and read as a whole', async () => {
  const machine = createTinyMachine({ programs });
  const terminal = machine.login(['cat']);
  expect(await terminal.type('helo\x7flo\r')).toBe('helo\b \blo\r\nhello\r\n'.replace('hello', 'hello'));
  expect(await terminal.type('\x04')).toBe('');
  expect(await terminal.ended).toEqual({ exited: 0 });
});

test('^C ends a loop that only ticks, ^Z stops it, fg goes on', async () => {
  const machine = createTinyMachine({ programs });
  const terminal = machine.login(['shell']);
  expect(await terminal.type('')).toBe('$ ');
  terminal.pty.input(new TextEncoder().encode('spin\r'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(machine.kernel.awaitsInput(terminal.pty)).toBe(false);
  expect(await terminal.type('\x03')).toBe('spin\r\n^C[{"signaled":"INT"}]\r\n$ ');
  terminal.pty.input(new TextEncoder().encode('spin\r'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await terminal.type('\x1a')).toBe('spin\r\n^Z[{"stopped":"TSTP"}]\r\n$ ');
  terminal.pty.input(new TextEncoder().encode('fg\r'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await terminal.type('\x1c')).toBe('fg\r\n^\\[{"signaled":"QUIT","core":true}]\r\n$ ');
});

test('a background reader is stopped by SIGTTIN and reads when it is in front', async () => {
  const machine = createTinyMachine({ programs });
  const terminal = machine.login(['shell']);
  await terminal.type('cat &\r');
  expect(machine.kernel.processes().map(({ name, state }) => [name, state])).toEqual([
    ['shell', 'S'],
    ['cat', 'T'],
  ]);
  await terminal.type('fg\r');
  expect(await terminal.type('x\r')).toBe('x\r\nx\r\n');
});

test('closing the screen hangs the session up', async () => {
  const machine = createTinyMachine({ programs });
  const terminal = machine.login(['shell']);
  await terminal.type('cat\r');
  terminal.pty.close();
  expect(await terminal.ended).toEqual({ signaled: 'HUP' });
  await machine.kernel.settled();
  expect(machine.kernel.processes()).toEqual([]);
});

test('resize sends SIGWINCH to the foreground', async () => {
  const machine = createTinyMachine();
  const terminal = machine.loginMain(async (p) => {
    p.on('WINCH', { handle: () => void p.write(1, `${terminalOf(p).size.columns}`) });
    await p.read(0);
    return 0;
  });
  await machine.kernel.untilAwaitsInput(terminal.pty);
  terminal.pty.resize({ columns: 100, rows: 30 });
  await machine.kernel.untilAwaitsInput(terminal.pty);
  expect(terminal.text()).toBe('100');
});

test('a relay: keys reach the inner pty, innermost follows it', async () => {
  const machine = createTinyMachine({ programs });
  const relay: Main = async (p) => {
    const outer = terminalOf(p);
    const { master, slave } = p.openPty(outer.size);
    const pid = p.spawn('/bin/shell', ['shell'], {
      descriptors: new Map([
        [0, slave],
        [1, slave],
        [2, slave],
        [slave, undefined],
      ]),
      session: { controllingTerminal: 0 },
    });
    p.close(slave);
    const saved = outer.attributes;
    outer.setAttributes({ ...saved, canonical: false, echo: false, signals: false, postProcess: false, crToNl: false });
    const endRelay = outer.relayTo(master);
    master.onOutput((bytes) => p.write(1, bytes));
    void (async () => {
      for (;;) master.input(await p.read(0));
    })().catch(() => {});
    const result = await p.wait({ pid });
    endRelay();
    outer.setAttributes(saved);
    return result && 'exited' in result.status ? result.status.exited : 1;
  };
  const terminal = machine.loginMain(relay);
  expect(await terminal.type('')).toBe('$ ');
  expect(machine.kernel.innermost(terminal.pty).pty).not.toBe(terminal.pty);
  await terminal.type('cat\r');
  expect(await terminal.type('abc\r')).toBe('abc\r\nabc\r\n');
  expect(await terminal.type('\x03')).toBe('^C[{"signaled":"INT"}]\r\n$ ');
  expect(terminal.pty.terminal.attributes.canonical).toBe(false);
  await terminal.type('\x04');
  expect(await terminal.ended).toEqual({ exited: 0 });
  expect(terminal.pty.terminal.attributes.canonical).toBe(true);
});

test('raw reads: VMIN counts, VTIME limits', async () => {
  const machine = createTinyMachine();
  const terminal = machine.loginMain(async (p) => {
    const tty = terminalOf(p);
    const raw = { ...tty.attributes, canonical: false, echo: false };
    tty.setAttributes({ ...raw, minimum: 3 });
    await p.write(1, `[${fromBytes(await p.read(0))}]`);
    tty.setAttributes({ ...raw, minimum: 0, time: 5 });
    const start = p.now();
    await p.write(1, `[${fromBytes(await p.read(0))}]`);
    await p.write(1, p.now() - start >= 500_000 ? 'in time' : 'too early');
    tty.setAttributes({ ...raw, minimum: 0 });
    await p.write(1, `[${fromBytes(await p.read(0))}]`);
    return 0;
  });
  await machine.kernel.untilAwaitsInput(terminal.pty);
  await terminal.type('a');
  expect(terminal.text()).toBe('');
  await terminal.type('bc');
  await terminal.ended;
  expect(terminal.text()).toBe('[abc][]in time[]');
});

test('in the background, tcsetattr stops and is done when the job goes on; TOSTOP stops writers', async () => {
  const machine = createTinyMachine({
    programs: {
      ...programs,
      noecho: async (p) => {
        const tty = terminalOf(p);
        tty.setAttributes({ ...tty.attributes, echo: false });
        await p.write(1, 'done\n');
        return 0;
      },
      talk: async (p) => {
        await p.write(1, 'hello\n');
        return 0;
      },
      tostop: async (p) => {
        const tty = terminalOf(p);
        tty.setAttributes({ ...tty.attributes, stopBackground: true });
        return 0;
      },
    },
  });
  const terminal = machine.login(['shell']);
  await terminal.type('noecho &\r');
  expect(terminal.pty.terminal.attributes.echo).toBe(true);
  expect(await terminal.type('fg\r')).toBe('fg\r\ndone\r\n[{"exited":0}]\r\n$ ');
  expect(terminal.pty.terminal.attributes.echo).toBe(false);
  await terminal.type('tostop\r');
  expect(await terminal.type('talk &\r')).toBe('$ ');
  expect(await terminal.type('fg\r')).toBe('hello\r\n[{"exited":0}]\r\n$ ');
});

test('^S holds output and its writer, ^Q lets it go', async () => {
  const machine = createTinyMachine();
  const terminal = machine.loginMain(async (p) => {
    for (let i = 0; i < 3; i++) {
      await p.read(0);
      await p.write(1, `<${i}>`);
    }
    return 0;
  });
  expect(await terminal.type('\x13a\r')).toBe('');
  expect(await terminal.type('b\r')).toBe('');
  expect(await terminal.type('\x11')).toBe('a\r\nb\r\n<0><1>');
});

test('from ^C to the prompt: under a flood of output to a slow screen too', async () => {
  const machine = createTinyMachine({
    platform: realPlatform(),
    programs: {
      ...programs,
      yes: async (p) => {
        for (;;) await p.write(1, 'y\n'.repeat(2000));
      },
    },
  });
  const terminal = machine.login(['shell']);
  await machine.kernel.untilAwaitsInput(terminal.pty);
  let tail = '';
  terminal.pty.onOutput((bytes) => {
    tail = (tail + fromBytes(bytes)).slice(-100);
    return new Promise((resolve) => setTimeout(resolve, 2));
  });
  terminal.pty.input(new TextEncoder().encode('yes\r'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  terminal.pty.input(new Uint8Array([3]));
  await machine.kernel.untilAwaitsInput(terminal.pty);
  expect(performance.now() - start).toBeLessThan(100);
  expect(tail).toMatch(/\^C\[\{"signaled":"INT"\}\]\r\n\$ $/);
});

/** Programs that live with their terminal: stty, more, top, cat under ^C, rm's questions. */
import { expect, test } from 'vitest';
import { loadPrograms, machineWith } from '../../support/recorded-sessions.ts';
import { INIT, type TestTerminal, type TinyMachine } from '../../support/tiny-machine.ts';

const programs = await loadPrograms();
const machine = (): TinyMachine => machineWith(programs, { proc: true });

/** Starts a program and waits until it wants a key. */
async function start(made: TinyMachine, argv: readonly string[]): Promise<TestTerminal> {
  const terminal = made.login(argv, { environment: new Map([...INIT.environment, ['TERM', 'xterm']]) });
  await Promise.race([made.kernel.untilAwaitsInput(terminal.pty), terminal.ended]);
  return terminal;
}

async function shown(made: TinyMachine, ...argv: string[]): Promise<string> {
  const terminal = await start(made, argv);
  await terminal.ended;
  await made.kernel.settled();
  return terminal.text().replaceAll('\r\n', '\n');
}

test('stty tells of the terminal and its size', async () => {
  const made = machine();
  expect(await shown(made, 'stty', 'size')).toBe('24 80\n');
  expect(await shown(made, 'stty', '-a')).toBe(
    [
      'speed 38400 baud; rows 24; columns 80; line = 0;',
      'intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S;',
      'susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;',
      '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts',
      '-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff -iuclc -ixany -imaxbel -iutf8',
      'opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0',
      'isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho -extproc',
      '',
    ].join('\n'),
  );
});

test('tty names the terminal', async () => {
  expect(await shown(machine(), 'tty')).toBe('/dev/pts/0\n');
});

test('more stops after a screen and goes on with a blank', async () => {
  const made = machine();
  made.fs.writeFile('/tmp/lines', new TextEncoder().encode(Array.from({ length: 60 }, (_, i) => `line ${i + 1}\n`).join('')));
  const terminal = await start(made, ['more', '/tmp/lines']);
  expect(terminal.fresh()).toContain('line 23\r\n\x1b[7m--More--(37%)\x1b[27m');
  expect(await terminal.type(' ')).toContain('line 46\r\n');
  expect(await terminal.type('\n')).toContain('line 47\r\n\x1b[7m--More--');
  terminal.pty.input(new TextEncoder().encode('q'));
  expect(await terminal.ended).toEqual({ exited: 0 });
});

test('top draws a screen and leaves it with q', async () => {
  const made = machine();
  const terminal = made.login(['top'], { environment: new Map([...INIT.environment, ['TERM', 'xterm']]) });
  // It waits for a key only until the next screen is due, and time here runs on at once.
  setImmediate(() => terminal.pty.input(new TextEncoder().encode('q')));
  expect(await terminal.ended).toEqual({ exited: 0 });
  expect(terminal.text()).toMatch(/top - .* load average: .*PID USER {6}PR {2}NI .* top/s);
});

test('^C ends cat and sleep', async () => {
  const made = machine();
  for (const argv of [['cat'], ['sleep', '1000000']]) {
    const terminal = made.login(argv);
    setImmediate(() => terminal.pty.input(Uint8Array.of(3)));
    expect(await terminal.ended).toEqual({ signaled: 'INT' });
  }
});

test('rm asks before it takes a write-protected file from its owner', async () => {
  const made = machine();
  made.fs.mkdir('/tmp/mine');
  made.fs.chown('/tmp/mine', 1, 1);
  made.fs.writeFile('/tmp/mine/kept', new Uint8Array(3), 0o444);
  made.fs.chown('/tmp/mine/kept', 1, 1);
  const terminal = made.login(['rm', '/tmp/mine/kept'], { credentials: { uid: 1, gid: 1, groups: [1] } });
  await made.kernel.untilAwaitsInput(terminal.pty);
  expect(terminal.text()).toBe("rm: remove write-protected regular file '/tmp/mine/kept'? ");
  terminal.pty.input(new TextEncoder().encode('n\n'));
  expect(await terminal.ended).toEqual({ exited: 0 });
  expect(made.fs.exists('/tmp/mine/kept')).toBe(true);
});

test('su and sudo become another user', async () => {
  const made = machine();
  const { stdout } = await made.run(['sudo', '-u', 'daemon', 'id'], INIT);
  expect(stdout).toBe('uid=1(daemon) gid=1(daemon) groups=1(daemon)\n');
  const denied = await made.run(['sudo', 'id'], { ...INIT, credentials: { uid: 1, gid: 1, groups: [1] } });
  expect(denied.stderr).toBe('daemon is not in the sudoers file.\n');
  expect((await made.run(['su', 'nosuch'], INIT)).stderr).toBe(
    'su: user nosuch does not exist or the user entry does not contain all the required fields\n',
  );
});

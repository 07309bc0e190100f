/** ps, pgrep, kill and their kin against processes that a test starts; their words as recorded from procps-ng 4.0.4. */
import { expect, test } from 'vitest';
import { INIT, type TinyMachine } from '../../support/tiny-machine.ts';
import { loadPrograms, machineWith } from '../../support/recorded-sessions.ts';

const programs = await loadPrograms();

/** A machine on which /proc is mounted, where the shell's place is taken by a program that runs others. */
async function machine(): Promise<TinyMachine> {
  return machineWith(programs, { proc: true });
}

const out = async (made: TinyMachine, ...argv: string[]): Promise<string> => {
  const { stdout, stderr } = await made.run(argv, INIT);
  return stderr + stdout;
};

test('ps lists what runs without a terminal', async () => {
  expect(await out(await machine(), 'ps')).toMatch(/^ {4}PID TTY {10}TIME CMD\n +\d+ \? {8}00:00:00 ps\n$/);
});

test('ps aux, ps -ef and ps -l have the columns of procps', async () => {
  const made = await machine();
  expect((await out(made, 'ps', 'aux')).split('\n')[0]).toBe('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND');
  expect((await out(made, 'ps', '-ef')).split('\n')[0]).toBe('UID          PID    PPID  C STIME TTY          TIME CMD');
  expect((await out(made, 'ps', '-l')).split('\n')[0]).toBe('F S   UID     PID    PPID  C PRI  NI ADDR SZ WCHAN  TTY          TIME CMD');
  expect(await out(made, 'ps', '-o', 'comm=', '-o', 'args=')).toBe('ps              ps -o comm= -o args=\n');
  expect(await out(made, 'ps', '-o', 'user,tty', '-o', 'stat', '--no-headers')).toMatch(/^root {5}\? {8}Rs\n$/);
});

test('ps says what it does not know, with its usage', async () => {
  const made = await machine();
  const usage =
    "\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).\n";
  expect(await out(made, 'ps', '-o', 'foo')).toBe(`error: unknown user-defined format specifier "foo"\n${usage}`);
  expect(await out(made, 'ps', '-z')).toBe(`error: unsupported SysV option\n${usage}`);
  expect(await out(made, 'ps', '-p', 'x')).toBe(`error: process ID list syntax error\n${usage}`);
});

test('kill and pgrep answer as procps does', async () => {
  const made = await machine();
  expect(await out(made, 'kill', '99999')).toBe('kill: (99999): No such process\n');
  expect(await out(made, 'kill', '-l', '9')).toBe('KILL\n');
  expect(await out(made, 'kill', '-l')).toBe(
    'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT\nCHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS\n',
  );
  expect(await out(made, 'pgrep')).toBe("pgrep: no matching criteria specified\nTry `pgrep --help' for more information.\n");
  expect(await out(made, 'pgrep', 'nosuch')).toBe('');
  expect(await out(made, 'pkill')).toBe("pkill: no matching criteria specified\nTry `pkill --help' for more information.\n");
});

test('a sleeping process is found and ended', async () => {
  const made = await machine();
  const sleeper = made.run(['sleep', '100'], INIT);
  expect(await out(made, 'pgrep', '-a', 'sleep')).toMatch(/^\d+ sleep 100\n$/);
  expect(await out(made, 'ps', '-C', 'sleep', '-o', 'args=')).toBe('sleep 100\n');
  expect(await out(made, 'pkill', 'sleep')).toBe('');
  expect((await sleeper).status).toEqual({ signaled: 'TERM' });
});

test('uptime and free tell of the machine', async () => {
  const made = await machine();
  expect(await out(made, 'uptime')).toMatch(/^ \d\d:\d\d:\d\d up \d+ min, {2}0 users, {2}load average: 0\.00, 0\.00, 0\.00\n$/);
  const [heading, memory, swap] = (await out(made, 'free')).split('\n');
  expect(heading).toBe('               total        used        free      shared  buff/cache   available');
  expect(memory).toMatch(/^Mem: {9}\d{7} {6}\d+/);
  expect(swap).toBe('Swap:              0           0           0');
});

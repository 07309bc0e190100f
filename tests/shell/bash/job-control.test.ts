import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createShellMachine } from '../../support/shell-machine.ts';
import { INIT } from '../../support/tiny-machine.ts';

/** What a terminal shows while these keys are typed, each when the shell waits for one. */
async function session(keys: readonly string[]): Promise<string> {
  const machine = createShellMachine();
  const pty = machine.kernel.createPty({ columns: 80, rows: 24 });
  let shown = '';
  pty.onOutput((bytes) => {
    shown += fromBytes(bytes);
  });
  const environment = new Map([...INIT.environment, ['PS1', '$ '], ['TERM', 'dumb']]);
  const ended = new Promise<void>((resolve) => {
    machine.kernel.startInit(machine.namespace, {
      ...INIT,
      argv: ['bash', '--norc'],
      environment,
      stdio: { pty },
      joins: true,
      onExit: () => resolve(),
    });
  });
  for (const key of keys) {
    await machine.kernel.untilAwaitsInput(pty);
    pty.input(toBytes(key));
  }
  await ended;
  return shown.replaceAll('\r', '').replace(/\x1b\[\?2004[hl]/g, '');
}

// As GNU bash 5.2.15 showed it on a pty.
test('a job is stopped, listed, continued and interrupted', async () => {
  expect(await session(['cat\r', '\x1a', 'jobs\r', 'fg\r', 'abc\r', '\x03', 'echo $?\r', 'exit\r'])).toBe(
    '$ cat\n^Z\n[1]+  Stopped                 cat\n$ jobs\n[1]+  Stopped                 cat\n$ fg\ncat\nabc\nabc\n^C\n$ echo $?\n130\n$ exit\nexit\n',
  );
});

test('background jobs tell when they have ended', async () => {
  expect(await session(['sleep 0.3 & sleep 0.5 &\r', 'wait\r', 'exit\r'])).toMatch(
    /^\$ sleep 0\.3 & sleep 0\.5 &\n\[1\] \d+\n\[2\] \d+\n\$ wait\n\[1\]- {2}Done {20}sleep 0\.3\n\[2\]\+ {2}Done {20}sleep 0\.5\n\$ exit\nexit\n$/,
  );
});

test('a stopped pipeline is one job, and exit warns of it once', async () => {
  expect(await session(['cat | cat\r', '\x1a', 'exit\r', 'kill -9 %1\r', 'exit\r'])).toContain(
    '$ cat | cat\n^Z\n[1]+  Stopped                 cat | cat\n$ exit\nexit\nThere are stopped jobs.\n$ kill -9 %1\n',
  );
});

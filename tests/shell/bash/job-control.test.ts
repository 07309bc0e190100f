import { expect, test } from 'vitest';
import { typeIntoBash } from '../../support/type-into-bash.ts';

const session = async (keys: readonly string[]): Promise<string> =>
  (await typeIntoBash(keys)).replaceAll('\r', '').replace(/\x1b\[\?2004[hl]/g, '');

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

/** The host's first process: orphans go to it and leave no zombies; it cannot be killed from inside. */
import { expect, test } from 'vitest';
import { createCheckMachine } from '../support/check-machine.ts';

test('orphans become children of PID 1, which buries them and hears no KILL', async () => {
  const { run } = (await createCheckMachine()).fresh();
  const { stdout } = await run(
    '(sleep 2 & echo $! >pid); ps -o ppid= -p $(cat pid); sleep 3; ps -p $(cat pid) | tail -n +2; kill -9 1; cat /proc/1/comm',
  );
  expect(stdout.split('\n').map((line) => line.trim())).toEqual(['1', 'init', '']);
});

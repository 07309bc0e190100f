/** Same seed, same bytes: whatever runs at once, and however the thread's time is cut. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderContent } from '../../src/cli/folder-content.ts';
import { machineFactory } from '../../src/cli/machine-factory.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { DEFAULT_NOW, parseCommandLine } from '../../src/cli/options.ts';
import { playScenario } from '../../src/cli/play.ts';
import { castFile } from '../../src/cli/transcript.ts';
import { runCase } from '../../src/cli/run-case.ts';
import { createCatalog } from '../../src/host/catalog.ts';
import type { Platform } from '../../src/sim/kernel/types.ts';
import { createMachine } from '../../src/sim/machine.ts';

const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));

/** Two loops that race for one terminal, a pipe, random numbers, generated names, times. */
const SCENARIO = `docker run -it ubuntu
for i in 1 2 3 4 5 6 7 8; do echo a$i; done & for i in 1 2 3 4 5 6 7 8; do echo b$i; done; wait
echo $RANDOM $RANDOM $$; date +%s%N
(while :; do echo x; done | while read x; do echo $((n++)); [ $n -gt 20 ] && exit; done)
exit
docker run -d ubuntu sleep 30
docker ps
docker commit $(docker ps -lq)
docker images --no-trunc
`;

async function cast(seed: number): Promise<string> {
  const { options } = parseCommandLine(['--pulled', 'ubuntu', '--seed', String(seed)]);
  const { scenario, events } = await playScenario(machineFactory({ ...options, stands: true }, publicFolder), SCENARIO);
  return castFile('same', scenario, events);
}

test('a session twice is the same cast, byte for byte; another seed is another', async () => {
  const [first, second, other] = [await cast(1), await cast(1), await cast(2)];
  expect(first).toContain('b8');
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('machines that run at the same time do not touch each other', async () => {
  const [alone] = [await cast(3)];
  expect(await Promise.all([cast(3), cast(4), cast(3)])).toEqual([alone, await cast(4), alone]);
});

test('two processes at once interleave the same way, however the thread is cut', async () => {
  const script = 'f() { for ((i = 0; i < 300; i++)); do echo $1$i; done; }; f a & f b & f c | cat & wait; echo $RANDOM';
  const run = async (macrotask: Platform['macrotask'], wallClock: Platform['wallClock']): Promise<string> => {
    const { programs, hostNames } = createCatalog();
    const platform = { ...nodePlatform({ seed: 5, now: DEFAULT_NOW, realTime: false }), macrotask, wallClock };
    const machine = createMachine({
      platform,
      programs,
      hostPrograms: hostNames,
      content: folderContent(publicFolder),
      directories: ['/work'],
    });
    let shown = '';
    await runCase(
      machine,
      { argv: ['bash', '-c', script] },
      { stdin: [], stdout: (bytes) => (shown += Buffer.from(bytes).toString()), stderr: () => undefined },
    );
    machine.kernel.halt();
    return shown;
  };
  let ticks = 0;
  const plain = await run(
    (callback) => setImmediate(callback),
    () => performance.now(),
  );
  const slow = await run(
    (callback) => setTimeout(callback, 1),
    () => (ticks += 5),
  );
  expect(plain).toMatch(/a\d+\nb\d+\n/);
  expect(slow).toBe(plain);
});

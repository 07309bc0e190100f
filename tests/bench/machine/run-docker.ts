/** Docker's commands on a whole machine, typed at its prompt: what each takes, whether it depends on the number of files, and what ten containers weigh. */
import { folderContent } from '../../../src/cli/folder-content.ts';
import { nodePlatform } from '../../../src/cli/node-platform.ts';
import { DEFAULT_NOW } from '../../../src/cli/options.ts';
import { startHost } from '../../../src/host/start-host.ts';
import { memoryStore } from '../../../src/sim/store/memory-store.ts';
import { sitDown } from '../../host/desk.ts';

const ROUNDS = 15;
const CHANGES = 200;
/** Folders of a hundred files each that make of the image's 3,400 files 34,000. */
const FOLDERS = 306;

const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const platform = nodePlatform({ seed: 3, now: DEFAULT_NOW, realTime: false, stands: true });
const host = await startHost({ platform, store: memoryStore(), content: folderContent(`${process.cwd()}/public`) });
const desk = await sitDown(host);

/** Milliseconds of the processor until the next prompt, at best: what it takes, without the compiler's share. `after` is not counted. */
async function cost(line: string, after?: string): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    await desk.enter(line);
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
    if (after) await desk.enter(after);
  }
  return Math.min(...taken);
}

async function must(line: string, words: RegExp): Promise<void> {
  const shown = await desk.enter(line);
  if (!words.test(shown)) throw new Error(`${line}: ${shown}`);
}

/** On an image: twenty containers with one write each, and what 200 changes cost. */
async function onImage(image: string) {
  const changes = `for i in $(seq ${CHANGES}); do echo x > /usr/share/new$i; done`;
  const started = await cost(
    `for i in $(seq 20); do docker run ${image} touch /usr/bin/new; done`,
    'docker rm -f $(docker ps -aq) > /dev/null',
  );
  await must(`docker run --name changed ${image} bash -c '${changes}'; docker diff changed | wc -l`, /^202$/m);
  const diff = await cost('docker diff changed > /dev/null');
  const commit = await cost('docker commit changed > /dev/null');
  await desk.enter('docker rm -f changed; docker image prune -f > /dev/null');
  return { start: started, diff, commit };
}

await must('docker pull -q ubuntu', /ubuntu/);
const more = `for d in $(seq ${FOLDERS}); do mkdir -p /srv/$d; for f in {1..100}; do : > /srv/$d/$f; done; done`;
await must(`docker run --name more ubuntu bash -c '${more}'; docker commit more large; docker rm more`, /sha256:.*\s+more/);
await onImage('ubuntu');
const small = await onImage('ubuntu');
const large = await onImage('large');

const commands = {
  images: await cost('docker images > /dev/null'),
  'ps -lq': await cost('docker ps -lq'),
  history: await cost('docker history ubuntu > /dev/null'),
  inspect: await cost('docker inspect ubuntu > /dev/null'),
  'run --rm ubuntu true': await cost('docker run --rm ubuntu true'),
  exec: await (async () => {
    await desk.enter('docker run -d --name runs ubuntu sleep 100000');
    await must('docker exec runs echo inside', /^inside$/m);
    return cost('docker exec runs true');
  })(),
};
await desk.enter('docker rmi large; docker rm -f runs');
for (let i = 0; i < 10; i++) await desk.enter(`docker run -d ubuntu bash -c 'echo x > /etc/new; sleep 100000'`);
collect();
const { heapUsed, arrayBuffers } = process.memoryUsage();
console.log(JSON.stringify({ small, large, commands, megabytes: (heapUsed + arrayBuffers) / 2 ** 20 }));
process.exit(0);

/** From ^C to the prompt at most 100 ms, out of whatever runs, and the thread is never held long meanwhile: in real time, as in the page. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderContent } from '../../src/cli/folder-content.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { startHost } from '../../src/host/start-host.ts';
import type { Host, HostTerminal } from '../../src/host/types.ts';
import { memoryStore } from '../../src/sim/store/memory-store.ts';

const content = folderContent(fileURLToPath(new URL('../../public', import.meta.url)));
/** What the page promises. A machine that is busy with other tests may need a second try. */
const TO_THE_PROMPT = 100;
/** Seen on an idle machine: under 50, except where garbage is collected. */
const HELD = 200;

interface Desk {
  readonly host: Host;
  readonly terminal: HostTerminal;
  shown(): string;
}

const desks: Desk[] = [];

async function sitDown(): Promise<Desk> {
  const platform = nodePlatform({ seed: 5, now: 0, realTime: true });
  const host = await startHost({ platform, store: memoryStore(), content, pulled: ['ubuntu'] });
  let shown = '';
  const terminal = host.openTerminal({
    size: { columns: 100, rows: 30 },
    write(bytes) {
      shown = (shown + Buffer.from(bytes).toString('latin1')).slice(-4000);
    },
    onInput: () => undefined,
    onResize: () => undefined,
  });
  await terminal.untilAwaitsInput();
  const desk = { host, terminal, shown: () => shown.replace(/\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[a-zA-Z]/g, '').replaceAll('\r', '') };
  desks.push(desk);
  return desk;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The longest time that the thread was not given back while `work` went on, in milliseconds. */
async function longestHold(work: () => Promise<void>): Promise<number> {
  let [last, longest, goesOn] = [performance.now(), 0, true];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (goesOn) setImmediate(look);
  };
  look();
  await work();
  goesOn = false;
  return longest;
}

async function line(desk: Desk, command: string): Promise<void> {
  desk.terminal.type(`${command}\r`);
  await desk.terminal.untilAwaitsInput();
}

/** Milliseconds from ^C (pressed again every 30 of them) to the prompt. */
async function interrupt({ terminal }: Desk, presses: number): Promise<number> {
  const start = performance.now();
  let back: Promise<number> = wait(3000).then(() => Number.POSITIVE_INFINITY);
  for (let press = 0; press < presses && (press === 0 || !terminal.awaitsInput()); press++) {
    terminal.type('\x03');
    if (press === 0) back = Promise.race([back, terminal.untilAwaitsInput().then(() => performance.now() - start)]);
    if (presses > 1) await Promise.race([back, wait(30)]);
  }
  return back;
}

async function tryInterrupting(desk: Desk, command: string, { after = 250, presses = 1 } = {}) {
  await desk.terminal.untilAwaitsInput();
  let milliseconds = 0;
  const hold = await longestHold(async () => {
    desk.terminal.type(`${command}\r`);
    await wait(after);
    milliseconds = await interrupt(desk, presses);
  });
  return { milliseconds, hold };
}

/** In a new bash, so that what a command did to its shell is gone after it. */
const ON_THE_HOST = [
  'while :; do :; done',
  'for ((;;)); do ((i++)); done',
  'until [[ a == b ]]; do (:); done',
  'while :; do /bin/true; done',
  'for ((;;)); do echo hi; done',
  'yes',
  'x=$(yes)',
  'mapfile lines < <(yes)',
  'read x',
  'echo {1..10000000}',
  'seq 100000000',
  'sleep 100',
  'cat',
  'sed ":a;ba" /etc/passwd',
  'grep x /dev/zero',
  'cat /dev/urandom | sha256sum',
  'docker logs -f one',
  'docker wait one',
  'docker events',
  'while :; do find / >/dev/null 2>&1; done',
];

describe('^C on the host', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await sitDown();
    await line(desk, 'docker run -d --name one ubuntu sleep 10000');
    for (const program of ['yes', 'cat', 'seq', 'dd', 'sed', 'grep', 'sha256sum', 'find']) await line(desk, `${program} --version`);
  });

  test.each(ON_THE_HOST)('%s', { retry: 4 }, async (command) => {
    await line(desk, 'bash');
    const { milliseconds, hold } = await tryInterrupting(desk, command);
    expect(milliseconds).toBeLessThanOrEqual(TO_THE_PROMPT);
    expect(hold).toBeLessThanOrEqual(HELD);
    expect(desk.shown().slice(-60)).toMatch(/\^C[^\n]*\n?learner@drydock:~\$ $/);
    await line(desk, 'exit');
    await line(desk, 'rm -f f');
  });

  test.each(['sleep 100', 'bash -c "while :; do :; done"'])(
    'docker run ubuntu %s: whose first process hears no ^C, so the third one ends the client',
    { retry: 4 },
    async (command) => {
      await tryInterrupting(desk, `docker run --name deaf ubuntu ${command}`, { after: 500, presses: 3 });
      expect(desk.shown().slice(-120)).toMatch(/\^C\^C\^C\ngot 3 SIGTERM\/SIGINTs, forcefully exiting\nlearner@drydock:~\$ $/);
      await line(desk, 'docker rm -f deaf');
    },
  );

  test.each(['yes >f', 'cat /dev/zero >f', 'dd if=/dev/zero of=f bs=1M count=100000 2>/dev/null'])(
    '%s, which is saved meanwhile',
    { retry: 4, timeout: 20_000 },
    async (command) => {
      const { milliseconds, hold } = await tryInterrupting(desk, command, { after: 1500 });
      expect(milliseconds).toBeLessThanOrEqual(TO_THE_PROMPT);
      expect(hold).toBeLessThanOrEqual(HELD);
      expect(await longestHold(() => line(desk, 'rm -f f'))).toBeLessThanOrEqual(HELD);
    },
  );

  test('docker in a loop: a later ^C meets it before it catches signals', { retry: 4 }, async () => {
    const { milliseconds } = await tryInterrupting(desk, 'while :; do docker ps; done', { presses: 60 });
    expect(milliseconds).toBeLessThanOrEqual(2000);
  });

  test.each(['read x', 'x=$(yes)', 'mapfile lines < <(yes)', 'sleep 100', 'for ((;)); do echo hi; done', 'while :; do sleep 1; done'])(
    'begins one new row: %s',
    async (command) => {
      await tryInterrupting(desk, command);
      expect(desk.shown().slice(-60)).toMatch(/\^C\nlearner@drydock:~\$ $/);
    },
  );
});

describe('^C in a container', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await sitDown();
    await line(desk, 'docker run -it ubuntu');
    await line(desk, 'apt-get --version');
  });

  test.each([150, 400, 900])('apt-get update after %i ms: no lock stays', { retry: 4 }, async (after) => {
    const { milliseconds, hold } = await tryInterrupting(desk, 'apt-get update', { after });
    expect(milliseconds).toBeLessThanOrEqual(TO_THE_PROMPT);
    expect(hold).toBeLessThanOrEqual(HELD);
  });

  test('an install, stopped in the middle, is taken up again', { retry: 4 }, async () => {
    await line(desk, 'apt-get update; apt-get purge -y figlet');
    const { milliseconds, hold } = await tryInterrupting(desk, 'apt-get install -y figlet', { after: 120 });
    expect(milliseconds).toBeLessThanOrEqual(TO_THE_PROMPT);
    expect(hold).toBeLessThanOrEqual(HELD);
    await line(desk, 'dpkg --configure -a; apt-get install -y figlet');
    await line(desk, 'figlet -I 1; dpkg -s figlet | grep Status');
    expect(desk.shown()).toContain('\n20205\nStatus: install ok installed\n');
  });
});

afterAll(() => {
  for (const { host } of desks) host.halt();
});

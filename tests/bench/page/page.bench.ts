/** The page's bytes, its main thread and its keys, beside xterm alone in the same run. */
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { useBrowser, type Visit } from '../../e2e/browser.ts';
import { median, percentile, report } from '../report.ts';
import { type GzipServer, serveCompressed } from './gzip-server.ts';

const rounds = 9;
const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { visit } = useBrowser();
let site: GzipServer;
let floor: GzipServer;

beforeAll(async () => {
  expect(inject('site'), 'the page does not build').toBeDefined();
  const outDir = root('node_modules/.cache/bench-xterm');
  const options = { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } };
  await build({ root: root('tests/bench/page'), configFile: false, base: './', logLevel: 'warn', build: options });
  site = await serveCompressed(root('dist'));
  floor = await serveCompressed(outDir);
});

afterAll(() => {
  site?.close();
  floor?.close();
});

interface Start {
  readonly kilobytes: number;
  readonly clock: number;
  readonly mainThread: number;
}

test('from nothing to the prompt', async () => {
  const ours: Start[] = [];
  const alone: Start[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await start(site.address));
    alone.push(await start(floor.address));
  }
  const peer = (pick: (one: Start) => number) => ({ name: 'xterm alone', value: median(alone.map(pick)) });
  const bytes = median(ours.map(({ kilobytes }) => kilobytes));
  report({ name: 'received until the prompt', value: bytes, unit: 'KB', most: 250, aim: 200 });
  report({
    name: 'clock to the prompt',
    value: median(ours.map(({ clock }) => clock)),
    unit: 'ms',
    peer: peer(({ clock }) => clock),
    aim: 1.3,
  });
  const thread = median(ours.map(({ mainThread }) => mainThread));
  report({
    name: 'main thread to the prompt',
    value: thread,
    unit: 'ms',
    peer: peer(({ mainThread }) => mainThread),
    most: 1.5,
    aim: 1.25,
  });
});

/** A fresh profile each time: nothing cached, nothing compiled. */
async function start(address: string): Promise<Start> {
  const { context } = await visit('about:blank');
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const received = await countBytes(session);
  await session.send('Performance.enable');
  const before = await mainThread(session);
  const began = performance.now();
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(waits, 1, { polling: 'raf' });
  const clock = performance.now() - began;
  const after = await mainThread(session);
  await context.close();
  return { kilobytes: received() / 1024, clock, mainThread: after - before };
}

function waits(number: number): boolean {
  return (window as unknown as { drydock?: { awaitsInput(number: number): boolean } }).drydock?.awaitsInput(number) ?? false;
}

/** Of bodies, as they came over the wire. */
async function countBytes(session: CDPSession): Promise<() => number> {
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => bytes;
}

/** Milliseconds of all its tasks so far. */
async function mainThread(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

test('a key until it is drawn', async () => {
  const ours = await keys(await visit(site.address));
  const alone = await keys(await visit(floor.address));
  report({ name: 'key to echo, median', value: median(ours), unit: 'ms', peer: { name: 'xterm alone', value: median(alone) } });
  report({
    name: 'key to echo, 95 %',
    value: percentile(ours, 95),
    unit: 'ms',
    peer: { name: 'xterm alone', value: percentile(alone, 95) },
  });
});

/** Milliseconds from keydown to the change of the terminal's rows, of 55 keys. */
async function keys({ page, context }: Visit): Promise<readonly number[]> {
  await page.waitForFunction(waits, 1);
  const times: number[] = [];
  for (let key = 0; key < 55; key++) {
    const drawn = page.evaluate(untilDrawn);
    await page.waitForTimeout(15);
    await page.keyboard.press(String.fromCharCode(97 + (key % 26)));
    times.push(await drawn);
  }
  await context.close();
  return times;
}

function untilDrawn(): Promise<number> {
  return new Promise((resolve) => {
    let pressed = 0;
    window.addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
    const rows = document.querySelector('.xterm-rows');
    const observer = new MutationObserver(() => {
      if (pressed === 0) return;
      observer.disconnect();
      resolve(performance.now() - pressed);
    });
    if (rows) observer.observe(rows, { subtree: true, childList: true, characterData: true });
  });
}

test('docker run -it ubuntu until its prompt, the first time and again', async () => {
  const { context } = await visit('about:blank');
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const received = await countBytes(session);
  await page.goto(site.address);
  await page.waitForFunction(waits, 1);
  await untilContainer(page);
  report({ name: 'received until the first container’s prompt', value: received() / 1024, unit: 'KB', most: 320 });
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.type('exit\r');
    await page.waitForFunction(() => document.title.startsWith('HOST'));
    await page.waitForFunction(waits, 1);
    times.push(await untilContainer(page));
  }
  report({ name: 'docker run -it ubuntu, image there, to its prompt', value: median(times), unit: 'ms', aim: 20 });
  await context.close();
});

/** Milliseconds from Enter until the container's prompt waits for a key. */
async function untilContainer(page: Page): Promise<number> {
  await page.keyboard.type('docker run -it ubuntu');
  const done = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const { drydock } = window as unknown as { drydock: { awaitsInput(number: number): boolean } };
        window.addEventListener(
          'keydown',
          () => {
            const pressed = performance.now();
            const look = () => {
              if (document.title.startsWith('CONTAINER') && drydock.awaitsInput(1)) resolve(performance.now() - pressed);
              else setTimeout(look, 1);
            };
            look();
          },
          { capture: true, once: true },
        );
      }),
  );
  await page.waitForTimeout(15);
  await page.keyboard.press('Enter');
  return done;
}

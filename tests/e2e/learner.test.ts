/** What a learner meets beside the lab itself: reloads at the worst moment, damaged storage, no storage at all, and a page that never freezes. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { PageProbe } from '../../src/ui/mount-page.ts';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { enter, screenText, untilPrompt, untilScreen, useBrowser } from './browser.ts';

const { visit } = useBrowser();
const site = inject('site') ?? '';

const title = (page: Page, pattern: RegExp) => expect.poll(() => page.title(), { timeout: 20_000 }).toMatch(pattern);
const notices = (page: Page) => page.getByRole('status').textContent();

async function enterContainer(page: Page): Promise<void> {
  await untilPrompt(page);
  await page.keyboard.type('docker run -it ubuntu\n');
  await title(page, /^CONTAINER/);
  await untilPrompt(page);
}

describe.skipIf(!site)('reloads and places (skipped where the page cannot be built)', () => {
  test('a reload in the first second, in a pull: the screen is back', async () => {
    const { page, context } = await visit(site);
    await untilPrompt(page);
    await page.keyboard.type('docker pull ubuntu\n');
    await untilScreen(page, /Pulling fs layer|Downloading/);
    await page.reload();
    await untilPrompt(page);
    expect(await screenText(page)).toMatch(/docker pull ubuntu\n[\s\S]*— restored; [\s\S]*\$$/);
    expect(await enter(page, 'docker pull ubuntu', { seconds: 30 })).toContain('Status: Downloaded newer image for ubuntu:latest');
    await context.close();
  });

  test('a reload in the middle of an install: nothing is broken, it is taken up again', async () => {
    const { page, context } = await visit(site);
    await enterContainer(page);
    await enter(page, 'apt-get update', { seconds: 30 });
    await page.keyboard.type('apt-get install -y figlet\n');
    await untilScreen(page, /Reading database/);
    await page.reload();
    await untilPrompt(page);
    await page.getByRole('button', { name: /docker start -ai/ }).click();
    await title(page, /^CONTAINER/);
    await enter(page, 'dpkg --configure -a; apt-get install -y figlet', { seconds: 30 });
    expect(await enter(page, 'figlet -I 1; dpkg --audit')).toBe('20205');
    await context.close();
  });

  test('the title follows: exec, a nested bash, ^P^Q, attach from the second tab, a container stopped from there', async () => {
    const { page, context } = await visit(site);
    await enterContainer(page);
    await enter(page, 'bash');
    await title(page, /^CONTAINER/);
    await enter(page, 'exit');
    await page.keyboard.press('Control+p');
    await page.keyboard.press('Control+q');
    await title(page, /^HOST/);
    await page.getByRole('button', { name: 'New terminal' }).click();
    await untilPrompt(page, { number: 2 });
    await page.keyboard.type('docker exec -it $(docker ps -lq) bash\n');
    await title(page, /^CONTAINER/);
    await page.keyboard.press('Control+d');
    await title(page, /^HOST/);
    await page.keyboard.type('docker attach $(docker ps -lq)\n');
    await title(page, /^CONTAINER/);
    await page.getByRole('tab').first().click();
    await enter(page, 'docker stop -t 0 $(docker ps -lq)');
    expect(await page.getByRole('tab').allTextContents()).toEqual([expect.stringMatching(/HOST/), expect.stringMatching(/HOST/)]);
    await page.getByRole('tab').last().click();
    await page.keyboard.type('exit\n');
    await expect.poll(() => page.getByRole('tab').count()).toBe(1);
    await page.keyboard.type('exit\n');
    expect(await enter(page, 'echo again')).toBe('again');
    await context.close();
  });

  test('a damaged record is set aside and told in one line; the rest comes up', async () => {
    const { page, context } = await visit(site);
    await enterContainer(page);
    await enter(page, 'seq 1000 > /root/numbers');
    await page.keyboard.type('exit\n');
    await title(page, /^HOST/);
    await enter(page, 'seq 2000 > numbers; echo kept > note');
    await page.waitForTimeout(300);
    await page.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(`${site}empty.html`);
    await page.evaluate(damageOneContent);
    await page.goto(site);
    await untilPrompt(page);
    expect(await notices(page)).toMatch(/could not be read and w(as|ere) set aside\. The rest of the machine is here\./);
    expect(await enter(page, 'docker images -q | wc -l; docker ps -aq | wc -l')).toBe('1\n1');
    await page.reload();
    await untilPrompt(page);
    expect((await notices(page)) ?? '').not.toContain('set aside');
    await context.close();
  });
});

describe.skipIf(!site)('other profiles, and the thread', () => {
  test('in a sandboxed frame, where nothing may be stored, it works in memory and says so', async () => {
    const { page, context, errors } = await visit('about:blank');
    await context.route('**/*', async (route) => {
      if (route.request().url().endsWith('frame.html')) {
        const body = `<iframe sandbox="allow-scripts" src="${site}" style="width: 1200px; height: 600px"></iframe>`;
        return route.fulfill({ contentType: 'text/html', body });
      }
      // A frame without an origin gets modules only from a site that shares them, as the usual static hosts do.
      const response = await route.fetch();
      return route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
    });
    await page.goto(`${site}frame.html`);
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.getByRole('status').textContent(), { timeout: 10_000 }).toContain('This browser keeps nothing');
    await frame.locator('textarea').first().focus();
    await page.keyboard.type('echo works\n');
    await expect.poll(() => frame.locator('.xterm-rows').textContent()).toMatch(/\$ echo works.*works/);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('an exported machine is the same in another profile; after the click the keys are the terminal’s', async () => {
    const one = await visit(site);
    await enterContainer(one.page);
    await enter(one.page, 'echo made > /srv/it');
    await one.page.keyboard.type('exit\n');
    await title(one.page, /^HOST/);
    await enter(one.page, 'docker commit $(docker ps -lq) mine; echo note > note');
    const [download] = await Promise.all([one.page.waitForEvent('download'), one.page.getByRole('button', { name: 'Export' }).click()]);
    const file = join(tmpdir(), `drydock-test-${process.pid}.tar.gz`);
    await download.saveAs(file);
    const look = 'docker images --no-trunc -q; docker ps -aq --no-trunc; docker diff $(docker ps -lq); cat note';
    const there = await enter(one.page, look);
    expect(there).toMatch(/\nA \/srv\/it\n[\s\S]*note$/);
    const other = await visit(site);
    await untilPrompt(other.page);
    await other.page.locator('input[type=file]').setInputFiles(file);
    await Promise.all([other.page.waitForEvent('load'), other.page.getByRole('button', { name: 'Replace' }).click()]);
    expect(await enter(other.page, look)).toBe(there);
    await one.context.close();
    await other.context.close();
  });

  test('no task holds the page long: update, install, commit, much output, a restore with five containers', {
    timeout: 90_000,
  }, async () => {
    const { page, context } = await visit('about:blank');
    await page.addInitScript(watchLongTasks);
    await page.goto(site);
    await enterContainer(page);
    const update = await longest(page, () => enter(page, 'apt-get update && apt-get install -y figlet', { seconds: 40 }));
    const output = await longest(page, () => run(page, 'seq 200000'));
    const growing = await longest(page, async () => {
      await page.keyboard.type('yes > f\n');
      await page.waitForTimeout(2500);
      await page.keyboard.press('Control+c');
      await enter(page, 'rm f');
    });
    await page.keyboard.type('exit\n');
    await title(page, /^HOST/);
    const commit = await longest(page, () => enter(page, 'docker commit $(docker ps -lq) figlet'));
    await enter(page, 'for i in 1 2 3 4 5; do docker run -d figlet sleep 1000; done');
    await page.waitForTimeout(300);
    await page.reload();
    const restore = await longest(page, () => untilPrompt(page));
    console.log('longest tasks in ms:', { update, output, growing, commit, restore });
    // 50 is the aim; the machine that tests is shared. Files that grow by 60 MB a second are another matter: copying them takes what it takes.
    for (const milliseconds of [update, output, commit]) expect(milliseconds).toBeLessThanOrEqual(200);
    await context.close();
  });
});

/** As `enter`, but without reading ten thousand lines of the screen, which takes its time. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.type(`${command}\n`);
  await page.waitForTimeout(200);
  await page.waitForFunction(() => (window as unknown as { drydock: PageProbe }).drydock.awaitsInput(1), undefined, { timeout: 40_000 });
}

declare const longTasks: { readonly duration: number }[];

function watchLongTasks(): void {
  const tasks: PerformanceEntry[] = [];
  Object.assign(window, { longTasks: tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ entryTypes: ['longtask'] });
}

/** The longest task while `work` went on, in milliseconds; 0 when none was over 50. */
async function longest(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => longTasks.splice(0)).catch(() => undefined);
  await work();
  return page.evaluate(() => Math.max(0, ...longTasks.splice(0).map(({ duration }) => Math.round(duration))));
}

/** Changes a byte of a content in the saved machine, as a dying disk would. */
async function damageOneContent(): Promise<void> {
  const wait = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const [database] = await indexedDB.databases();
  const connection = await wait(indexedDB.open(database?.name ?? ''));
  const name = connection.objectStoreNames[0] ?? '';
  const store = connection.transaction(name, 'readwrite').objectStore(name);
  const [keys, records] = await Promise.all([wait(store.getAllKeys()), wait(store.getAll())]);
  // What `seq 2000` prints.
  const at = records.findIndex(({ value }) => Array.isArray(value) && value[0] === 8893);
  await wait(store.put({ version: 1, value: [8893, [0, new Uint8Array(8893)]] }, keys[at]));
  connection.close();
}

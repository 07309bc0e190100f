/** The whole lab, typed through the keyboard into the published page: build an image by hand, twice, with a reload in the middle. */
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { enter, picture, screenText, untilPrompt, untilScreen, useBrowser } from './browser.ts';

const { visit } = useBrowser();
const site = inject('site');

const FIGLET_HELLO = [
  ' _          _ _       ',
  '| |__   ___| | | ___  ',
  "| '_ \\ / _ \\ | |/ _ \\ ",
  '| | | |  __/ | | (_) |',
  '|_| |_|\\___|_|_|\\___/ ',
];

const trimmed = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

async function title(page: Page, pattern: RegExp): Promise<void> {
  await expect.poll(() => page.title(), { timeout: 20_000 }).toMatch(pattern);
}

/** `docker run -it …` up to the container's prompt. */
async function enterContainer(page: Page, command: string): Promise<void> {
  await untilPrompt(page);
  await page.keyboard.type(`${command}\n`);
  await title(page, /^CONTAINER/);
  await untilPrompt(page);
}

/** What a full-screen program shows now: the rows of the window. */
async function rows(page: Page): Promise<string[]> {
  return page.locator('.xterm-rows').first().locator('> div').allTextContents();
}

describe.skipIf(!site)('the lab (skipped where the page cannot be built)', () => {
  test('build an image by hand: figlet, a reload, cmatrix', async () => {
    const { page, context, foreign, errors } = await visit(site ?? '');
    // 1. a container without figlet; packages are found only after an update
    await enterContainer(page, 'docker run -it ubuntu');
    expect(await screenText(page)).toContain("Unable to find image 'ubuntu:latest' locally");
    expect(await enter(page, 'figlet hello')).toBe('bash: figlet: command not found');
    expect(await enter(page, 'apt-get install figlet')).toContain('E: Unable to locate package figlet');
    expect(await enter(page, 'apt-get update && apt-get install figlet', { seconds: 40 })).toContain('Setting up figlet (2.2.5-3) ...');
    expect(trimmed(await enter(page, 'figlet hello'))).toEqual(trimmed(FIGLET_HELLO.join('\n')));
    await picture(page, 'lab-figlet');
    // the second terminal sees the container that still runs in the first, and freezes it
    await page.getByRole('button', { name: 'New terminal' }).click();
    await untilPrompt(page, { number: 2 });
    expect(await enter(page, 'docker ps', { number: 2 })).toMatch(/ubuntu\s+"\/bin\/bash"\s+.*Up /);
    expect(await enter(page, 'docker diff $(docker ps -lq) | grep -c figlet', { number: 2 })).toMatch(/^\d\d+$/);
    expect(await enter(page, 'docker commit $(docker ps -lq) running', { number: 2 })).toMatch(/^sha256:[0-9a-f]{64}$/);
    await page.getByRole('tab').first().click();
    await page.keyboard.type('exit\n');
    await title(page, /^HOST/);
    // 2. what has changed, an image of it, a name for it
    const id = (await enter(page, 'docker ps -lq')).trim();
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    const changes = (await enter(page, `docker diff ${id}`)).split('\n').map((line) => line.trimEnd());
    expect(changes).toEqual(expect.arrayContaining(['C /root', 'A /root/.bash_history', 'C /usr', 'C /usr/bin', 'A /usr/bin/figlet']));
    const image = (await enter(page, `docker commit ${id}`)).trim();
    expect(image).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await enter(page, 'docker images')).toMatch(/<none>\s+<none>\s+[0-9a-f]{12}/);
    await enter(page, `docker tag ${image.slice(7, 19)} figlet`);
    // 3. the image, run; the page reloaded while a shell is inside
    await enterContainer(page, 'docker run -it figlet');
    expect(trimmed(await enter(page, 'figlet hello'))).toEqual(trimmed(FIGLET_HELLO.join('\n')));
    await enter(page, 'echo kept > /root/note');
    await page.reload();
    await untilPrompt(page);
    expect(await screenText(page)).toContain('echo kept > /root/note');
    expect(await enter(page, 'docker ps -a')).toContain('Exited (255)');
    await page.getByRole('button', { name: /docker start -ai/ }).click();
    await title(page, /^CONTAINER/);
    expect(await enter(page, 'cat /root/note')).toBe('kept');
    await page.keyboard.type('exit\n');
    await title(page, /^HOST/);
    expect(trimmed(await enter(page, 'docker run --rm figlet figlet hello'))).toEqual(trimmed(FIGLET_HELLO.join('\n')));
    // 4. the same with cmatrix
    await enterContainer(page, 'docker run -it ubuntu');
    expect(await enter(page, 'apt-get update && apt-get install -y cmatrix', { seconds: 40 })).toContain('Setting up cmatrix (2.0-6) ...');
    await page.keyboard.type('exit\n');
    await title(page, /^HOST/);
    expect(await enter(page, 'docker commit $(docker ps -lq) alice/cmatrix')).toMatch(/^sha256:/);
    await enter(page, 'echo before the rain');
    await page.keyboard.type('docker run -it alice/cmatrix cmatrix\n');
    await seeRain(page);
    expect(await enter(page, 'docker history alice/cmatrix')).toMatch(/\/bin\/bash[\s\S]*<missing>/);
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  }, 180_000);
});

/** Three screens that differ, the window's size after a resize, and the former screen after q. */
async function seeRain(page: Page): Promise<void> {
  await title(page, /^CONTAINER/);
  await page.waitForTimeout(1500);
  const screens: string[] = [];
  for (let i = 0; i < 3; i++) {
    await page.waitForTimeout(400);
    screens.push((await rows(page)).join('\n'));
  }
  expect(new Set(screens).size).toBe(3);
  await picture(page, 'lab-cmatrix');
  await page.setViewportSize({ width: 900, height: 500 });
  await page.waitForTimeout(2500);
  const small = await rows(page);
  expect(small.filter((row) => row.trim() !== '').length).toBeGreaterThan(small.length / 2);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.waitForTimeout(300);
  await page.keyboard.press('q');
  await title(page, /^HOST/);
  await untilPrompt(page);
  await untilScreen(page, /before the rain/);
}

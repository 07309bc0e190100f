/** The page as it is published, over the real machine: it is quickly there, asks nobody but its own site, and weighs what it may. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { limits } from '../../scripts/bundle-size.mjs';
import { violations } from './axe.ts';
import { enter, open, picture, untilPrompt, useBrowser } from './browser.ts';

const { visit } = useBrowser();
const site = inject('site');

describe.skipIf(!site)('the published page (skipped where it cannot be built)', () => {
  const address = site ?? '';

  test.each([
    ['desktop', { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ] as const)('comes up with a prompt: %s', async (name, options) => {
    const { page, context, foreign, errors } = await visit(address, options);
    expect(await untilPrompt(page)).toMatch(/^learner@\S+:~\$$/);
    expect(await enter(page, 'docker version --format "{{.Server.Version}}"')).toBe('28.5.2');
    expect(await violations(page)).toEqual([]);
    await picture(page, `site-${name}`);
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('weighs what it may, until the first prompt and until the first container’s', async () => {
    const { context } = await visit('about:blank');
    const page = await context.newPage();
    const answers: Response[] = [];
    page.on('response', (response) => answers.push(response));
    await page.goto(address);
    await untilPrompt(page);
    const first = await kilobytes(answers);
    await page.keyboard.type('docker run -it ubuntu\r');
    await expect.poll(() => page.title(), { timeout: 30_000 }).toMatch(/^CONTAINER/);
    await untilPrompt(page);
    const second = await kilobytes(answers);
    console.log(`gzipped: ${first.toFixed(1)} KB to the prompt, ${second.toFixed(1)} KB to the container's`);
    expect(first).toBeLessThanOrEqual(limits.firstLoad);
    expect(second).toBeLessThanOrEqual(limits.withUbuntu);
    await context.close();
  });

  test('a file written before a reload is there after it, and the screen too', async () => {
    const { page, context } = await visit(address);
    await enter(page, 'echo kept > note');
    await page.reload();
    const screen = await untilPrompt(page);
    expect(screen).toContain('echo kept > note');
    expect(await enter(page, 'cat note')).toBe('kept');
    await context.close();
  });

  test('a second tab says that it works on a copy, and does', async () => {
    const first = await visit(address);
    await enter(first.page, 'echo first > note');
    const second = await open(first.context, address);
    await untilPrompt(second.page);
    expect(await second.page.getByRole('status').textContent()).toContain('open in another tab');
    expect(await enter(second.page, 'cat note; echo second > note')).toBe('first');
    expect(await enter(first.page, 'cat note')).toBe('first');
    await first.context.close();
  });

  test('start over leaves nothing behind', async () => {
    const { page, context } = await visit(address);
    await enter(page, 'echo kept > note');
    await page.getByRole('button', { name: 'Start over' }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Delete and start over' }).click()]);
    await untilPrompt(page);
    expect(await enter(page, 'cat note')).toMatch(/No such file or directory$/);
    await context.close();
  });
});

/** What a host that compresses would have sent. */
async function kilobytes(answers: readonly Response[]): Promise<number> {
  const sizes = await Promise.all(
    answers.map(async (answer) => gzipSync(await answer.body().catch(() => Buffer.alloc(0)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** A page in a real Chromium, seen and used as a learner does: keys in, the terminal's text out. Any request to another origin fails the test. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { PageProbe } from '../../src/ui/mount-page.ts';

const screenshots = fileURLToPath(new URL('out', import.meta.url));

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses of other origins that the page asked for: must stay empty. */
  readonly foreign: readonly string[];
  /** Uncaught errors and what the console called one. */
  readonly errors: readonly string[];
}

/** Connects before the tests of a file and answers how to open pages in a profile of their own. */
export function useBrowser(): { visit: (address: string, options?: BrowserContextOptions) => Promise<Visit> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.connect(inject('browser'));
  });
  afterAll(() => browser?.close());
  return {
    async visit(address, options = {}) {
      const context = await browser?.newContext({ viewport: { width: 1366, height: 768 }, ...options });
      if (!context) throw new Error('the browser is not connected');
      return open(context, address);
    },
  };
}

/** Another tab of the same profile. */
export async function open(context: BrowserContext, address: string): Promise<Visit> {
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  const { origin } = new URL(address);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  return { page, context, foreign, errors };
}

/** Everything that terminal `number` holds, also what has scrolled away. */
export function screenText(page: Page, number = 1): Promise<string> {
  return page.evaluate((which) => (window as unknown as { drydock?: PageProbe }).drydock?.screenText(which) ?? '', number);
}

/** Waits until the terminal's text matches, and answers it. Fails with the text that was there. */
export async function untilScreen(page: Page, pattern: RegExp, { number = 1, seconds = 20 } = {}): Promise<string> {
  let text = '';
  await expect.poll(async () => (text = await screenText(page, number)), { timeout: seconds * 1000, interval: 30 }).toMatch(pattern);
  return text;
}

/** Waits until the terminal waits for a key, and answers its text. Throws at once when the page says that it could not start. */
export async function untilPrompt(page: Page, { number = 1, seconds = 20 } = {}): Promise<string> {
  const look = (which: number) =>
    (window as unknown as { drydock?: PageProbe }).drydock?.awaitsInput(which) || document.querySelector('[role=alert]')?.textContent;
  const seen = await (await page.waitForFunction(look, number, { timeout: seconds * 1000, polling: 20 })).jsonValue();
  if (typeof seen === 'string') throw new Error(seen);
  // What the machine has written is drawn in xterm's own time.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));
  return screenText(page, number);
}

/** Types a command through the keyboard, waits for the next prompt, answers what was printed in between. */
export async function enter(page: Page, command: string, { number = 1, seconds = 20 } = {}): Promise<string> {
  const before = (await untilPrompt(page, { number, seconds })).length;
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
  const after = await untilPrompt(page, { number, seconds });
  return after.slice(before).split('\n').slice(1, -1).join('\n');
}

/** Saves a picture under tests/e2e/out, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: `${screenshots}/${name}.png` });
}

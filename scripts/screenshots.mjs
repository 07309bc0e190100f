// Takes the README's pictures of the built page: docs/page.png (1366×768) and docs/phone.png (390×844). Run `npm run build` before.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { chromiumArguments, requireChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const server = await preview({ root, mode: 'app', logLevel: 'error', preview: { port: 0 } });
const browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumArguments });
try {
  mkdirSync(`${root}/docs`, { recursive: true });
  await takePicture('page', { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' }, true);
  await takePicture('phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }, false);
} finally {
  await browser.close();
  await server.close();
}

/** figlet in a container, beside a second terminal where there is room for its tab's words. */
async function takePicture(name, options, withSecondTerminal) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(server.resolvedUrls.local[0]);
  await prompt(page);
  await page.keyboard.type('docker run -it ubuntu\n');
  await page.waitForFunction(() => document.title.startsWith('CONTAINER'));
  await enter(page, 'apt-get update > /dev/null && apt-get install -y figlet 2> /dev/null');
  await enter(page, 'figlet hello');
  if (withSecondTerminal) {
    await page.getByRole('button', { name: 'New terminal' }).click();
    await enter(page, 'docker ps', 2);
    await page.getByRole('tab').first().click();
    await page.mouse.move(0, 0);
  }
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${root}/docs/${name}.png` });
  console.log(`docs/${name}.png`);
  await context.close();
}

async function enter(page, command, terminal = 1) {
  await prompt(page, terminal);
  await page.keyboard.type(`${command}\n`);
  await page.waitForTimeout(200);
  await prompt(page, terminal);
}

function prompt(page, terminal = 1) {
  return page.waitForFunction((number) => window.drydock?.awaitsInput(number), terminal, { polling: 20 });
}

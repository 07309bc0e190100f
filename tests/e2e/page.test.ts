/** The page alone, over a fake host: what it shows, how it is left, what it makes of keys, pastes and small screens. */
import { describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { enter, open, picture, screenText, untilPrompt, untilScreen, type Visit } from './browser.ts';
import { fixture, useFixture } from './fixture-page.ts';

const { visit, look } = useFixture();

/** As the operating system would deliver it. */
async function pasteText({ page }: Visit, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const data = new DataTransfer();
    data.setData('text/plain', copied);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

describe('first sight', () => {
  test('the terminal has the focus, a command runs, nothing asks', async () => {
    const { page } = await look('', { colorScheme: 'dark' });
    expect(await enter(page, 'docker ps')).toBe('ran docker ps');
    expect(await page.title()).toBe('HOST – Drydock');
    expect(await page.textContent('header')).toContain('Saved in this browser');
    await picture(page, 'desktop-dark');
  });

  test('keys that come before the machine are not lost', async () => {
    const opened = await visit(fixture);
    await opened.page.locator('textarea').first().focus();
    await opened.page.keyboard.type('early\r');
    await untilScreen(opened.page, /ran early/);
  });

  test.each([
    ['dark', { colorScheme: 'dark' }],
    ['light', { colorScheme: 'light' }],
    ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
    ['more contrast', { contrast: 'more' }],
    ['forced colours', { forcedColors: 'active', colorScheme: 'dark' }],
  ] as const)('axe finds nothing: %s', async (name, options) => {
    const { page } = await look('?wake&damaged', options);
    await enter(page, 'colours');
    await enter(page, 'enter');
    await page.getByRole('button', { name: 'New terminal' }).click();
    await untilPrompt(page, { number: 2 });
    expect(await violations(page)).toEqual([]);
    await picture(page, `axe-${name.replace(' ', '-')}`);
  });
});

describe('place', () => {
  test('title, tab and frame say whom the keys reach', async () => {
    const { page } = await look();
    await enter(page, 'enter');
    expect(await page.title()).toBe('CONTAINER 3f1c2b9a8d7e (ubuntu) – Drydock');
    expect(await page.getByRole('tab').getAttribute('aria-label')).toBe('Terminal 1 3f1c… (ubuntu)');
    expect(await page.locator('.badge').textContent()).toBe('CONTAINER 3f1c2b9a8d7e (ubuntu)');
    await picture(page, 'container');
    await enter(page, 'exit');
    expect(await page.title()).toBe('HOST – Drydock');
  });

  test('each terminal has its own, and exit closes it', async () => {
    const { page } = await look();
    await enter(page, 'enter');
    await page.getByRole('button', { name: 'New terminal' }).click();
    await untilPrompt(page, { number: 2 });
    expect(await enter(page, 'second', { number: 2 })).toBe('ran second');
    expect(await page.getByRole('tab').allTextContents()).toEqual([expect.stringMatching(/3f1c…/), expect.stringMatching(/HOST/)]);
    await page.keyboard.type('exit\r');
    await expect.poll(() => page.getByRole('tab').count()).toBe(1);
    expect(await enter(page, 'again')).toBe('ran again');
  });

  test('a terminal that is closed is gone, the other one stays', async () => {
    const { page } = await look();
    await page.getByRole('button', { name: 'New terminal' }).click();
    await untilPrompt(page, { number: 2 });
    await page.getByRole('button', { name: 'Close terminal 2' }).click();
    expect(await page.getByRole('tab').count()).toBe(1);
    expect(await enter(page, 'again')).toBe('ran again');
  });

  test('exit of the only terminal is followed by a new login', async () => {
    const { page } = await look('?remembered=1');
    await page.keyboard.type('exit\r');
    expect((await untilScreen(page, /logged in anew/)).match(/before the reload/g)).toHaveLength(1);
    expect(await enter(page, 'again')).toBe('ran again');
  });
});

describe('keyboard', () => {
  test('Shift+Tab leaves the terminal, Tab comes back to it', async () => {
    const { page } = await look();
    await page.keyboard.press('Shift+Tab');
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    expect(await focused()).toBe('BUTTON');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('TEXTAREA');
  });

  test('everything can be reached and used without a mouse', async () => {
    const { page } = await look();
    const seen = new Set<string>();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Shift+Tab');
      seen.add(
        await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''),
      );
    }
    expect([...seen].join(' ')).toMatch(/New terminal.*Start over.*Import.*Export.*Larger text.*Smaller text/s);
  });

  test('Tab, Esc, arrows and ^C are the machine’s', async () => {
    const { page } = await look();
    for (const key of ['Tab', 'Escape', 'ArrowUp', 'Control+c', 'Control+p', 'Control+w']) await page.keyboard.press(key);
    await untilScreen(page, /<9><1b><1b>\[A<3><10><17>/);
  });

  test('Ctrl+C copies what is selected and then interrupts again', async () => {
    const { page } = await look('', { permissions: ['clipboard-read', 'clipboard-write'] });
    await enter(page, 'hello');
    await page.locator('.xterm-screen').dblclick({ position: { x: 60, y: 25 } });
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('hello');
    expect(await screenText(page)).not.toContain('<3>');
    await page.keyboard.press('Control+c');
    await untilScreen(page, /<3>/);
  });

  test('Ctrl+V pastes what was copied', async () => {
    const { page } = await look('', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.evaluate(() => navigator.clipboard.writeText('docker images'));
    await page.keyboard.press('Control+v');
    await untilScreen(page, /\$ docker images$/);
  });
});

describe('paste', () => {
  test('a prompt is left out, with a notice; Enter is the learner’s', async () => {
    const opened = await look();
    await pasteText(opened, 'root@<yourContainerId>:#/ figlet hello\n');
    await untilScreen(opened.page, /\$ figlet hello$/);
    expect(await opened.page.getByRole('status').textContent()).toContain('prompts such as');
  });

  test('several lines are typed each at its own prompt', async () => {
    const opened = await look();
    await pasteText(opened, '$ one\n$ two\n$ three');
    const text = await untilScreen(opened.page, /\$ three$/);
    expect(text).toMatch(/\$ one\nran one\n.*\$ two\nran two\n.*\$ three$/);
  });

  test('it is bracketed for a shell that asks for that', async () => {
    const opened = await look();
    await enter(opened.page, 'bracket');
    await pasteText(opened, 'docker ps');
    await untilScreen(opened.page, /<1b>\[200~docker ps<1b>\[201~/);
  });
});

describe('start over, export, import', () => {
  test('start over asks first, Escape keeps', async () => {
    const { page } = await look();
    await page.getByRole('button', { name: 'Start over' }).click();
    expect(await page.getByRole('alertdialog').textContent()).toContain('Start over?');
    await picture(page, 'start-over');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    expect(await enter(page, 'still here')).toBe('ran still here');
  });

  test('start over wipes and begins anew', async () => {
    const { page } = await look();
    await enter(page, 'something');
    await page.getByRole('button', { name: 'Start over' }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Delete and start over' }).click()]);
    await untilPrompt(page);
    expect(await screenText(page)).not.toContain('something');
    expect(await page.evaluate(() => sessionStorage.getItem('reset'))).toBe('yes');
  });

  test('export is a download with a name that says what and when', async () => {
    const { page } = await look();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^drydock-\d{4}-\d\d-\d\d-\d{4}\.tar\.gz$/);
  });

  test('a file that is no machine says so and changes nothing', async () => {
    const { page } = await look();
    await page.locator('input[type=file]').setInputFiles({ name: 'cat.gz', mimeType: 'application/gzip', buffer: Buffer.from('cat') });
    await page.getByRole('button', { name: 'Replace' }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Nothing was imported: this is no machine');
  });
});

describe('what is kept', () => {
  test('storage that fails is one line for as long as it fails', async () => {
    const { page } = await look();
    await enter(page, 'storage full');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/Not saved since .*storage is full/);
    expect(await page.textContent('header')).toContain('Not saved');
    await enter(page, 'storage fine');
    await expect.poll(() => page.getByRole('status').textContent()).not.toMatch(/Not saved/);
    expect(await page.textContent('header')).toContain('Saved in this browser');
  });

  test('a browser that keeps nothing says so; everything else works', async () => {
    const { page } = await look('?denied');
    expect(await page.getByRole('status').textContent()).toContain('This browser keeps nothing');
    expect(await enter(page, 'docker ps')).toBe('ran docker ps');
  });

  test('a second tab says that it works on a copy', async () => {
    const { context } = await look();
    const second = await open(context, fixture);
    await untilPrompt(second.page);
    await expect.poll(() => second.page.getByRole('status').textContent()).toContain('open in another tab');
    expect(await second.page.textContent('header')).toContain('Not saved');
  });

  test('after a reload the old screen is above, and the way back into the container is offered', async () => {
    const { page } = await look('?wake&remembered=2');
    const text = await screenText(page);
    expect(text).toMatch(/^before the reloadred\n— restored; .* —\nlearner@drydock/);
    await picture(page, 'woken');
    expect(await page.getByRole('tab').count()).toBe(2);
    expect(await screenText(page, 2)).toMatch(/^second one\n— restored; .* —\nlearner@drydock/);
    await page.getByRole('button', { name: 'Go on: docker start -ai 3f1c2b9a8d7e' }).click();
    await untilScreen(page, /ran docker start -ai 3f1c2b9a8d7e/);
    // The old bytes asked xterm what it is; its answer must not be typed into the new shell.
    expect(await screenText(page)).not.toContain('<1b>');
  });
});

/** The page on other screens, in other sizes and colours, over a fake host. */
import { describe, expect, test } from 'vitest';
import { enter, picture, untilPrompt, untilScreen } from './browser.ts';
import { useFixture } from './fixture-page.ts';

const { look } = useFixture();

describe('text', () => {
  test('larger text, fewer columns, and it is remembered', async () => {
    const { page } = await look();
    const columns = async () => Number((await enter(page, 'size')).split('x')[0]);
    const before = await columns();
    for (let step = 0; step < 4; step++) await page.getByRole('button', { name: 'Larger text' }).click();
    await page.locator('textarea').first().focus();
    const after = await columns();
    expect(after).toBeLessThan(before * 0.85);
    await page.reload();
    await untilPrompt(page);
    expect(await columns()).toBe(after);
  });

  test.each([0, 5])('underscores are not cut off, %i sizes larger', async (larger) => {
    const { page } = await look('', { reducedMotion: 'reduce' });
    for (let step = 0; step < larger; step++) await page.getByRole('button', { name: 'Larger text' }).click();
    const pictureOf = async (character: string) => {
      await page.reload();
      await untilPrompt(page);
      await page.keyboard.type(character);
      await untilPrompt(page);
      return (await page.locator('.xterm-rows > div').first().screenshot()).toString('base64');
    };
    expect(await pictureOf('_')).not.toBe(await pictureOf(' '));
    expect(await pictureOf(' ')).toBe(await pictureOf(' '));
  });

  test('the colours follow the choice', async () => {
    const { page } = await look('', { colorScheme: 'dark' });
    await page.getByLabel('Colours').selectOption('light');
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(238, 241, 244)');
    await page.reload();
    await untilPrompt(page);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
  });
});

describe('screens', () => {
  test.each([
    ['phone', 390, 844],
    ['narrow', 320, 600],
  ])('%s: no sideways scrolling, a key bar, all of it in view', async (name, width, height) => {
    const { page } = await look('?wake', { viewport: { width, height }, hasTouch: true, isMobile: true });
    await enter(page, 'enter');
    const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    expect(wide).toEqual([width, height]);
    await page.getByRole('button', { name: 'Ctrl', exact: true }).tap();
    await page.keyboard.type('c');
    await untilScreen(page, /<3>/);
    await page.getByRole('button', { name: 'Control P, Control Q' }).tap();
    await untilScreen(page, /<10><11>/);
    const columns = Number((await enter(page, 'size')).split('x')[0]);
    expect(columns).toBeGreaterThanOrEqual(32);
    await picture(page, name);
    await page.getByRole('button', { name: 'Menu' }).tap();
    await picture(page, `${name}-menu`);
  });
});

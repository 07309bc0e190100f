/** What axe-core finds wrong with the page for people who cannot see it or use no mouse. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** One line a violation. Evaluated, not added as a script: the page's own policy would stop that. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations: found } = await inPage.run();
    return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}

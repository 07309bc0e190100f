/** Visits to the page over a fake host: each ends with its test, which fails when the page asked another origin or logged an error. */
import { afterEach, expect, inject } from 'vitest';
import { untilPrompt, useBrowser, type Visit } from './browser.ts';

export const fixture = inject('fixture');

export interface FixtureVisits {
  readonly visit: ReturnType<typeof useBrowser>['visit'];
  /** Opens the page with a query and waits for the prompt. */
  look(query?: string, options?: Parameters<FixtureVisits['visit']>[1]): Promise<Visit>;
}

export function useFixture(): FixtureVisits {
  const { visit } = useBrowser();
  const visits: Visit[] = [];
  const remembered: FixtureVisits['visit'] = async (address, options) => {
    const opened = await visit(address, options);
    visits.push(opened);
    return opened;
  };
  afterEach(async () => {
    for (const { context, foreign, errors } of visits.splice(0)) {
      await context.close();
      expect(foreign).toEqual([]);
      expect(errors).toEqual([]);
    }
  });
  return {
    visit: remembered,
    async look(query = '', options = {}) {
      const opened = await remembered(`${fixture}${query}`, options);
      await untilPrompt(opened.page);
      return opened;
    },
  };
}

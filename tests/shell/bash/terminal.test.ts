/** Sessions at a terminal as the real bash 5.2 showed them (tools/record-bash-terminal.py): prompts, jobs, history, unfinished commands. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { typeIntoBash } from '../../support/type-into-bash.ts';

interface Session {
  readonly keys: readonly string[];
  readonly shown: string;
}

const sessions = JSON.parse(readFileSync(new URL('./recorded/terminal.json', import.meta.url), 'utf8')) as readonly Session[];

test.each(sessions)('$keys', async ({ keys, shown }) => {
  expect(steady(await typeIntoBash(keys))).toBe(steady(shown));
});

/** Without what no two runs share: PIDs, measured times. */
function steady(text: string): string {
  return text
    .replaceAll('\r', '')
    .replace(/\x1b\[\?2004[hl]/g, '')
    .replace(/^(\[\d+\]) \d+$/gm, '$1 PID')
    .replace(/\d\.\d{3}s/g, 'N.NNNs');
}

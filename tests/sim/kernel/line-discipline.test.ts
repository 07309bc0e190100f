/** The line discipline against recordings of Linux's own (fixtures/line-discipline.json, made by record-line-discipline.py). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { LineDiscipline } from '../../../src/sim/kernel/line-discipline.ts';
import { INITIAL_ATTRIBUTES } from '../../../src/sim/kernel/terminal-attributes.ts';
import type { TerminalAttributes } from '../../../src/sim/kernel/types.ts';

interface Scenario {
  readonly flags: Partial<TerminalAttributes>;
  readonly steps: readonly (
    | readonly ['type' | 'write', string]
    | readonly ['read', number]
    | readonly ['set', Partial<TerminalAttributes>]
  )[];
  readonly results: readonly (string | null)[];
}

function play({ flags, steps }: Scenario): (string | null)[] {
  let shown = '';
  const discipline = new LineDiscipline({
    echo: (bytes) => {
      shown += fromBytes(bytes);
    },
    signal: () => {},
    // In the recordings nobody has read yet what was shown in the same step.
    flushOutput: () => {
      shown = '';
    },
    wakeReaders: () => {},
    wakeWriters: () => {},
  });
  discipline.setAttributes({ ...INITIAL_ATTRIBUTES, ...flags });
  const fresh = (): string => {
    const text = shown;
    shown = '';
    return text;
  };
  return steps.map((step) => {
    if (step[0] === 'read') {
      const bytes = discipline.read(step[1], true);
      return bytes === undefined ? null : fromBytes(bytes);
    }
    if (step[0] === 'type') discipline.receive(toBytes(step[1]));
    else if (step[0] === 'set') discipline.setAttributes({ ...discipline.attributes, ...step[1] });
    else shown += fromBytes(discipline.output.process(toBytes(step[1]), discipline.attributes));
    return fresh();
  });
}

const scenarios: readonly Scenario[] = JSON.parse(readFileSync(new URL('fixtures/line-discipline.json', import.meta.url), 'utf8'));

test(`${scenarios.length} recorded scenarios`, () => {
  const wrong = scenarios.filter((scenario) => JSON.stringify(play(scenario)) !== JSON.stringify(scenario.results));
  expect(wrong.map((scenario) => ({ ...scenario, ours: play(scenario) }))).toEqual([]);
});

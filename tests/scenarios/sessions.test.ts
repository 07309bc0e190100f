/** Plays every session and compares it with its file; what the steps themselves were compared with is named in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { playSession } from '../support/play-session.ts';
import { loosened, parseSession } from '../support/session.ts';

const folder = new URL('./', import.meta.url);
const sessions = readdirSync(folder)
  .filter((name) => name.endsWith('.session'))
  .map((name) => [name.replace('.session', ''), readFileSync(new URL(name, folder), 'utf8')] as const);

describe('what the terminal shows', () => {
  test.each(sessions)('%s', { timeout: 60_000 }, async (_, text) => {
    expect(loosened(await playSession(parseSession(text)))).toBe(loosened(text));
  });
});

describe('what was compared', () => {
  test.each(sessions)('%s: every step says with what', (_, text) => {
    const found: string[] = [];
    let compared = '';
    for (const step of parseSession(text).steps) {
      if (step.do === 'comment') compared = /^# compared: (.*)$/.exec(step.text)?.[1] ?? compared;
      else if (compared === '') found.push(`line ${step.lineNumber}: nothing stands above it`);
    }
    const comparisons = [...text.matchAll(/^# compared: (.*)$/gm)].flatMap((match) => withoutRemarks(match[1] ?? '').split('; '));
    expect([...found, ...comparisons.filter((comparison) => !isKnown(comparison))]).toEqual([]);
  });

  test.runIf(hasReferences())('the recorded steps and the sections exist', () => {
    const missing = sessions.flatMap(([name, text]) =>
      [...text.matchAll(/oracle (\d\d), steps? ([\d, -]+)|facts (\w+\.md) (§[\d., §]+)/g)].flatMap(
        ([, recording = '', steps = '', page = '', sections = '']) => [
          ...numbersIn(steps)
            .filter((number) => number > stepsOf(recording))
            .map((number) => `${name}: oracle ${recording}, step ${number}`),
          ...(sections.match(/[\d.]+/g) ?? [])
            .filter((section) => !hasSection(page, section))
            .map((section) => `${name}: ${page} §${section}`),
        ],
      ),
    );
    expect(missing).toEqual([]);
  });
});

const withoutRemarks = (comparisons: string): string => comparisons.replace(/ \([^)]*\)/g, '');

/** Recordings of the real docker by number, pages of facts by section, texts of the real one by file, or what was asked of it. */
const KNOWN =
  /^(?:oracle \d\d, steps? [\d, -]+|oracle asked: .+|issue \d+, point \d+|facts \w+\.md §[\d.]+(?:, §[\d.]+)*|docker-help \w+\.txt|bash 5\.2)$/;
const isKnown = (comparison: string): boolean => KNOWN.test(comparison);

function references(path: string): string {
  return readFileSync(new URL(`../../../shared/${path}`, folder), 'utf8');
}

function hasReferences(): boolean {
  try {
    return references('oracle/README.md') !== '';
  } catch {
    return false;
  }
}

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

function hasSection(file: string, section: string): boolean {
  return new RegExp(`^#+ ${section.replaceAll('.', '\\.')}\\.?(?: |$)`, 'm').test(references(`facts/${file}`));
}

/** Lines that a recorded scenario types. */
function stepsOf(number: string): number {
  const names = readdirSync(new URL('../../../shared/oracle/scenarios/', folder));
  const name = names.find((each) => each.startsWith(`${number}-`)) ?? '';
  return references(`oracle/scenarios/${name}`)
    .split('\n')
    .filter((line) => line !== '' && (!/^[#@]/.test(line) || line.startsWith('@key Enter'))).length;
}

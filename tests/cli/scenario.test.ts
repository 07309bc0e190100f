/** Scenario files, transcripts and command lines of `drydock`. */
import { expect, test } from 'vitest';
import { CommandLineError, DEFAULT_NOW, parseCommandLine } from '../../src/cli/options.ts';
import { parseScenario } from '../../src/cli/scenario.ts';
import { asRead, castFile } from '../../src/cli/transcript.ts';

test('a scenario is lines, keys and waits', () => {
  expect(
    parseScenario('# a comment\n# size 80x24\ndocker ps\n@key C-c\n@type top\n@key Enter\n@wait 1.5\n@expect [#$] $\n\nexit\n'),
  ).toEqual({
    columns: 80,
    rows: 24,
    steps: [
      { do: 'line', text: 'docker ps' },
      { do: 'key', bytes: '\x03' },
      { do: 'type', text: 'top' },
      { do: 'key', bytes: '\r' },
      { do: 'wait', seconds: 1.5 },
      { do: 'expect', pattern: /[#$] $/ },
      { do: 'line', text: '' },
      { do: 'line', text: 'exit' },
    ],
  });
});

test('an unknown step is named with its line', () => {
  expect(() => parseScenario('ls\n@press x\n')).toThrow('line 2: unknown step @press');
});

test('a transcript reads as the screen did', () => {
  expect(asRead('\x1b[?2004h$ lss\b \b\r\n\x1b[?2004l\rone\r\n 5%\r100%\r\n\x1b]0;title\x07end')).toBe('$ ls\none\n100%\nend');
});

test('a cast is asciicast v2', () => {
  expect(castFile('x', { columns: 10, rows: 5 }, [{ at: 1.23456, text: 'hi' }])).toBe(
    '{"version":2,"width":10,"height":5,"title":"x","env":{"TERM":"xterm-256color"}}\n[1.2346,"o","hi"]\n',
  );
});

test('options and what follows --', () => {
  const { options, operands, own } = parseCommandLine(
    ['--pulled', 'ubuntu,debian', '--tag=a=b', '--env', 'K=V=W', '--out', 'dir', '--seed', '7', '--', 'ls', '--all'],
    ['out'],
  );
  expect(options).toMatchObject({
    pulled: ['ubuntu', 'debian'],
    tags: [{ name: 'a', of: 'b' }],
    environment: { K: 'V=W' },
    seed: 7,
    now: DEFAULT_NOW,
    limitMs: 10_000,
  });
  expect([operands, own]).toEqual([['ls', '--all'], { out: 'dir' }]);
});

test.each([
  [['--frob'], 'unknown option --frob'],
  [['--seed'], '--seed needs a value'],
  [['--seed', 'x'], '--seed: x is no whole number'],
  [['--now', 'yesterday'], '--now: yesterday is no ISO instant'],
  [['--tag', 'x'], 'x: not as in --tag NEW=OLD'],
])('%s is refused', (words, message) => {
  expect(() => parseCommandLine(words)).toThrow(new CommandLineError(message));
});

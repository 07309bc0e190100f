/** History expansion beside GNU bash 5.2: what each line becomes. */
import { expect, test } from 'vitest';
import { ExpansionError, expandHistory, historyWords } from '../../../../src/shell/bash/line/history-expansion.ts';

const history = ['echo one two', 'ls -l /tmp', 'docker commit abc figlet:1'];
const expand = (line: string) => expandHistory(line, history, 1).line;

test.each([
  ['!!', 'docker commit abc figlet:1'],
  ['sudo !!', 'sudo docker commit abc figlet:1'],
  ['!ls', 'ls -l /tmp'],
  ['!1', 'echo one two'],
  ['!-2', 'ls -l /tmp'],
  ['!?tmp?', 'ls -l /tmp'],
  ['echo !$', 'echo figlet:1'],
  ['echo !^', 'echo commit'],
  ['echo !*', 'echo commit abc figlet:1'],
  ['echo !!:2', 'echo abc'],
  ['echo !!:1-2', 'echo commit abc'],
  ['echo !!:2*', 'echo abc figlet:1'],
  ['echo !ls:$', 'echo /tmp'],
  ['!!:s/abc/xyz/', 'docker commit xyz figlet:1'],
  ['^abc^xyz', 'docker commit xyz figlet:1'],
  ['!ls:$:t', 'tmp'],
  ['echo "!!"', 'echo "docker commit abc figlet:1"'],
])('%s → %s', (line, wanted) => {
  expect(expand(line)).toBe(wanted);
});

test.each(["echo '!!'", 'echo \\!!', 'echo hi!', '[ ! -f x ]', 'echo $!', 'a != b', 'echo "hi!"'])('%s stays as it is', (line) => {
  expect(expandHistory(line, history, 1)).toEqual({ line, changed: false, printOnly: false });
});

test('what is not there is said', () => {
  expect(() => expand('!nosuch')).toThrow(new ExpansionError('!nosuch: event not found'));
  expect(() => expand('!!:9')).toThrow('bad word specifier');
});

test(':p only shows', () => {
  expect(expandHistory('!!:p', history, 1)).toEqual({ line: 'docker commit abc figlet:1', changed: true, printOnly: true });
});

test('words keep quotes together', () => {
  expect(historyWords(`echo "a b" 'c d' e\\ f >out 2>&1|wc`)).toEqual([
    'echo',
    '"a b"',
    "'c d'",
    'e\\ f',
    '>',
    'out',
    '2>&',
    '1',
    '|',
    'wc',
  ]);
});

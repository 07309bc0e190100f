/** What becomes of pasted text: prompts go, lines are counted out, nothing else changes. */
import { describe, expect, test } from 'vitest';
import { preparePaste } from '../../src/ui/paste.ts';

const pasted = (text: string) => {
  const { lines, rest, changes } = preparePaste(text);
  return { lines, rest, changes };
};

describe('prompts', () => {
  test.each([
    ['$ docker ps -a', 'docker ps -a'],
    ['  $ docker ps -a', 'docker ps -a'],
    ['root@3f1c2b9a8d7e:/# figlet hello', 'figlet hello'],
    ['root@<yourContainerId>:#/ figlet hello', 'figlet hello'],
    ['root@3f1c2b9a8d7e:#/ exit', 'exit'],
    ['root@3f1c2b9a8d7e:/usr/bin# ls', 'ls'],
    ['root@3f1c2b9a8d7e:~# ls', 'ls'],
    ['learner@drydock:~$ docker images', 'docker images'],
    ['# apt-get update && apt-get install figlet', 'apt-get update && apt-get install figlet'],
    ['# exit', 'exit'],
  ])('%s', (text, command) => {
    expect(pasted(text)).toEqual({ lines: [], rest: command, changes: ['prompts'] });
  });

  test.each([
    'docker commit $(docker ps -lq)',
    '# the container must still be there',
    '#!/bin/bash',
    '$HOME/bin/hello',
    'echo $ 5',
    'echo root@host:/# not a prompt',
    'ssh root@host:22',
    "PS1='$ '",
  ])('left alone: %s', (text) => {
    expect(pasted(text)).toEqual({ lines: [], rest: text, changes: [] });
  });

  test('a line with nothing but a prompt is no line', () => {
    expect(pasted('root@3f1c2b9a8d7e:/# figlet hi\nroot@3f1c2b9a8d7e:/# ')).toEqual({ lines: [], rest: 'figlet hi', changes: ['prompts'] });
  });
});

describe('lines', () => {
  test('one line waits for Enter, also with its newline', () => {
    expect(pasted('docker ps')).toEqual({ lines: [], rest: 'docker ps', changes: [] });
    expect(pasted('docker ps\n')).toEqual({ lines: [], rest: 'docker ps', changes: [] });
    expect(pasted('docker ps\r\n')).toEqual({ lines: [], rest: 'docker ps', changes: [] });
  });

  test('several lines run, the last one only with its newline', () => {
    expect(pasted('apt-get update\napt-get install figlet')).toEqual({
      lines: ['apt-get update'],
      rest: 'apt-get install figlet',
      changes: [],
    });
    expect(pasted('apt-get update\napt-get install figlet\n')).toEqual({
      lines: ['apt-get update', 'apt-get install figlet'],
      rest: '',
      changes: [],
    });
  });

  test('a here-document keeps its empty lines', () => {
    expect(pasted('cat <<E\n\n  a\nE\n').lines).toEqual(['cat <<E', '', '  a', 'E']);
  });

  test('nothing is nothing', () => {
    expect(pasted('')).toEqual({ lines: [], rest: '', changes: [] });
  });
});

describe('marks', () => {
  test.each([
    ['echo “hello”', 'echo "hello"'],
    ['echo ‘hello there’', "echo 'hello there'"],
    ['docker run –it ubuntu', 'docker run -it ubuntu'],
    ['docker run —name x ubuntu', 'docker run --name x ubuntu'],
    ['docker\u00a0ps', 'docker ps'],
  ])('%s', (text, command) => {
    expect(pasted(text)).toEqual({ lines: [], rest: command, changes: ['quotes'] });
  });

  test('an apostrophe, a dash between words and other letters stay', () => {
    expect(pasted('echo it’s – Zoë’s')).toEqual({ lines: [], rest: 'echo it’s – Zoë’s', changes: [] });
  });
});

test('escape sequences cannot press keys', () => {
  expect(pasted('ls\u001b[201~\u0003 -l\u200b')).toEqual({ lines: [], rest: 'ls -l', changes: ['controls'] });
});

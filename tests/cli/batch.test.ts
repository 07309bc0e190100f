/** `drydock batch`: what a line of input is answered with. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answerLine } from '../../src/cli/batch.ts';
import { machineFactory } from '../../src/cli/machine-factory.ts';
import { parseCommandLine } from '../../src/cli/options.ts';

const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));

function answering(...words: string[]): (given: unknown) => Promise<Record<string, unknown>> {
  const { options } = parseCommandLine(words);
  const factory = machineFactory(options, publicFolder);
  return async (given) => {
    const { ms, ...answer } = await answerLine(factory, options, typeof given === 'string' ? given : JSON.stringify(given));
    return answer;
  };
}

test('streams and status are the command’s own', async () => {
  const answer = answering();
  expect(await answer({ id: 1, argv: ['bash', '-c', 'cat; echo err >&2; exit 3'], stdin: 'in' })).toEqual({
    id: 1,
    stdout: 'in',
    stderr: 'err\n',
    status: 3,
  });
  expect(await answer({ argv: ['nosuch'] })).toEqual({
    id: null,
    stdout: '',
    stderr: 'drydock: nosuch: No such file or directory\n',
    status: 127,
  });
});

test('every case has a machine of its own', async () => {
  const answer = answering();
  await answer({ argv: ['touch', 'made'] });
  expect(await answer({ argv: ['ls', '-A'] })).toMatchObject({ stdout: '' });
});

test('files, folder, user and environment are as asked', async () => {
  const answer = answering();
  const files = [
    { path: 'run.sh', contents: '#!/bin/bash\necho $X "$PWD" $(id -u) "$LANG"\n', executable: true },
    { path: 'sub/', contents: '' },
  ];
  expect(await answer({ argv: ['./run.sh'], files, cwd: '/srv/w', user: '65534', env: { X: 'x', PATH: '/usr/bin' } })).toMatchObject({
    stdout: 'x /srv/w 65534 \n',
    status: 0,
  });
});

test('bytes come out one a character', async () => {
  expect(await answering()({ argv: ['printf', '\\303\\251'] })).toMatchObject({ stdout: '\u00c3\u00a9' });
});

test('in a container, without a word of the pull', async () => {
  const answer = answering('--pulled', 'ubuntu', '--in', 'ubuntu');
  expect(
    await answer({
      argv: ['bash', '-c', 'read x; echo $x; pwd; cat f; exit 4'],
      stdin: 'in\n',
      cwd: '/srv',
      files: [{ path: 'f', contents: 'file\n' }],
    }),
  ).toEqual({
    id: null,
    stdout: 'in\n/srv\nfile\n',
    stderr: '',
    status: 4,
  });
});

test('an endless case is given up, a line that is no case is said', async () => {
  const answer = answering('--limit-ms', '300');
  expect(await answer({ argv: ['bash', '-c', 'while :; do :; done'] })).toMatchObject({ timedOut: true });
  expect(await answer('{')).toMatchObject({ id: null, error: expect.stringContaining('JSON') });
  expect(await answer({ id: 5 })).toEqual({ id: null, error: 'argv is a list of words' });
});

test('on a terminal of the size that was asked for', async () => {
  expect(await answering()({ argv: ['stty', 'size'], tty: { columns: 77, rows: 11 } })).toMatchObject({ stdout: '11 77\r\n' });
});

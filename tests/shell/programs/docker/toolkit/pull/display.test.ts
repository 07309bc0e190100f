import { expect, test } from 'vitest';
import { ProgressDisplay, type ProgressMessage, progressText } from '../../../../../../src/shell/programs/docker/toolkit/pull/display.ts';

const MESSAGES: readonly ProgressMessage[] = [
  { id: 'latest', status: 'Pulling from library/ubuntu' },
  { id: 'aaa', status: 'Pulling fs layer', progress: {} },
  { id: 'bbb', status: 'Pulling fs layer', progress: {} },
  { id: 'aaa', status: 'Downloading', progress: { current: 1_200_000, total: 29_700_000 } },
  { id: 'aaa', status: 'Pull complete', progress: {} },
  { status: 'Digest: sha256:1' },
];

async function shown(columns: number | undefined): Promise<string> {
  let text = '';
  const display = new ProgressDisplay({
    write: (part) => {
      text += part;
    },
    columns: () => columns,
  });
  for (const message of MESSAGES) await display.show(message);
  return text;
}

test('without a terminal: the steps, no counts', async () => {
  expect(await shown(undefined)).toBe(
    'latest: Pulling from library/ubuntu\naaa: Pulling fs layer\nbbb: Pulling fs layer\naaa: Pull complete\nDigest: sha256:1\n',
  );
});

test('on a terminal each layer keeps its line', async () => {
  expect(await shown(80)).toBe(
    'latest: Pulling from library/ubuntu\n' +
      '\n\x1b[1A\x1b[2K\raaa: Pulling fs layer \r\x1b[1B' +
      '\n\x1b[1A\x1b[2K\rbbb: Pulling fs layer \r\x1b[1B' +
      '\x1b[2A\x1b[2K\raaa: Downloading    1.2MB/29.7MB\r\x1b[2B' +
      '\x1b[2A\x1b[2K\raaa: Pull complete \r\x1b[2B' +
      'Digest: sha256:1\n',
  );
});

test('a bar where there is room for one', () => {
  expect(progressText({ current: 1, total: 4 }, 111)).toBe(`[${'='.repeat(12)}>${' '.repeat(38)}]       1B/4B`);
  expect(progressText({ current: 1, total: 4 }, 110)).toBe('      1B/4B');
  expect(progressText({ current: 5 }, 80)).toBe('      5B');
});

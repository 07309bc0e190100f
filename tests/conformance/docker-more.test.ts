/**
 * Docker command lines of our own and what a real Docker 28.5.2 answered (tools/record-docker.mjs), compared as the checks are: what learners
 * type, with the errors beside it. docker-more-left.json names what differs and why; a line that is equal now must leave it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { differenceOf, differences, type RecordedAnswer, readJsonLines } from '../support/docker-answers.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const rows = existsSync(here('docker-more.jsonl')) ? readJsonLines<RecordedAnswer>(here('docker-more.jsonl')) : [];

test('what the real one answers', async () => {
  const left = JSON.parse(readFileSync(here('docker-more-left.json'), 'utf8')) as Readonly<Record<string, string>>;
  const file = process.env['DOCKER_MORE'];
  const wrong = await differences(file ? readJsonLines<RecordedAnswer>(file) : rows, 'DOCKER_MORE_REPORT', differenceOf);
  if (file) return;
  const ids = wrong.map((text) => text.split(' ', 1)[0] ?? '');
  expect(
    Object.keys(left).filter((id) => !ids.includes(id)),
    'are equal now',
  ).toEqual([]);
  expect(wrong.filter((_, at) => !((ids[at] ?? '') in left)).join('\n')).toBe('');
}, 240_000);

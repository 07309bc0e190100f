/** The pages that people read first: what is made from code is current, links lead somewhere, nothing names a machine of ours. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { noticesText } from '../../tools/notices.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  ...readdirSync(root),
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

test('NOTICES.md is current (else: node tools/run.mjs tools/write-notices.ts)', () => {
  expect(readFileSync(`${root}NOTICES.md`, 'utf8')).toBe(noticesText());
});

test.each(pages.filter((page) => page !== 'NOTICES.md'))('%s: links lead to files, no path of one machine', (page) => {
  const text = readFileSync(root + page, 'utf8');
  const targets = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '').filter((target) => !/^https?:/.test(target));
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  expect(text).not.toMatch(/\/work\/|\/tmp\/|\/home\/(?!learner)/);
});

test('the map names folders and files that are there', () => {
  const map = /```\n(src\/[\s\S]*?)```/.exec(readFileSync(`${root}docs/ARCHITECTURE.md`, 'utf8'))?.[1] ?? '';
  const parents: string[] = [];
  const missing = map.split('\n').flatMap((line) => {
    const [, indent = '', name = ''] = /^( *)([\w./<>-]+)(?:\s|$)/.exec(line) ?? [];
    if (name === '' || /[<>]/.test(name)) return [];
    parents.splice(indent.length / 2, Number.POSITIVE_INFINITY, name);
    return existsSync(join(root, ...parents)) ? [] : [parents.join('')];
  });
  expect(map).not.toBe('');
  expect(missing).toEqual([]);
});

/** Keys of contents in a saved machine: cheap for holes and for what grows, different for what differs. */
import { expect, test } from 'vitest';
import { append, contentOf, sparseContent } from '../../../src/sim/fs/content.ts';
import { contentFromRecord, contentKey, contentToRecord, hashAhead } from '../../../src/sim/fs/record.ts';
import type { Content, FileNode } from '../../../src/sim/fs/types.ts';

const some = (length: number, value: number) => new Uint8Array(length).fill(value);

test('a hole costs nothing, however large', () => {
  const huge = sparseContent(2 ** 50, some(600, 1));
  expect(contentKey(huge)).not.toBe(contentKey(sparseContent(2 ** 50 + 1, some(600, 1))));
  expect(contentKey(contentFromRecord(contentToRecord(huge)))).toBe(contentKey(huge));
});

test('the same bytes at another place are another content', () => {
  const [hole, bytes] = [{ size: 2000, segments: [{ offset: 0, bytes: some(600, 1) }] }, some(600, 1)];
  expect(contentKey(hole)).not.toBe(contentKey({ size: 2000, segments: [{ offset: 1, bytes }] }));
  expect(contentKey(contentOf(bytes))).toBe(contentKey(contentOf(some(600, 1))));
});

test('of a file that grows only what is new is hashed', () => {
  const node = (content: Content): FileNode => ({ type: 'file', ino: 1, mode: 0o644, uid: 0, gid: 0, mtime: 0, ctime: 0, content });
  const steps = (content: Content) => [...hashAhead([{ path: 'f', node: node(content) }])].length;
  let content = contentOf(some(1 << 20, 1));
  for (let megabyte = 2; megabyte <= 5; megabyte++) content = append(content, some(1 << 20, megabyte));
  expect(steps(content)).toBe(5);
  expect(steps(append(content, some(1 << 20, 9)))).toBe(1);
});

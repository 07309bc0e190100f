import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  append,
  bytesOf,
  contentOf,
  digestOf,
  EMPTY_CONTENT,
  readRange,
  sameContent,
  sparseContent,
  storedBytes,
  truncate,
  writeRange,
} from '../../../src/sim/fs/content.ts';
import type { Content } from '../../../src/sim/fs/types.ts';
import { bytesToHex } from '@noble/hashes/utils.js';

const bytes = fc.uint8Array({ maxLength: 40 });
const edit = fc.oneof(
  fc.record({ verb: fc.constant('write' as const), at: fc.nat(100), bytes }),
  fc.record({ verb: fc.constant('append' as const), at: fc.constant(0), bytes }),
  fc.record({ verb: fc.constant('truncate' as const), at: fc.nat(120), bytes: fc.constant(new Uint8Array()) }),
);

/** The same on a plain array. */
function edited(plain: Uint8Array, { verb, at, bytes: added }: { verb: string; at: number; bytes: Uint8Array }): Uint8Array {
  const start = verb === 'append' ? plain.length : at;
  const size = verb === 'truncate' ? at : added.length === 0 ? plain.length : Math.max(plain.length, start + added.length);
  const next = new Uint8Array(size);
  next.set(plain.subarray(0, size));
  if (verb !== 'truncate') next.set(added, Math.min(start, size - added.length));
  return next;
}

test('every version reads as a plain array would, also after later versions were made of it', () => {
  fc.assert(
    fc.property(fc.array(edit, { size: 'max', maxLength: 40 }), fc.infiniteStream(fc.nat()), (edits, choices) => {
      const versions: { content: Content; plain: Uint8Array }[] = [{ content: EMPTY_CONTENT, plain: new Uint8Array() }];
      for (const one of edits) {
        const from = versions[choices.next().value % versions.length];
        if (from === undefined) continue;
        const { content } = from;
        const next =
          one.verb === 'write'
            ? writeRange(content, one.at, one.bytes)
            : one.verb === 'append'
              ? append(content, one.bytes)
              : truncate(content, one.at);
        versions.push({ content: next, plain: edited(from.plain, one) });
      }
      for (const { content, plain } of versions) {
        expect(bytesOf(content)).toEqual(plain);
        expect(readRange(content, 7, 20)).toEqual(plain.slice(7, 27));
        expect(sameContent(content, contentOf(plain))).toBe(true);
      }
    }),
  );
});

test('appending in a loop copies little', () => {
  const line = new Uint8Array(10).fill(65);
  let content: Content = EMPTY_CONTENT;
  const buffers = new Set<ArrayBufferLike>();
  for (let i = 0; i < 100_000; i++) {
    content = append(content, line);
    buffers.add(content.segments.at(-1)?.bytes.buffer ?? line.buffer);
  }
  expect(content.size).toBe(1_000_000);
  expect(buffers.size).toBeLessThan(40);
});

test('a hole costs nothing and hashes as zeros', () => {
  const content = sparseContent(1_000_000, new Uint8Array([1, 2, 3]));
  expect(storedBytes(content)).toBe(3);
  expect(digestOf(content)).toBe(digestOf(content));
  expect(bytesToHex(digestOf(content))).toBe(bytesToHex(digestOf(contentOf(bytesOf(content)))));
});

test('what the caller does with its bytes afterwards does not matter', () => {
  const own = new Uint8Array([1, 2, 3]);
  const content = append(contentOf(own), own);
  own.fill(9);
  expect([...bytesOf(content)]).toEqual([1, 2, 3, 1, 2, 3]);
});

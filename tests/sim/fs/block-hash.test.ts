import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexOf } from '../../../src/sim/fs/block-hash.ts';
import { md5 } from '../../../src/sim/fs/md5.ts';
import { createSha256, sha256 } from '../../../src/sim/fs/sha256.ts';

const real = (name: string, ...pieces: readonly Uint8Array[]) =>
  pieces.reduce((hash, piece) => hash.update(piece), createHash(name)).digest('hex');

test.each([
  ['sha256', sha256],
  ['md5', md5],
] as const)('%s equals the real one at every length around its blocks', (name, hash) => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7 + length);
    expect(hexOf(hash(bytes)), `${length} bytes`).toBe(real(name, bytes));
  }
});

test('it does not matter how the bytes are cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
      const hash = createSha256();
      for (const piece of pieces) hash.update(piece);
      expect(hexOf(hash.digest())).toBe(real('sha256', ...pieces));
    }),
  );
});

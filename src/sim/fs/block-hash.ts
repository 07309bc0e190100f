/** The frame of hashes that take 64 bytes at a time (MD5, SHA-256): pieces into blocks, the length at the end. As RFC 1321 and FIPS 180-4. */
export interface Hash {
  update(bytes: Uint8Array): Hash;
  /** Nothing may be added afterwards. */
  digest(): Uint8Array;
}

export interface BlockHash {
  readonly initial: readonly number[];
  readonly littleEndian: boolean;
  /** Takes the 64 bytes from `start` into the state. */
  compress(state: Int32Array, bytes: Uint8Array, start: number): void;
}

const BLOCK = 64;

export function createHash({ initial, littleEndian, compress }: BlockHash): Hash {
  const state = Int32Array.from(initial);
  const pending = new Uint8Array(BLOCK);
  let length = 0;
  const hash: Hash = {
    update(bytes) {
      let at = 0;
      const used = length % BLOCK;
      length += bytes.length;
      if (used > 0) {
        at = Math.min(bytes.length, BLOCK - used);
        pending.set(bytes.subarray(0, at), used);
        if (used + at < BLOCK) return hash;
        compress(state, pending, 0);
      }
      for (; at + BLOCK <= bytes.length; at += BLOCK) compress(state, bytes, at);
      pending.set(bytes.subarray(at));
      return hash;
    },
    digest() {
      hash.update(ending(length, littleEndian));
      const digest = new DataView(new ArrayBuffer(state.byteLength));
      for (const [index, word] of state.entries()) digest.setInt32(index * 4, word, littleEndian);
      return new Uint8Array(digest.buffer);
    },
  };
  return hash;
}

/** A one bit, zeros, and the length in bits. */
function ending(length: number, littleEndian: boolean): Uint8Array {
  const end = new DataView(new ArrayBuffer(BLOCK * (length % BLOCK < 56 ? 1 : 2) - (length % BLOCK)));
  end.setUint8(0, 0x80);
  end.setBigUint64(end.byteLength - 8, BigInt(length) * 8n, littleEndian);
  return new Uint8Array(end.buffer);
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const hexOf = (bytes: Uint8Array): string => bytes.reduce((text, byte) => text + (DIGITS[byte] ?? ''), '');

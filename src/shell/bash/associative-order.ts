/** The order in which bash lists an associative array: by buckets of its hash table, the newest first in each. As hashlib.c of GNU bash 5.2. */
import type { ByteString } from '../../sim/fs/bytes.ts';

const FIRST_BUCKETS = 1024;
const OFFSET = 2166136261;
const PRIME = 16777619;

function hash(key: ByteString): number {
  let value = OFFSET;
  for (let i = 0; i < key.length; i++) {
    value = Math.imul(value, PRIME);
    value ^= key.charCodeAt(i);
  }
  return value >>> 0;
}

/** Entries of a map as bash would list them. */
export function orderedEntries(map: ReadonlyMap<ByteString, ByteString>): readonly (readonly [ByteString, ByteString])[] {
  if (map.size < 2) return [...map];
  let buckets = FIRST_BUCKETS;
  while (map.size >= buckets * 2) buckets *= 4;
  const ranked = [...map].map((entry, age) => ({ entry, age, bucket: hash(entry[0]) & (buckets - 1) }));
  ranked.sort((a, b) => a.bucket - b.bucket || b.age - a.age);
  return ranked.map(({ entry }) => entry);
}

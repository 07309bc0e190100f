/** Change sets as plain records for the store, and back: arrays of strings, numbers and bytes, contents of some size by their digest. */
import { type ByteString, toBytes } from './bytes.ts';
import { storedBytes } from './content.ts';
import { sha256 } from './sha256.ts';
import type { Content, LayerEntry, Node, NodeStat, NodeType, Segment } from './types.ts';

/** From how many stored bytes on a content is a record of its own (facts: smaller ones are cheaper beside their entry). */
const OWN_RECORD_BYTES = 512;

/** A content: inline with its true size, or the digest under which it is kept. */
export type ContentRecord = string | readonly [size: number, ...segments: readonly (readonly [offset: number, bytes: Uint8Array])[]];

/** One entry: path, kind, then what the kind needs. */
export type EntryRecord =
  | readonly [path: ByteString, kind: 'whiteout' | 'opaque']
  | readonly [path: ByteString, kind: 'link', target: ByteString]
  | readonly [
      path: ByteString,
      kind: NodeType,
      stat: StatRecord,
      detail: ContentRecord | ByteString | readonly [major: number, minor: number] | null,
    ];

type StatRecord = readonly [mode: number, uid: number, gid: number, mtime: number, ctime: number];

/** A record that is none of ours, or names a content that is not there. */
export class RecordError extends Error {}

/** `keep` is told each content that needs a record of its own and answers with its key. */
export function entriesToRecord(entries: readonly LayerEntry[], keep: (content: Content) => string): EntryRecord[] {
  return entries.map((entry): EntryRecord => {
    if (entry.whiteout) return [entry.path, entry.whiteout === 'opaque' ? 'opaque' : 'whiteout'];
    if (entry.hardLinkTo !== undefined) return [entry.path, 'link', entry.hardLinkTo];
    const { node } = entry;
    return [entry.path, node.type, [node.mode, node.uid, node.gid, node.mtime, node.ctime], detailOf(node, keep)];
  });
}

function detailOf(node: Node, keep: (content: Content) => string): ContentRecord | ByteString | readonly [number, number] | null {
  switch (node.type) {
    case 'file':
      return storedBytes(node.content) < OWN_RECORD_BYTES ? contentToRecord(node.content) : keep(node.content);
    case 'symlink':
      return node.target;
    case 'character':
    case 'block':
      return [node.major, node.minor];
    default:
      return null;
  }
}

/**
 * The key of a content: the sha256 of its bytes, or, where it has holes or several segments, of its size and their digests: holes cost
 * nothing, and of a file that grows only the new segments are hashed.
 */
export function contentKey({ size, segments }: Content): string {
  const [first] = segments;
  if (first && segments.length === 1 && first.offset === 0 && first.bytes.length === size) return segmentDigest(first.bytes);
  const parts = segments.map(({ offset, bytes }) => `${offset}:${segmentDigest(bytes)}`);
  return toHex(sha256(toBytes([size, ...parts].join(' '))));
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** By identity, for a segment's bytes never change. */
const segmentDigests = new WeakMap<Uint8Array, string>();

function segmentDigest(bytes: Uint8Array): string {
  const known = segmentDigests.get(bytes);
  if (known !== undefined) return known;
  const digest = toHex(sha256(bytes));
  segmentDigests.set(bytes, digest);
  return digest;
}

/** Does some of the work of `contentKey` of these entries' contents ahead: one step a segment. Nothing comes of it but speed. */
export function* hashAhead(entries: readonly LayerEntry[]): Generator<void> {
  for (const { node } of entries) {
    if (node?.type !== 'file' || storedBytes(node.content) < OWN_RECORD_BYTES) continue;
    for (const { bytes } of node.content.segments) {
      if (segmentDigests.has(bytes)) continue;
      segmentDigest(bytes);
      yield;
    }
  }
}

/** A content with its segments' own bytes: a view of a larger buffer would drag that along. */
export function contentToRecord(content: Content): Exclude<ContentRecord, string> {
  return [content.size, ...content.segments.map(({ offset, bytes }) => [offset, bytes.slice()] as const)];
}

/** Throws RecordError. */
export function contentFromRecord(record: unknown): Content {
  const [size, ...segments] = asArray(record, 'content');
  return {
    size: asNumber(size, 'size'),
    segments: segments.map((segment): Segment => {
      const [offset, bytes] = asArray(segment, 'segment');
      if (!(bytes instanceof Uint8Array)) throw new RecordError('a segment without bytes');
      return { offset: asNumber(offset, 'offset'), bytes };
    }),
  };
}

/** `find` gives a kept content by its key or throws RecordError. Throws RecordError for whatever is not as `entriesToRecord` made it. */
export function entriesFromRecord(records: unknown, find: (key: string) => Content, nextIno: () => number): LayerEntry[] {
  return asArray(records, 'entries').map((record): LayerEntry => {
    const [path, kind, third, detail] = asArray(record, 'entry');
    if (typeof path !== 'string' || typeof kind !== 'string') throw new RecordError('an entry without path or kind');
    if (kind === 'whiteout' || kind === 'opaque') return { path, whiteout: kind === 'opaque' ? 'opaque' : 'file' };
    if (kind === 'link') return { path, hardLinkTo: asString(third, 'link') };
    const [mode, uid, gid, mtime, ctime] = asArray(third, 'stat').map((value) => asNumber(value, 'stat'));
    if (ctime === undefined) throw new RecordError(`${path}: a short stat`);
    const stat = { ino: nextIno(), mode: mode ?? 0, uid: uid ?? 0, gid: gid ?? 0, mtime: mtime ?? 0, ctime };
    return { path, node: nodeFrom(kind, stat, detail, find) };
  });
}

function nodeFrom(kind: string, stat: NodeStat, detail: unknown, find: (key: string) => Content): Node {
  switch (kind) {
    case 'file':
      return { ...stat, type: 'file', content: typeof detail === 'string' ? find(detail) : contentFromRecord(detail) };
    case 'directory':
      return { ...stat, type: 'directory', entries: new Map() };
    case 'symlink':
      return { ...stat, type: 'symlink', target: asString(detail, 'target') };
    case 'fifo':
    case 'socket':
      return { ...stat, type: kind };
    case 'character':
    case 'block': {
      const [major, minor] = asArray(detail, 'device');
      return { ...stat, type: kind, major: asNumber(major, 'device'), minor: asNumber(minor, 'device') };
    }
    default:
      throw new RecordError(`unknown kind of file: ${kind}`);
  }
}

function asArray(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new RecordError(`${what}: not a list`);
  return value;
}

function asNumber(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new RecordError(`${what}: not a number`);
  return value;
}

function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new RecordError(`${what}: not a string`);
  return value;
}

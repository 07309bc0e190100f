/** The content of regular files: immutable values of segments and holes, and the ways to make new ones of them. */
import { createSha256 } from './sha256.ts';
import type { Content, Segment } from './types.ts';

export const EMPTY_CONTENT: Content = Object.freeze({ size: 0, segments: Object.freeze([]) });

/** Up to here the last segment grows in place; a longer file gets a further segment. */
const LARGEST_GROWING_SEGMENT = 1 << 20;
const MOST_SEGMENTS = 128;

/** How far a growing buffer is in use. Only the content that ends exactly there may grow in place: any other makes a copy. */
const usedBytes = new WeakMap<ArrayBufferLike, number>();
const digests = new WeakMap<Content, Uint8Array>();

/** Content with a copy of `bytes`: never a view of the caller's buffer. */
export function contentOf(bytes: Uint8Array): Content {
  return bytes.length === 0 ? EMPTY_CONTENT : { size: bytes.length, segments: [{ offset: 0, bytes: bytes.slice() }] };
}

/** Content of a true size of which only the beginning is real: the rest is a hole. `bytes` must not change afterwards. */
export function sparseContent(size: number, bytes: Uint8Array): Content {
  return { size, segments: bytes.length === 0 ? [] : [{ offset: 0, bytes }] };
}

/** The bytes from `offset` on, at most `length`, fewer at the end, in a fresh array. */
export function readRange(content: Content, offset: number, length: number): Uint8Array {
  const end = Math.min(content.size, offset + length);
  if (end <= offset) return new Uint8Array(0);
  const whole = new Uint8Array(end - offset);
  for (const segment of content.segments) {
    if (segment.offset >= end) break;
    const from = Math.max(offset, segment.offset);
    const to = Math.min(end, segment.offset + segment.bytes.length);
    if (from < to) whole.set(segment.bytes.subarray(from - segment.offset, to - segment.offset), from - offset);
  }
  return whole;
}

/** All of it, holes as zeros, in a fresh array. */
export function bytesOf(content: Content): Uint8Array {
  return readRange(content, 0, content.size);
}

/** With `bytes` at `offset`; a gap before them is a hole. */
export function writeRange(content: Content, offset: number, bytes: Uint8Array): Content {
  if (bytes.length === 0) return content;
  if (offset === content.size) return append(content, bytes);
  const end = offset + bytes.length;
  const segments = [...clipped(content.segments, 0, offset), { offset, bytes: bytes.slice() }, ...clipped(content.segments, end, Infinity)];
  return { size: Math.max(content.size, end), segments: segments.length > MOST_SEGMENTS ? merged(segments) : segments };
}

/** With `bytes` at the end. Grows in place where nobody else can see it, so that a loop of `>>` is not quadratic. */
export function append(content: Content, bytes: Uint8Array): Content {
  if (bytes.length === 0) return content;
  const size = content.size + bytes.length;
  const last = content.segments.at(-1);
  const joins = last !== undefined && last.offset + last.bytes.length === content.size;
  if (!joins || last.bytes.length + bytes.length > LARGEST_GROWING_SEGMENT) {
    return { size, segments: [...content.segments, { offset: content.size, bytes: bytes.slice() }] };
  }
  return { size, segments: [...content.segments.slice(0, -1), { offset: last.offset, bytes: grown(last.bytes, bytes) }] };
}

/** Cut, or lengthened by a hole. */
export function truncate(content: Content, size: number): Content {
  if (size === content.size) return content;
  if (size === 0) return EMPTY_CONTENT;
  return { size, segments: size > content.size ? content.segments : clipped(content.segments, 0, size) };
}

/** The sha256 of all bytes, holes as zeros; kept by identity. */
export function digestOf(content: Content): Uint8Array {
  const known = digests.get(content);
  if (known) return known;
  const hash = createSha256();
  for (const piece of pieces(content)) hash.update(piece);
  const digest = hash.digest();
  digests.set(content, digest);
  return digest;
}

/** All bytes in pieces of at most 64 KiB or a segment: holes come as zeros without being built at full size. */
export function* pieces(content: Content): Generator<Uint8Array> {
  let at = 0;
  for (const segment of content.segments) {
    yield* zeros(segment.offset - at);
    yield segment.bytes;
    at = segment.offset + segment.bytes.length;
  }
  yield* zeros(content.size - at);
}

/** Whether two contents read the same, however they are cut into segments. */
export function sameContent(a: Content, b: Content): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const left = a.segments[0];
  const right = b.segments[0];
  if (
    a.segments.length === 1 &&
    b.segments.length === 1 &&
    left &&
    right &&
    left.offset === right.offset &&
    left.bytes.length === right.bytes.length
  ) {
    return sameBytes(left.bytes, right.bytes);
  }
  const boundaries = [...a.segments, ...b.segments].flatMap(({ offset, bytes }) => [offset, offset + bytes.length]).sort((x, y) => x - y);
  return boundaries.every((start, index) => {
    const length = (boundaries[index + 1] ?? start) - start;
    return length === 0 || sameBytes(readRange(a, start, length), readRange(b, start, length));
  });
}

/** How many bytes it holds in memory, without holes. */
export function storedBytes(content: Content): number {
  return content.segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const ZEROS = new Uint8Array(65_536);

export function* zeros(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= ZEROS.length) yield left >= ZEROS.length ? ZEROS : ZEROS.subarray(0, left);
}

function clipped(segments: readonly Segment[], start: number, end: number): Segment[] {
  const kept: Segment[] = [];
  for (const { offset, bytes } of segments) {
    const from = Math.max(start, offset);
    const to = Math.min(end, offset + bytes.length);
    if (from >= to) continue;
    kept.push({ offset: from, bytes: bytes.subarray(from - offset, to - offset) });
  }
  return kept;
}

function merged(segments: readonly Segment[]): Segment[] {
  const whole: { offset: number; parts: Uint8Array[]; end: number }[] = [];
  for (const { offset, bytes } of segments) {
    const last = whole.at(-1);
    if (last && last.end === offset && last.end - last.offset < LARGEST_GROWING_SEGMENT) {
      last.parts.push(bytes);
      last.end += bytes.length;
    } else whole.push({ offset, parts: [bytes], end: offset + bytes.length });
  }
  return whole.map(({ offset, parts, end }) => ({ offset, bytes: joined(parts, end - offset) }));
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function grown(old: Uint8Array, added: Uint8Array): Uint8Array {
  const end = old.byteOffset + old.length;
  const length = old.length + added.length;
  if (usedBytes.get(old.buffer) === end && end + added.length <= old.buffer.byteLength) {
    new Uint8Array(old.buffer).set(added, end);
    usedBytes.set(old.buffer, end + added.length);
    return new Uint8Array(old.buffer, old.byteOffset, length);
  }
  const room = new Uint8Array(Math.max(64, Math.min(LARGEST_GROWING_SEGMENT, length + (length >> 1))));
  room.set(old);
  room.set(added, old.length);
  usedBytes.set(room.buffer, length);
  return room.subarray(0, length);
}

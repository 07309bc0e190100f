/** Reads tars: ustar, pax, GNU long names, GNU sparse files (old and 1.0). As POSIX pax(1), GNU tar's manual, "Basic Tar Format". */
import { type ByteString, fromBytes } from './bytes.ts';
import { byBytes } from './compare.ts';
import { EMPTY_CONTENT } from './content.ts';
import { namesOf } from './path.ts';
import type { Content, Instant, LayerEntry, Node, NodeStat, Segment } from './types.ts';

/** One member. `path` as it stands there, without slashes at its end; whiteouts are still files named `.wh.…`. */
export type TarEntry = Exclude<LayerEntry, { readonly whiteout: string }>;

/** `header`: no tar, or a damaged header. `truncated`: it ends too early. */
export class TarError extends Error {
  readonly reason: 'header' | 'truncated';

  constructor(reason: 'header' | 'truncated') {
    super(reason === 'header' ? 'invalid tar header' : 'unexpected EOF');
    this.name = 'TarError';
    this.reason = reason;
  }
}

const BLOCK = 512;

/** The members of a whole tar. `nextIno` numbers their inodes. Contents are copies. Throws TarError. */
export function readTar(bytes: Uint8Array, nextIno: () => number): TarEntry[] {
  const entries: TarEntry[] = [];
  const reader: Reader = { bytes, at: 0 };
  let global: Attributes = {};
  let local: Attributes = {};
  for (;;) {
    const block = nextHeader(reader);
    if (block === undefined) return entries;
    const type = String.fromCharCode(block[156] ?? 0);
    const size = local.size === undefined ? numberAt(block, 124, 12) : Number(local.size);
    if (type === 'g') global = { ...global, ...paxRecords(take(reader, size)) };
    else if (type === 'x' || type === 'X') local = { ...local, ...paxRecords(take(reader, size)) };
    else if (type === 'L') local = { ...local, path: untilNul(take(reader, size)) };
    else if (type === 'K') local = { ...local, linkpath: untilNul(take(reader, size)) };
    else {
      const entry = readMember(reader, block, { ...global, ...local }, nextIno);
      if (entry) entries.push(entry);
      local = {};
    }
  }
}

/**
 * Members as entries of a layer: paths cleaned, `.wh.` names as whiteouts, in tar order. What leads out of the root with `..` is left
 * out. Directories that nobody mentions are not made: `apply` does that where the tree below has none.
 */
export function layerEntriesOf(members: readonly TarEntry[]): LayerEntry[] {
  const entries = new Map<ByteString, LayerEntry>();
  for (const member of members) {
    const names = namesOf(member.path);
    if (names.length === 0 || names.includes('..')) continue;
    const entry = layerEntry(member, names);
    entries.set(entry.whiteout === 'opaque' ? `${entry.path}/.wh..wh..opq` : entry.path, entry);
  }
  return withFilesFirst([...entries.values()].sort(byTarOrder));
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

interface Attributes {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mtime?: string;
  readonly 'GNU.sparse.major'?: string;
  readonly 'GNU.sparse.name'?: string;
  readonly 'GNU.sparse.realsize'?: string;
}

/** The next header block; undefined at a zero block or the end of all bytes. */
function nextHeader(reader: Reader): Uint8Array | undefined {
  if (reader.at >= reader.bytes.length) return undefined;
  const block = reader.bytes.subarray(reader.at, reader.at + BLOCK);
  if (block.length < BLOCK) throw new TarError('truncated');
  reader.at += BLOCK;
  if (block.every((byte) => byte === 0)) return undefined;
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== numberAt(block, 148, 8)) throw new TarError('header');
  return block;
}

/** The data of a member: a view, to be copied by whoever keeps it. */
function take(reader: Reader, size: number): Uint8Array {
  const data = reader.bytes.subarray(reader.at, reader.at + size);
  if (data.length < size) throw new TarError('truncated');
  reader.at += Math.ceil(size / BLOCK) * BLOCK;
  return data;
}

function readMember(reader: Reader, block: Uint8Array, attributes: Attributes, nextIno: () => number): TarEntry | undefined {
  const type = String.fromCharCode(block[156] ?? 0);
  const name = attributes['GNU.sparse.name'] ?? attributes.path ?? ustarName(block);
  const path = name.length > 1 ? name.replace(/\/+$/, '') : name;
  const target = attributes.linkpath ?? textAt(block, 157, 100);
  const stored = attributes.size === undefined ? numberAt(block, 124, 12) : Number(attributes.size);
  if (type === '1') return { path, hardLinkTo: target.replace(/\/+$/, '') };
  const common = commonOf(block, attributes, nextIno);
  const device = { major: numberAt(block, 329, 8), minor: numberAt(block, 337, 8) };
  const isFile = type === '0' || type === '\0' || type === '7' || type === 'S';
  const node = ((): Node | undefined => {
    if (type === '5' || (isFile && name.endsWith('/'))) return { type: 'directory', ...common, entries: new Map() };
    if (isFile) return { type: 'file', ...common, content: readContent(reader, block, stored, attributes) };
    if (type === '2') return { type: 'symlink', ...common, target };
    if (type === '3' || type === '4') return { type: type === '3' ? 'character' : 'block', ...common, ...device };
    return type === '6' ? { type: 'fifo', ...common } : undefined;
  })();
  if (!isFile || node?.type === 'directory') take(reader, type === '0' || type === '\0' || node === undefined ? stored : 0);
  return node && { path, node };
}

function commonOf(block: Uint8Array, attributes: Attributes, nextIno: () => number): NodeStat {
  const mtime = attributes.mtime === undefined ? numberAt(block, 136, 12) * 1e6 : instantOf(attributes.mtime);
  return {
    ino: nextIno(),
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: attributes.uid === undefined ? numberAt(block, 108, 8) : Number(attributes.uid),
    gid: attributes.gid === undefined ? numberAt(block, 116, 8) : Number(attributes.gid),
    mtime,
    ctime: mtime,
  };
}

/** Seconds with a decimal fraction. */
function instantOf(text: string): Instant {
  const [whole = '0', fraction = ''] = text.split('.');
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return Number(whole) * 1e6 + (text.startsWith('-') ? -micros : micros);
}

function readContent(reader: Reader, block: Uint8Array, stored: number, attributes: Attributes): Content {
  if (attributes['GNU.sparse.major'] === '1') return readSparse(take(reader, stored), Number(attributes['GNU.sparse.realsize'] ?? 0));
  if (block[156] === 0x53) return readOldSparse(reader, block, stored);
  const data = take(reader, stored);
  return stored === 0 ? EMPTY_CONTENT : { size: stored, segments: [{ offset: 0, bytes: data.slice() }] };
}

/** GNU.sparse 1.0: the map in decimal lines, padded to a block, then the regions end to end. */
function readSparse(data: Uint8Array, size: number): Content {
  let at = 0;
  const next = (): number => {
    const end = data.indexOf(10, at);
    if (end < 0) throw new TarError('header');
    const value = Number(fromBytes(data.subarray(at, end)));
    at = end + 1;
    if (!Number.isSafeInteger(value) || value < 0) throw new TarError('header');
    return value;
  };
  const regions = Array.from({ length: Math.min(next(), data.length) }, () => ({ offset: next(), length: next() }));
  return { size, segments: regionSegments(regions, data, Math.ceil(at / BLOCK) * BLOCK) };
}

/** The old format: up to four regions in the header, more in blocks that follow it. */
function readOldSparse(reader: Reader, block: Uint8Array, stored: number): Content {
  const regions: { offset: number; length: number }[] = [];
  const collect = (from: Uint8Array, start: number, count: number): void => {
    for (let at = start; at < start + count * 24 && from[at] !== 0; at += 24)
      regions.push({ offset: numberAt(from, at, 12), length: numberAt(from, at + 12, 12) });
  };
  collect(block, 386, 4);
  for (let isExtended = block[482] === 1; isExtended; ) {
    const more = take(reader, BLOCK);
    collect(more, 0, 21);
    isExtended = more[504] === 1;
  }
  return { size: numberAt(block, 483, 12), segments: regionSegments(regions, take(reader, stored), 0) };
}

function regionSegments(
  regions: readonly { readonly offset: number; readonly length: number }[],
  data: Uint8Array,
  start: number,
): Segment[] {
  let at = start;
  const segments: Segment[] = [];
  for (const { offset, length } of regions) {
    if (at + length > data.length) throw new TarError('truncated');
    if (length > 0) segments.push({ offset, bytes: data.slice(at, at + length) });
    at += length;
  }
  return segments;
}

/** `LENGTH KEY=VALUE\n` again and again; an empty value takes an attribute back. */
function paxRecords(data: Uint8Array): Attributes {
  const text = fromBytes(data);
  const records: Record<string, string> = {};
  for (let at = 0; at < text.length && text[at] !== '\0'; ) {
    const space = text.indexOf(' ', at);
    const length = Number(text.slice(at, space));
    const equals = text.indexOf('=', space);
    if (space < 0 || equals < 0 || !(length > 0) || at + length > text.length) throw new TarError('header');
    const value = text.slice(equals + 1, at + length - 1);
    if (value !== '') records[text.slice(space + 1, equals)] = value;
    at += length;
  }
  return records;
}

function ustarName(block: Uint8Array): ByteString {
  const name = textAt(block, 0, 100);
  const isPosix = textAt(block, 257, 8) === 'ustar' && block[262] === 0;
  const prefix = isPosix ? textAt(block, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(block: Uint8Array, at: number, width: number): ByteString {
  return untilNul(block.subarray(at, at + width));
}

function untilNul(bytes: Uint8Array): ByteString {
  const end = bytes.indexOf(0);
  return fromBytes(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits or, with the first bit set, a big-endian number (GNU's base 256). */
function numberAt(block: Uint8Array, at: number, width: number): number {
  const first = block[at] ?? 0;
  if ((first & 0x80) === 0) return Number.parseInt(textAt(block, at, width).trim() || '0', 8) || 0;
  let value = first === 0xff ? -1 : first & 0x7f;
  for (const byte of block.subarray(at + 1, at + width)) value = value * 256 + byte;
  return value;
}

function layerEntry(member: TarEntry, names: readonly ByteString[]): LayerEntry {
  const path = names.join('/');
  const parent = names.slice(0, -1);
  const name = names.at(-1) ?? '';
  if (name === '.wh..wh..opq') return { path: parent.join('/'), whiteout: 'opaque' };
  if (name.startsWith('.wh.')) return { path: [...parent, name.slice(4)].join('/'), whiteout: 'file' };
  if (member.node) return { path, node: member.node };
  return { path, hardLinkTo: namesOf(member.hardLinkTo).join('/') };
}

/** In sorted order a link may come before the file that it is a link to: then the first of the names gets the file. */
function withFilesFirst(entries: readonly LayerEntry[]): LayerEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const firstNames = new Map<LayerEntry, ByteString>();
  return entries.map((entry) => {
    if (entry.whiteout) return entry;
    const file = fileBehind(entry, byPath);
    if (file?.node === undefined || file.node.type === 'directory') return entry;
    const first = firstNames.get(file);
    if (first !== undefined) return { path: entry.path, hardLinkTo: first };
    firstNames.set(file, entry.path);
    return { path: entry.path, node: file.node };
  });
}

function fileBehind(entry: LayerEntry, byPath: ReadonlyMap<ByteString, LayerEntry>): LayerEntry | undefined {
  let at: LayerEntry | undefined = entry;
  for (let steps = 0; at?.hardLinkTo !== undefined && steps < byPath.size; steps++) at = byPath.get(at.hardLinkTo);
  return at?.node ? at : undefined;
}

/** Component by component, a directory's opaque mark right after it. */
function byTarOrder(a: LayerEntry, b: LayerEntry): number {
  const left = a.path.split('/');
  const right = b.path.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = byBytes(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || Number(a.whiteout === 'opaque') - Number(b.whiteout === 'opaque');
}

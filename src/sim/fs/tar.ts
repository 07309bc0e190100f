/** Writes a layer's tar, byte for byte as docker does (Go's archive/tar, PAX format), and names it by its sha256; holes as GNU.sparse 1.0. */
import { hexOf } from './block-hash.ts';
import { type ByteString, concatBytes, isAscii, toBytes } from './bytes.ts';
import { zeros } from './content.ts';
import { createSha256 } from './sha256.ts';
import type { Content, DirectoryNode, FileNode, Instant, LayerEntry, Node } from './types.ts';

const BLOCK = 512;
/** Holes shorter than this are written out: a sparse map would cost more. */
const SHORTEST_HOLE = 4096;

/** The tar of entries, whole. Sockets and the root's own entry (path '') are left out, times are cut to seconds: so does docker. */
export function toTar(entries: readonly LayerEntry[]): Uint8Array {
  return concatBytes([...tarPieces(entries)]);
}

/** `sha256:<64 hex>` of the tar, made piece by piece. */
export function diffIdOf(entries: readonly LayerEntry[]): string {
  const hash = createSha256();
  for (const piece of tarPieces(entries)) hash.update(piece);
  return `sha256:${hexOf(hash.digest())}`;
}

/** The tar in pieces: headers, contents as they stand, padding, the two zero blocks. */
export function* tarPieces(entries: readonly LayerEntry[]): Generator<Uint8Array> {
  const directories = new Map<ByteString, DirectoryNode>();
  const targets = new Map<ByteString, Node>();
  const linked = new Set(entries.map(({ hardLinkTo }) => hardLinkTo));
  for (const entry of entries) {
    if (entry.path === '' || entry.node?.type === 'socket') continue;
    if (entry.node?.type === 'directory') directories.set(entry.path, entry.node);
    if (linked.has(entry.path) && entry.node) targets.set(entry.path, entry.node);
    if (entry.whiteout) yield* headers(whiteoutHeader(entry.path, entry.whiteout, directories));
    else if (entry.node) yield* nodePieces(entry.path, entry.node);
    else yield* linkPieces(entry.path, entry.hardLinkTo, targets.get(entry.hardLinkTo));
  }
  yield new Uint8Array(2 * BLOCK);
}

interface Header {
  readonly name: ByteString;
  readonly type: string;
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  readonly mtime?: Instant;
  readonly linkName?: ByteString;
  readonly major?: number;
  readonly minor?: number;
}

/** A whiteout's mark is a device made when the name went, so when its directory last changed; an opaque one is made up at packing. */
function whiteoutHeader(path: ByteString, kind: 'file' | 'opaque', directories: ReadonlyMap<ByteString, DirectoryNode>): Header {
  if (kind === 'opaque') return { name: `${path}/.wh..wh..opq`, type: '0', mode: directories.get(path)?.mode ?? 0o755 };
  const slash = path.lastIndexOf('/');
  const mtime = directories.get(path.slice(0, Math.max(0, slash)))?.mtime ?? 0;
  return { name: `${path.slice(0, slash + 1)}.wh.${path.slice(slash + 1)}`, type: '0', mode: 0o600, mtime };
}

function* linkPieces(path: ByteString, linkName: ByteString, target: Node | undefined): Generator<Uint8Array> {
  const { mode = 0o644, uid = 0, gid = 0, mtime = 0 } = target ?? {};
  yield* headers({ name: path, type: '1', mode, uid, gid, mtime, linkName });
}

function* nodePieces(path: ByteString, node: Node): Generator<Uint8Array> {
  const { mode, uid, gid, mtime } = node;
  const common = { name: path, mode, uid, gid, mtime };
  switch (node.type) {
    case 'file':
      yield* filePieces(path, node);
      break;
    case 'directory':
      yield* headers({ ...common, name: `${path}/`, type: '5' });
      break;
    case 'symlink':
      yield* headers({ ...common, type: '2', linkName: node.target });
      break;
    case 'fifo':
      yield* headers({ ...common, type: '6' });
      break;
    case 'character':
    case 'block':
      yield* headers({ ...common, type: node.type === 'character' ? '3' : '4', major: node.major, minor: node.minor });
  }
}

function* filePieces(path: ByteString, node: FileNode): Generator<Uint8Array> {
  const { mode, uid, gid, mtime, content } = node;
  const regions = regionsOf(content);
  const stored = regions.reduce((sum, { start, end }) => sum + end - start, 0);
  const common = { type: '0', mode, uid, gid, mtime };
  if (content.size - stored < SHORTEST_HOLE) {
    yield* headers({ ...common, name: path, size: content.size });
    yield* rangePieces(content, 0, content.size);
    return;
  }
  const map = sparseMap(regions, content.size);
  const records = {
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.name': path,
    'GNU.sparse.realsize': String(content.size),
  };
  yield* headers({ ...common, name: besides(path, 'GNUSparseFile.0'), size: map.length + stored }, records);
  yield map;
  for (const { start, end } of regions) yield* rangePieces(content, start, end);
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** The parts that are not holes, widened to whole blocks, for readers that take them block by block (GNU) and end to end (Go). */
function regionsOf(content: Content): Region[] {
  const regions: { start: number; end: number }[] = [];
  for (const { offset, bytes } of content.segments) {
    const start = offset - (offset % BLOCK);
    const end = Math.min(content.size, Math.ceil((offset + bytes.length) / BLOCK) * BLOCK);
    const last = regions.at(-1);
    if (last && start - last.end < SHORTEST_HOLE) last.end = Math.max(last.end, end);
    else regions.push({ start, end });
  }
  return regions;
}

/** Count, then offset and length of each region, in decimal lines; the end of a file that ends in a hole is a region of no length. */
function sparseMap(regions: readonly Region[], size: number): Uint8Array {
  const all = regions.at(-1)?.end === size ? regions : [...regions, { start: size, end: size }];
  const text = `${all.length}\n${all.map(({ start, end }) => `${start}\n${end - start}\n`).join('')}`;
  const map = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK);
  map.set(toBytes(text));
  return map;
}

function* rangePieces(content: Content, start: number, end: number): Generator<Uint8Array> {
  let at = start;
  for (const { offset, bytes } of content.segments) {
    const from = Math.max(at, offset);
    const to = Math.min(end, offset + bytes.length);
    if (from >= to) continue;
    yield* zeros(from - at);
    yield bytes.subarray(from - offset, to - offset);
    at = to;
  }
  yield* zeros(end - at);
  yield* zeros((BLOCK - ((end - start) % BLOCK)) % BLOCK);
}

/** A header and, where a field cannot say it, a pax header before it. */
function* headers(fields: Header, extra: Readonly<Record<string, string>> = {}): Generator<Uint8Array> {
  const records: Record<string, string> = { ...extra };
  if (fields.name.length > 100 || !isAscii(fields.name)) records['path'] = fields.name;
  if (fields.linkName && (fields.linkName.length > 100 || !isAscii(fields.linkName))) records['linkpath'] = fields.linkName;
  if ((fields.size ?? 0) > 0o77777777777) records['size'] = String(fields.size);
  if ((fields.uid ?? 0) > 0o7777777) records['uid'] = String(fields.uid);
  if ((fields.gid ?? 0) > 0o7777777) records['gid'] = String(fields.gid);
  const lines = Object.entries(records)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => paxRecord(key, value));
  if (lines.length > 0) yield* paxHeader(fields.name, lines.join(''));
  yield header(fields);
}

function* paxHeader(name: ByteString, text: ByteString): Generator<Uint8Array> {
  const block = new Uint8Array(BLOCK);
  put(block, 0, 100, ascii(besides(name, 'PaxHeaders.0')).slice(0, 100).replace(/\/+$/, ''));
  for (const at of [100, 108, 116]) octal(block, at, 8, 0);
  octal(block, 124, 12, text.length);
  octal(block, 136, 12, 0);
  yield finished(block, 'x');
  yield toBytes(text);
  yield* zeros((BLOCK - (text.length % BLOCK)) % BLOCK);
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + String(rest.length).length;
  if (String(length).length + rest.length !== length) length = rest.length + String(length).length;
  return length + rest;
}

function header(fields: Header): Uint8Array {
  const block = new Uint8Array(BLOCK);
  put(block, 0, 100, ascii(fields.name));
  octal(block, 100, 8, fields.mode);
  octal(block, 108, 8, fields.uid ?? 0);
  octal(block, 116, 8, fields.gid ?? 0);
  octal(block, 124, 12, fields.size ?? 0);
  octal(block, 136, 12, Math.max(0, Math.floor((fields.mtime ?? 0) / 1e6)));
  put(block, 157, 100, ascii(fields.linkName ?? ''));
  octal(block, 329, 8, fields.major ?? 0);
  octal(block, 337, 8, fields.minor ?? 0);
  return finished(block, fields.type);
}

function finished(block: Uint8Array, type: string): Uint8Array {
  put(block, 156, 1, type);
  put(block, 257, 8, 'ustar\x0000');
  put(block, 148, 8, '        ');
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(block, 148, 8, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** Cut to the field. A cut name must not end in a slash: readers of old would take it for a directory. */
function put(block: Uint8Array, at: number, width: number, text: string): void {
  const cut = text.length > width ? text.slice(0, width) : text;
  block.set(toBytes(text.length > width && cut.endsWith('/') ? cut.replace(/\/+$/, '') : cut), at);
}

function octal(block: Uint8Array, at: number, width: number, value: number): void {
  const digits = value.toString(8);
  put(block, at, width, digits.length < width ? digits.padStart(width - 1, '0') : ''.padStart(width - 1, '0'));
}

/** Go drops what is not ASCII from the plain fields. */
function ascii(text: ByteString): string {
  return isAscii(text) ? text : text.replace(/[\x80-\xff]/g, '');
}

/** The path with a directory put between its directory and its name. */
function besides(path: ByteString, directory: string): ByteString {
  const slash = path.lastIndexOf('/');
  const prefix = path.slice(0, slash + 1);
  const name = path.slice(slash + 1);
  return name === '' ? `${prefix}${directory}` : `${prefix}${directory}/${name}`;
}

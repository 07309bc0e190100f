/** Manifest entries as a layer's entries: parents first, siblings by name, contents as holes, texts and programs. */
import { type ByteString, toBytes, utf8 } from '../fs/bytes.ts';
import { executableContent } from '../fs/executable.ts';
import type { Content, LayerEntry, Node } from '../fs/types.ts';
import type { ManifestEntry } from './types.ts';

export interface UnpackOptions {
  /** For entries that do not say: seconds since 1970. */
  readonly mtime: number;
  /** Bytes of the files that `source` entries name, fetched beforehand. */
  readonly sources?: ReadonlyMap<string, Uint8Array>;
}

/** A layer's entries, missing parents added (755 root:root), sorted as in a tar. An entry given twice: the last one counts. */
export function unpack(entries: readonly ManifestEntry[], options: UnpackOptions): LayerEntry[] {
  const byPath = new Map<string, ManifestEntry>();
  for (const entry of entries) {
    addParents(byPath, entry.path, options.mtime);
    byPath.set(entry.path, entry);
  }
  return [...byPath.values()]
    .map((entry) => ({ entry, key: tarOrderKey(entry.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }, index) => layerEntry(entry, index + 1, options));
}

function addParents(byPath: Map<string, ManifestEntry>, path: string, mtime: number): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const parent = path.slice(0, slash);
    if (byPath.has(parent)) return;
    byPath.set(parent, { path: parent, type: 'directory', mode: 0o755, mtime });
  }
}

/** Parents before children, then by name component by component: `/` sorts before every other byte. */
const tarOrderKey = (path: string): string => path.replaceAll('/', '\0');

function layerEntry(entry: ManifestEntry, ino: number, options: UnpackOptions): LayerEntry {
  const path = utf8(entry.path.slice(1));
  if (entry.type === 'hardlink') return { path, hardLinkTo: utf8(entry.target.slice(1)) };
  return { path, node: nodeOf(entry, ino, options) };
}

/** The node of an entry that is no hard link. */
export function nodeOf(entry: Exclude<ManifestEntry, { type: 'hardlink' }>, ino: number, options: UnpackOptions): Node {
  const time = (entry.mtime ?? options.mtime) * 1_000_000;
  const stat = { ino, mode: entry.mode, uid: entry.uid ?? 0, gid: entry.gid ?? 0, mtime: time, ctime: time };
  switch (entry.type) {
    case 'directory':
      return { ...stat, type: 'directory', entries: new Map() };
    case 'symlink':
      return { ...stat, type: 'symlink', target: utf8(entry.target) };
    case 'device':
      return { ...stat, type: 'character', major: entry.major, minor: entry.minor };
    default:
      return { ...stat, type: 'file', content: contentOf(entry, options) };
  }
}

/** What a regular file holds. Throws when its source was not fetched. */
export function contentOf(entry: Extract<ManifestEntry, { type: 'content' | 'executable' | 'opaque' }>, options: UnpackOptions): Content {
  if (entry.type === 'executable') return executableContent(utf8(entry.program), entry.size);
  if (entry.type === 'opaque') return { size: entry.size, segments: [] };
  if ('text' in entry) return textContent(utf8(entry.text));
  const bytes = options.sources?.get(entry.source);
  if (!bytes) throw new Error(`unpack: ${entry.path}: its content ${entry.source} was not fetched`);
  return bytesContent(bytes);
}

const textContent = (text: ByteString): Content => bytesContent(toBytes(text));

const bytesContent = (bytes: Uint8Array): Content => ({ size: bytes.length, segments: bytes.length === 0 ? [] : [{ offset: 0, bytes }] });

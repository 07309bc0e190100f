/** Unpacking: a package's files into the tree, its control files into dpkg's database. As dpkg 1.22 src/main/unpack.c, archives.c. */
import { contentOf } from '../content/unpack.ts';
import type { ManifestEntry, PackageManifest } from '../content/types.ts';
import { inStatusOrder } from '../content/deb822.ts';
import { listText } from '../content/dpkg-database.ts';
import { type ByteString, toBytes, utf8 } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import type { FetchedPackage } from './archive.ts';
import {
  type Database,
  displayName,
  infoFile,
  linesOf,
  loggedName,
  type PackageRecord,
  readFileList,
  recordOf,
  withState,
} from './database.ts';
import { removeFile, typeAt } from './paths.ts';
import { readPathFilters } from './path-filters.ts';
import { logDpkg, type PackageSession } from './session.ts';

/** The record that a package to be installed gets. */
export function recordOfManifest({ control, conffiles }: PackageManifest): PackageRecord {
  const fields = new Map(Object.entries(control).map(([name, value]) => [name, utf8(value)]));
  fields.set('Status', 'install ok half-installed');
  if (conffiles) fields.set('Conffiles', conffiles.map((path) => `\n ${path} newconffile`).join(''));
  return recordOf(inStatusOrder(fields));
}

/** Unpacks over what may be there and returns the record, unpacked but not configured. */
export function unpackPackage(session: PackageSession, database: Database, fetched: FetchedPackage): PackageRecord {
  const { manifest } = fetched;
  const record = recordOfManifest(manifest);
  const before = database.get(record.name);
  const hadFiles = before !== undefined && before.state !== 'config-files';
  logDpkg(session, `${hadFiles ? 'upgrade' : 'install'} ${loggedName(record)} ${before?.version ?? '<none>'} ${record.version}`);
  logDpkg(session, `status half-installed ${loggedName(record)} ${record.version}`);
  const oldPaths = before && hadFiles ? readFileList(session.fs, before) : [];
  placeFiles(session.fs, fetched);
  removeVanished(session.fs, oldPaths, manifest);
  placeControlFiles(session.fs, record, manifest);
  logDpkg(session, `status unpacked ${loggedName(record)} ${record.version}`);
  const config = before ? configVersion(before) : undefined;
  return withState(record, { want: 'install', state: 'unpacked' }, config === undefined ? {} : { 'Config-Version': config });
}

const configVersion = (before: PackageRecord): string | undefined =>
  before.paragraph.get('Config-Version') ?? (before.state === 'installed' ? before.version : undefined);

/** A path of another installed package that this one would overwrite; undefined when there is none. */
export function findOverwritten(
  fs: FileSystem,
  database: Database,
  { control, files }: PackageManifest,
): { readonly path: ByteString; readonly owner: PackageRecord } | undefined {
  const own = new Set(files.filter(({ type }) => type !== 'directory').map(({ path }) => utf8(path)));
  for (const owner of database.values()) {
    if (owner.name === control['Package']) continue;
    const path = readFileList(fs, owner).find((each) => own.has(each) && typeAt(fs, each) !== 'directory');
    if (path !== undefined) return { path, owner };
  }
  return undefined;
}

function placeFiles(fs: FileSystem, { manifest, sources }: FetchedPackage): void {
  const isLeftOut = readPathFilters(fs);
  const conffiles = new Set(manifest.conffiles ?? []);
  for (const entry of manifest.files) {
    if (isLeftOut(utf8(entry.path), entry.type === 'directory' || entry.type === 'symlink')) continue;
    placeEntry(fs, entry, { mtime: manifest.mtime, sources }, conffiles.has(entry.path));
  }
}

interface PlaceOptions {
  readonly mtime: number;
  readonly sources: ReadonlyMap<string, Uint8Array>;
}

function placeEntry(fs: FileSystem, entry: ManifestEntry, options: PlaceOptions, isConffile: boolean): void {
  const path = utf8(entry.path);
  const type = typeAt(fs, path);
  if (entry.type === 'directory') {
    if (type === undefined) fs.mkdir(path, 0o755);
    if (type === undefined && entry.mode !== 0o755) fs.chmod(path, entry.mode);
  } else if (entry.type === 'symlink') {
    if (type === 'directory') return;
    removeFile(fs, path);
    fs.symlink(utf8(entry.target), path);
  } else if (entry.type === 'hardlink') {
    removeFile(fs, path);
    fs.link(utf8(entry.target), path);
  } else if (entry.type !== 'device') placeRegular(fs, entry, isConffile ? `${path}.dpkg-new` : path, options);
}

function placeRegular(
  fs: FileSystem,
  entry: Extract<ManifestEntry, { type: 'content' | 'executable' | 'opaque' }>,
  path: ByteString,
  options: PlaceOptions,
): void {
  const fresh = path.endsWith('.dpkg-new') ? path : `${path}.dpkg-new`;
  fs.writeContent(fresh, contentOf(entry, options), entry.mode);
  fs.chmod(fresh, entry.mode);
  if (entry.uid || entry.gid) fs.chown(fresh, entry.uid ?? 0, entry.gid ?? 0);
  fs.utimes(fresh, { mtime: (entry.mtime ?? options.mtime) * 1_000_000 });
  if (fresh !== path) fs.rename(fresh, path);
}

/** Files that the former version had and this one has no more. */
function removeVanished(fs: FileSystem, oldPaths: readonly ByteString[], manifest: PackageManifest): void {
  const kept = new Set(manifest.files.map(({ path }) => utf8(path)));
  for (const path of oldPaths) if (path !== '/.' && !kept.has(path)) removeFile(fs, path);
}

function placeControlFiles(fs: FileSystem, record: PackageRecord, manifest: PackageManifest): void {
  const time = { mtime: manifest.mtime * 1_000_000 };
  fs.writeFile(infoFile(record, 'list'), toBytes(utf8(listText(manifest.files.map(({ path }) => path)))), 0o644);
  if (manifest.conffiles) {
    fs.writeFile(infoFile(record, 'conffiles'), toBytes(utf8(manifest.conffiles.map((path) => `${path}\n`).join(''))), 0o644);
    fs.utimes(infoFile(record, 'conffiles'), time);
  }
  for (const [kind, file] of Object.entries(manifest.controlFiles ?? {})) {
    const path = infoFile(record, kind);
    const isScript = /^(?:pre|post)(?:inst|rm)$|^config$/.test(kind);
    if ('text' in file) fs.writeFile(path, toBytes(utf8(file.text)), isScript ? 0o755 : 0o644);
    else fs.writeContent(path, { size: file.size, segments: [] }, isScript ? 0o755 : 0o644);
    fs.chmod(path, isScript ? 0o755 : 0o644);
    fs.utimes(path, time);
  }
}

/** The package's conffiles as its info file names them. */
export function conffilesOf(fs: FileSystem, record: PackageRecord): ByteString[] {
  const fromStatus = (record.paragraph.get('Conffiles') ?? '').split('\n').flatMap((line) => /^ (\S+)/.exec(line)?.[1] ?? []);
  const path = infoFile(record, 'conffiles');
  return fromStatus.length > 0 || !fs.exists(path) ? fromStatus : linesOf(fs, path);
}

/** `.../figlet_2.2.5-3_amd64.deb`. */
export const archiveName = ({ name, version, architecture }: Pick<PackageRecord, 'name' | 'version' | 'architecture'>): string =>
  `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`;

/** `figlet (2.2.5-3)`, `libncurses6:amd64 (6.4…)`. */
export const titleOf = (record: Pick<PackageRecord, 'name' | 'version' | 'architecture' | 'isMultiArchSame'>): string =>
  `${displayName(record)} (${record.version})`;

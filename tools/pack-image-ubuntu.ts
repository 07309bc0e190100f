/**
 * Packs public/images/ubuntu from a Debian 13 root, this machine's Debian 12 and the texts in tools/image/noble: the file list of
 * ubuntu:24.04 as of 2026-08-17. `node tools/run.mjs tools/pack-image-ubuntu.ts DEBIAN_13_ROOT NOBLE_PACKAGES.tsv`.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inColumns } from '../src/sim/content/file-list.ts';
import { unpackFileList } from '../src/sim/content/unpack-file-list.ts';
import type { ManifestEntry } from '../src/sim/content/types.ts';
import { type DebianPackage, type PackagePath, readDebianTree } from './image/debian-tree.ts';
import { LOOSE } from './image/noble-loose.ts';
import { ABSENT, FROM_DEBIAN_12, PATH_CHANGES, PROGRAMS, RENAMED_PACKAGES, SIZES, timeOfPackage } from './image/noble-changes.ts';
import { UBUNTU } from './image/noble-image.ts';
import { controlFields } from './image/noble-control.ts';
import { OWN_PACKAGES } from './image/noble-own-packages.ts';
import { withDiffIds } from './image/with-diff-ids.ts';
import { type SectionOfList, writeFileList } from './image/write-file-list.ts';

/** What `docker images` prints for it: 78.1MB. */
const IMAGE_SIZE = 78_116_000;
/** What dpkg counts when it reads its database. */
const KNOWN_FILES = 4381;
/** The ADD of the image's file system. */
const BUILT = Date.UTC(2026, 7, 17, 13, 9, 50) / 1000;

const project = fileURLToPath(new URL('..', import.meta.url));
const texts = readTexts(join(project, 'tools/image/noble/files'));

interface NobleRow {
  readonly name: string;
  readonly version: string;
}

function main(): void {
  const [debianRoot, packagesFile] = process.argv.slice(2);
  if (!debianRoot || !packagesFile) throw new Error('usage: pack-image-ubuntu.ts DEBIAN_13_ROOT NOBLE_PACKAGES.tsv');
  const rows = readRows(packagesFile);
  const find = packageFinder(debianRoot);
  const sections = completed(rows.map((row) => section(row, find, rows)));
  const loose = looseEntries(sections);
  const write = (all: readonly SectionOfList[]) => inColumns(writeFileList('ubuntu 24.04 (noble), 2026-08-17', all, loose, BUILT));
  const near = fitted(sections, sizeOf(write(sections)));
  const list = write(padded(near, IMAGE_SIZE - sizeOf(write(near))));
  const folder = join(project, 'public/images/ubuntu');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'noble.files'), list);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(withDiffIds(UBUNTU, { 'noble.files': list }), undefined, 1)}\n`);
  console.log(
    `noble.files: ${list.length} bytes, ${gzipSync(list, { level: 9 }).length} gzipped; image ${sizeOf(list)} bytes, ${unpackFileList(list, { mtime: BUILT }).length} entries`,
  );
}

function readRows(file: string): NobleRow[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [name = '', version = ''] = line.split('\t');
      return { name, version };
    });
}

/** The Debian package that stands for one of noble's, from the nearer of the two roots. */
function packageFinder(debianRoot: string): (noble: string) => DebianPackage | undefined {
  const debian13 = readDebianTree(debianRoot);
  const debian12 = readDebianTree('');
  return (noble) => {
    const name = RENAMED_PACKAGES[noble] ?? noble;
    const order = FROM_DEBIAN_12.includes(name) ? [debian12, debian13] : [debian13, debian12];
    return order[0]?.(name) ?? order[1]?.(name) ?? order[0]?.(noble) ?? order[1]?.(noble);
  };
}

function section(row: NobleRow, find: (name: string) => DebianPackage | undefined, rows: readonly NobleRow[]): SectionOfList {
  const bare = row.name.replace(/:.*/, '');
  const mtime = timeOfPackage(bare, row.version);
  const own = OWN_PACKAGES[bare];
  const found = find(bare);
  if (own) return { ...row, mtime, fields: own.fields, controlFiles: own.controlFiles, files: own.files.map(withText) };
  if (!found) throw new Error(`no Debian package stands for ${row.name}`);
  const fields = controlFields(found.control, bare, rows);
  return { ...row, mtime, fields, controlFiles: found.controlFiles, files: packageFiles(found) };
}

function packageFiles(found: DebianPackage): SectionOfList['files'] {
  const changed = found.paths
    .map((each) => ({ ...each, path: changedPath(each.path) }))
    .filter(({ path }) => !ABSENT.some((pattern) => pattern.test(path)));
  const parents = new Set(found.paths.map(({ path }) => changedPath(path.slice(0, path.lastIndexOf('/')))));
  const firstOf = new Map<number, string>();
  return changed.flatMap((each) => {
    const entry = withText(entryOf(each, firstOf));
    const isPlain = entry.type === 'excluded' || (entry.type === 'directory' && entry.mode === 0o755 && !entry.gid);
    return isPlain && parents.has(each.path) ? [] : [entry];
  });
}

function changedPath(path: string): string {
  return PATH_CHANGES.reduce((changed, [pattern, text]) => changed.replace(pattern, text), path);
}

const EXCLUDED = /^\/usr\/share\/(?:man\/.|doc\/(?!.*\/(?:copyright|changelog\.Debian\..*)$).*\/.)/;

function entryOf({ path, found }: PackagePath, firstOf: Map<number, string>): SectionOfList['files'][number] {
  if (!found || (EXCLUDED.test(path) && found.type !== 'directory')) return { path, type: 'excluded' };
  if (/^\/usr\/share\/(?:man|locale)\/./.test(path)) return { path, type: 'excluded' };
  if (found.type === 'symlink') return { path, type: 'symlink', target: changedPath(found.target), mode: 0o777 };
  const rights = { mode: found.mode, uid: found.uid, gid: found.gid };
  if (found.type === 'directory') return { path, type: 'directory', ...rights };
  const first = firstOf.get(found.inode);
  if (first !== undefined) return { path, type: 'hardlink', target: first, mode: 0o644 };
  firstOf.set(found.inode, path);
  if (/^\/usr\/s?bin\//.test(path))
    return {
      path,
      type: 'executable',
      program: PROGRAMS[path] ?? path.slice(path.lastIndexOf('/') + 1),
      size: SIZES[path] ?? found.size,
      ...rights,
    };
  return { path, type: 'opaque', size: SIZES[path] ?? found.size, ...rights };
}

/** The file with the text that noble has there, where it is one of those whose text is read. */
function withText(file: SectionOfList['files'][number]): SectionOfList['files'][number] {
  const text = texts.get(file.path);
  if (text === undefined || file.type === 'excluded' || file.type === 'symlink' || file.type === 'directory') return file;
  const { path, mode, uid, gid } = file;
  return { path, type: 'content', text, mode, ...(uid ? { uid } : {}), ...(gid ? { gid } : {}) };
}

function readTexts(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (lstatSync(join(folder, name)).isFile()) found.set(`/${name}`, readFileSync(join(folder, name), 'utf8'));
  }
  return found;
}

/** Entries of no package: those of noble-loose.ts, and every text that no package owns. */
function looseEntries(sections: readonly SectionOfList[]): ManifestEntry[] {
  const owned = new Set(sections.flatMap(({ files }) => files.map(({ path }) => path)));
  const listed = new Map(LOOSE.map((entry) => [entry.path, entry]));
  for (const [path, text] of texts) {
    if (owned.has(path)) continue;
    const { mode = path === '/usr/bin/man' ? 0o755 : 0o644, uid, gid } = listed.get(path) ?? {};
    listed.set(path, { path, type: 'content', text, mode, ...(uid ? { uid } : {}), ...(gid ? { gid } : {}) });
  }
  return [...listed.values()].sort((a, b) => directoryFirst(a.path, b.path));
}

/** Ubuntu's packages have fewer translations than Debian's: as many are left out as dpkg counts fewer files; paths in order of directories. */
function completed(sections: readonly SectionOfList[]): SectionOfList[] {
  const translations = sections.flatMap(({ files }) =>
    files.filter(({ type, path }) => type === 'excluded' && path.endsWith('.mo')).map(({ path }) => path),
  );
  const dropped = new Set<string>();
  const kept = () => sections.map((each) => ({ ...each, files: each.files.filter(({ path }) => !dropped.has(path)) }));
  for (const path of translations.reverse()) {
    if (knownFiles(kept()).size <= KNOWN_FILES) break;
    dropped.add(path);
  }
  const count = knownFiles(kept()).size;
  if (count !== KNOWN_FILES) throw new Error(`dpkg would count ${count} files`);
  return kept().map((each) => ({ ...each, files: [...each.files].sort((a, b) => directoryFirst(a.path, b.path)) }));
}

const directoryFirst = (a: string, b: string): number => {
  const key = (path: string) => path.replace(/\/([^/]*)$/, '/\0$1');
  return key(a) < key(b) ? -1 : 1;
};

/** What dpkg's files hash holds after reading: lists, diversions, file triggers. */
function knownFiles(sections: readonly SectionOfList[]): Set<string> {
  const known = new Set(['']);
  for (const { files } of sections) for (const { path } of files) for (const each of pathAndParents(path)) known.add(each);
  for (const line of (texts.get('/var/lib/dpkg/diversions') ?? '').split('\n')) if (line.startsWith('/')) known.add(line);
  for (const line of (texts.get('/var/lib/dpkg/triggers/File') ?? '').split('\n')) if (line !== '') known.add(line.split(' ')[0] ?? '');
  return known;
}

function pathAndParents(path: string): string[] {
  const paths: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end));
  return paths;
}

function sizeOf(list: string): number {
  return unpackFileList(list, { mtime: BUILT }).reduce((sum, { node }) => sum + (node?.type === 'file' ? node.content.size : 0), 0);
}

/** Large files of Debian's are a little larger than noble's: all of them by the same factor, the last bytes go to the largest. */
function fitted(sections: readonly SectionOfList[], sizeNow: number): SectionOfList[] {
  const resized = (file: SectionOfList['files'][number]) =>
    (file.type === 'opaque' || file.type === 'executable') && SIZES[file.path] === undefined && file.size > 65_536;
  const large = sections.flatMap(({ files }) => files).reduce((sum, file) => sum + (resized(file) && 'size' in file ? file.size : 0), 0);
  const factor = (large - (sizeNow - IMAGE_SIZE)) / large;
  return sections.map((each) => ({
    ...each,
    files: each.files.map((file) => (resized(file) && 'size' in file ? { ...file, size: Math.floor((file.size * factor) / 8) * 8 } : file)),
  }));
}

function padded(sections: readonly SectionOfList[], padding: number): SectionOfList[] {
  const path = '/usr/lib/x86_64-linux-gnu/libcrypto.so.3';
  return sections.map((each) => ({
    ...each,
    files: each.files.map((file) => (file.path === path && file.type === 'opaque' ? { ...file, size: file.size + padding } : file)),
  }));
}

if (!existsSync(process.argv[2] ?? '')) throw new Error(`no Debian root at ${process.argv[2]}`);
main();

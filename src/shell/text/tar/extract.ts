/** tar -x and -t: members become files, or lines. As GNU tar 1.35 extract.c and list.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { bytesOf } from '../../../sim/fs/content.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { TarEntry } from '../../../sim/fs/read-tar.ts';
import type { Node } from '../../../sim/fs/types.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { typeLetter } from '../../formats/mode.ts';
import { directoryName } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import type { TarJob } from './job.ts';
import { type ListingWidth, memberLine } from './listing.ts';
import { type PlacedName, under } from './options.ts';

/** A wanted name and whether it was met. */
interface Wish {
  readonly name: ByteString;
  readonly test: (path: ByteString) => boolean;
  found: boolean;
}

function wishesOf(job: TarJob, names: readonly PlacedName[]): Wish[] {
  return names.map(({ name }) => {
    const plain = name.replace(/(.)\/+$/, '$1');
    const matches = job.settings.wildcards ? fnmatch(plain) : (path: ByteString) => path === plain;
    return { name, found: false, test: (path) => matches(path) || path.startsWith(`${plain}/`) };
  });
}

/** The members that were asked for, in the archive's order; those that are missing are said. */
async function* chosen(job: TarJob, entries: readonly TarEntry[], names: readonly PlacedName[]): AsyncGenerator<TarEntry, void> {
  const wishes = wishesOf(job, names);
  for (const entry of entries) {
    const met = wishes.filter(({ test }) => test(entry.path));
    for (const wish of met) wish.found = true;
    if ((wishes.length === 0 || met.length > 0) && !job.isExcluded(entry.path)) yield entry;
  }
  for (const { name, found } of wishes) if (!found) await job.fail(`${name}: Not found in archive`);
}

/** Targets of hard links, by path: a link's own header says nothing of its owner. */
const targetsOf = (entries: readonly TarEntry[]): ReadonlyMap<ByteString, Node> =>
  new Map(entries.flatMap((entry) => (entry.node ? [[entry.path, entry.node] as const] : [])));

export async function listMembers(job: TarJob, entries: readonly TarEntry[], names: readonly PlacedName[]): Promise<void> {
  const targets = targetsOf(entries);
  const width: ListingWidth = { columns: 19 };
  for await (const entry of chosen(job, entries, names)) {
    const writing = job.io.out(lineOf(job, entry, targets, job.settings.verbose > 0, width));
    if (writing) await writing;
  }
}

function lineOf(job: TarJob, entry: TarEntry, targets: ReadonlyMap<ByteString, Node>, isLong: boolean, width: ListingWidth): ByteString {
  const node = entry.node ?? targets.get(entry.hardLinkTo);
  const { accounts, settings } = job;
  const [uid, gid] = [node?.uid ?? 0, node?.gid ?? 0];
  const isFolder = entry.node?.type === 'directory';
  return memberLine(
    job,
    {
      name: settings.rename(entry.path) + (isFolder && !entry.path.endsWith('/') ? '/' : ''),
      letter: entry.node ? typeLetter(entry.node.type) : 'h',
      mode: node?.mode ?? 0o644,
      owner: settings.numericOwner ? String(uid) : accounts.userName(uid),
      group: settings.numericOwner ? String(gid) : accounts.groupName(gid),
      size: entry.node?.type === 'file' ? entry.node.content.size : 0,
      device: entry.node?.type === 'character' || entry.node?.type === 'block' ? entry.node : undefined,
      mtime: node?.mtime ?? 0,
      suffix: entry.node?.type === 'symlink' ? ` -> ${entry.node.target}` : entry.node ? '' : ` link to ${entry.hardLinkTo}`,
    },
    isLong,
    width,
  );
}

export async function extractMembers(
  job: TarJob,
  entries: readonly TarEntry[],
  names: readonly PlacedName[],
  directory: ByteString,
): Promise<void> {
  const targets = targetsOf(entries);
  const width: ListingWidth = { columns: 19 };
  const folders: { readonly path: ByteString; readonly node: Node }[] = [];
  for await (const entry of chosen(job, entries, names)) {
    const name = strip(await job.memberName(entry.path), job.settings.stripComponents);
    if (name === undefined) continue;
    if (job.settings.verbose > 0) await job.io.out(lineOf(job, entry, targets, job.settings.verbose > 1, width));
    if (name.split('/').includes('..')) {
      await job.fail(`${name}: Member name contains '..'`);
      continue;
    }
    const renamed = job.settings.rename(name);
    const path = under(directory, renamed);
    if (job.settings.toStdout) {
      if (entry.node?.type === 'file') await job.io.out(bytesOf(entry.node.content));
    } else if (await extractOne(job, entry, path, renamed, directory)) {
      if (entry.node?.type === 'directory') folders.push({ path, node: entry.node });
    }
    const pause = job.io.process.tick(4);
    if (pause) await pause;
  }
  // times and modes of folders last: what comes into them would change them
  for (const { path, node } of folders.reverse()) attributes(job, path, node);
}

/** Without its first components; undefined when nothing is left. */
function strip(path: ByteString, count: number): ByteString | undefined {
  const names = path.split('/').filter((name) => name !== '');
  if (count === 0) return path;
  return names.length > count ? names.slice(count).join('/') : undefined;
}

async function extractOne(job: TarJob, entry: TarEntry, path: ByteString, name: ByteString, directory: ByteString): Promise<boolean> {
  const { fs } = job.io;
  const words = wordsFor(entry, name, directory);
  return job.guard(words, async () => {
    makeParents(job, path);
    if (entry.node?.type === 'directory') return makeFolder(job, path, entry.node);
    if (exists(job, path)) {
      if (job.settings.skipOldFiles) return;
      if (job.settings.keepOldFiles) throw new FsError('EEXIST', path);
      if (fs.lstat(path).type === 'directory') throw new FsError('EEXIST', path);
      fs.unlink(path);
    }
    makeNode(job, entry, path, directory);
    if (entry.node) attributes(job, path, entry.node);
  });
}

function wordsFor({ node, hardLinkTo }: TarEntry, name: ByteString, directory: ByteString): string {
  if (!node) return `${name}: Cannot hard link to ${localeQuoted(under(directory, hardLinkTo))}`;
  if (node.type === 'symlink') return `${name}: Cannot create symlink to ${localeQuoted(node.target)}`;
  if (node.type === 'directory') return `${name}: Cannot mkdir`;
  return node.type === 'file' ? `${name}: Cannot open` : `${name}: Cannot mknod`;
}

function exists(job: TarJob, path: ByteString): boolean {
  try {
    job.io.fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function makeParents(job: TarJob, path: ByteString): void {
  const parent = directoryName(path);
  if (parent === '.' || parent === '/' || exists(job, parent)) return;
  makeParents(job, parent);
  job.io.fs.mkdir(parent);
}

function makeFolder(job: TarJob, path: ByteString, node: Node): void {
  const { fs } = job.io;
  if (exists(job, path)) {
    if (fs.stat(path).type === 'directory') return;
    fs.unlink(path);
  }
  fs.mkdir(path, node.mode | 0o700);
}

function makeNode(job: TarJob, { node, hardLinkTo }: TarEntry, path: ByteString, directory: ByteString): void {
  const { fs } = job.io;
  if (!node) fs.link(under(directory, hardLinkTo), path);
  else if (node.type === 'file') fs.writeContent(path, node.content, 0o600);
  else if (node.type === 'symlink') fs.symlink(node.target, path);
  else if (node.type === 'character' || node.type === 'block') fs.mknod(path, node);
  else if (node.type !== 'directory') fs.mknod(path, { type: 'fifo' });
}

function attributes(job: TarJob, path: ByteString, node: Node): void {
  const { fs, process } = job.io;
  const { sameOwner, samePermissions, keepsTime } = job.settings;
  if (sameOwner) fs.chown(path, node.uid, node.gid, { followLink: false });
  if (node.type !== 'symlink') fs.chmod(path, samePermissions ? node.mode : node.mode & 0o777 & ~process.umask());
  if (keepsTime) fs.utimes(path, { mtime: node.mtime }, { followLink: false });
}

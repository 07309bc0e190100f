/** Removing and purging. As dpkg 1.22 src/main/remove.c. */
import { type ByteString, toBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import { groupNames, readGroup, removeAlternative } from './alternatives.ts';
import { ADMIN, type Database, displayName, infoFile, loggedName, type PackageRecord, readFileList, withState } from './database.ts';
import { listText } from '../content/dpkg-database.ts';
import { removeFile, typeAt } from './paths.ts';
import { logDpkg, type PackageSession } from './session.ts';
import { conffilesOf } from './unpack-package.ts';

/** Removes a package's files; its conffiles stay. The caller says `Removing …`. Returns the record, without any conffiles not installed at all. */
export async function removePackage(session: PackageSession, database: Database, record: PackageRecord): Promise<PackageRecord> {
  const { fs } = session;
  const name = `${loggedName(record)} ${record.version}`;
  logDpkg(session, `status installed ${name}`);
  logDpkg(session, `remove ${name} <none>`);
  logDpkg(session, `status half-configured ${name}`);
  await removeAlternativesOf(session, record);
  logDpkg(session, `status half-installed ${name}`);
  const conffiles = conffilesOf(fs, record);
  const paths = readFileList(fs, record);
  await removePaths(session, database, record, paths, new Set(conffiles));
  for (const file of infoFiles(fs, record)) if (!/\.(?:list|postrm)$/.test(file)) fs.unlink(file);
  logDpkg(session, `status config-files ${name}`);
  const kept = conffiles.filter((path) => typeAt(fs, path) !== undefined);
  const hasScript = fs.exists(infoFile(record, 'postrm'));
  if (kept.length === 0 && !hasScript) return forget(session, record);
  fs.writeFile(infoFile(record, 'list'), toBytes(listText(kept)), 0o644);
  return withState(record, { want: 'deinstall', state: 'config-files' }, { 'Config-Version': record.version });
}

/** Removes what a removed package had left. The caller says `Purging configuration files for …`. */
export async function purgePackage(session: PackageSession, database: Database, record: PackageRecord): Promise<PackageRecord> {
  logDpkg(session, `purge ${loggedName(record)} ${record.version} <none>`);
  logDpkg(session, `status config-files ${loggedName(record)} ${record.version}`);
  for (const path of conffilesOf(session.fs, record)) {
    for (const ending of ['', '~', '.dpkg-new', '.dpkg-old', '.dpkg-dist']) removeFile(session.fs, path + ending);
  }
  await removePaths(session, database, record, readFileList(session.fs, record), new Set());
  return forget(session, record);
}

function forget(session: PackageSession, record: PackageRecord): PackageRecord {
  for (const file of infoFiles(session.fs, record)) session.fs.unlink(file);
  logDpkg(session, `status not-installed ${loggedName(record)} <none>`);
  return withState(record, { want: 'purge', state: 'not-installed' });
}

function infoFiles(fs: FileSystem, record: PackageRecord): ByteString[] {
  const stem = `${displayName(record)}.`;
  const names = fs.readDir(`${ADMIN}/info`).map(({ name }) => name);
  return names.filter((name) => name.startsWith(stem) && !name.slice(stem.length).includes('.')).map((name) => `${ADMIN}/info/${name}`);
}

/** What a prerm does: choices of link groups that are the package's own files go. */
async function removeAlternativesOf(session: PackageSession, record: PackageRecord): Promise<void> {
  const own = new Set(readFileList(session.fs, record));
  for (const name of groupNames(session.fs)) {
    const group = readGroup(session.fs, name);
    for (const choice of group?.choices ?? []) if (own.has(choice.path)) await removeAlternative(session, name, choice.path);
  }
}

/** Files first, then directories from the deepest up, as far as they are empty and nobody else's. */
async function removePaths(
  session: PackageSession,
  database: Database,
  record: PackageRecord,
  paths: readonly ByteString[],
  kept: ReadonlySet<ByteString>,
): Promise<void> {
  const { fs } = session;
  const directories = paths.filter((path) => path !== '/.' && typeAt(fs, path) === 'directory');
  for (const path of paths) if (!kept.has(path) && !directories.includes(path) && path !== '/.') removeFile(fs, path);
  if (directories.length === 0) return;
  const others = pathsOfOthers(fs, database, record);
  for (const path of directories.reverse()) {
    if (others.has(path)) continue;
    if (fs.readDir(path).length === 0) fs.rmdir(path);
    else if (![...kept].some((each) => each.startsWith(`${path}/`))) {
      await session.say(`dpkg: warning: while removing ${displayName(record)}, directory '${path}' not empty so not removed\n`, 2);
    }
  }
}

function pathsOfOthers(fs: FileSystem, database: Database, record: PackageRecord): Set<ByteString> {
  const others = new Set<ByteString>();
  for (const other of database.values()) if (other.name !== record.name) for (const path of readFileList(fs, other)) others.add(path);
  return others;
}

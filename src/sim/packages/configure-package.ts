/** Configuring: conffiles, what maintainer scripts do (alternatives), triggers. As dpkg 1.22 src/main/configure.c, trigproc.c. */
import { hexOf } from '../fs/block-hash.ts';
import { md5 } from '../fs/md5.ts';
import type { AlternativeManifest } from '../content/types.ts';
import type { ByteString } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import { installAlternative } from './alternatives.ts';
import { loggedName, type PackageRecord, withState } from './database.ts';
import { typeAt } from './paths.ts';
import { logDpkg, type PackageSession } from './session.ts';
import { conffilesOf } from './unpack-package.ts';

/** Configures an unpacked package: `Setting up …` is the caller's line. Returns it installed. */
export async function configurePackage(
  session: PackageSession,
  record: PackageRecord,
  alternatives: readonly AlternativeManifest[],
): Promise<PackageRecord> {
  const { version } = record;
  const name = loggedName(record);
  logDpkg(session, `configure ${name} ${version} ${record.paragraph.get('Config-Version') ?? '<none>'}`);
  logDpkg(session, `status unpacked ${name} ${version}`);
  const conffiles = conffilesOf(session.fs, record).map((path) => `\n ${path} ${settleConffile(session.fs, path)}`);
  logDpkg(session, `status half-configured ${name} ${version}`);
  for (const each of alternatives) await installAlternative(session, each);
  logDpkg(session, `status installed ${name} ${version}`);
  const fields = { 'Config-Version': undefined, Conffiles: conffiles.length === 0 ? undefined : conffiles.join('') };
  return withState(record, { want: 'install', state: 'installed' }, fields);
}

/** Puts a new conffile in its place unless the user has one of their own there; gives the sum of the package's. */
function settleConffile(fs: FileSystem, path: ByteString): string {
  const fresh = `${path}.dpkg-new`;
  if (typeAt(fs, fresh) === undefined) return typeAt(fs, path) === undefined ? '' : sumOf(fs, path);
  const sum = sumOf(fs, fresh);
  const hasOther = typeAt(fs, path) !== undefined && sumOf(fs, path) !== sum;
  if (hasOther) fs.unlink(fresh);
  else fs.rename(fresh, path);
  return sum;
}

const sumOf = (fs: FileSystem, path: ByteString): string => hexOf(md5(fs.readFile(path)));

/** What libc-bin does when libraries came or went: the loader's cache is made anew. The caller says `Processing triggers for …`. */
export function runLinkerTrigger(session: PackageSession, owner: PackageRecord): void {
  logDpkg(session, `trigproc ${loggedName(owner)} ${owner.version} <none>`);
  logDpkg(session, `status half-configured ${loggedName(owner)} ${owner.version}`);
  rebuildLinkerCache(session.fs);
  logDpkg(session, `status installed ${loggedName(owner)} ${owner.version}`);
}

/** ldconfig's two files, with sizes that follow from the libraries that are there. */
function rebuildLinkerCache(fs: FileSystem): void {
  const folder = '/usr/lib/x86_64-linux-gnu';
  const libraries = fs.exists(folder) ? fs.readDir(folder).filter(({ name }) => /\.so\.\d+$/.test(name)) : [];
  const names = libraries.reduce((sum, { name }) => sum + name.length + 1, 0);
  replaceFile(fs, '/etc/ld.so.cache', 48 + 24 * libraries.length + 2 * names + (folder.length + 1) * libraries.length, 0o644);
  if (!fs.exists('/var/cache/ldconfig')) return;
  replaceFile(fs, '/var/cache/ldconfig/aux-cache', 24 + 40 * libraries.length + names + (folder.length + 1) * libraries.length, 0o600);
}

function replaceFile(fs: FileSystem, path: ByteString, size: number, mode: number): void {
  fs.writeContent(`${path}~`, { size, segments: [] }, mode);
  fs.chmod(`${path}~`, mode);
  fs.rename(`${path}~`, path);
}

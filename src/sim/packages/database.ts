/** What dpkg knows of packages: /var/lib/dpkg/status and the file lists in info. As dpkg 1.22 lib/dpkg/dbmodify.c, db-fsys-files.c. */
import { formatParagraph, inStatusOrder, type Paragraph, parseParagraphs } from '../content/deb822.ts';
import { type ByteString, fromBytes, toBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import { type PackageVersion, packageVersionOf } from './package-version.ts';

export const ADMIN = '/var/lib/dpkg';

export type Want = 'unknown' | 'install' | 'hold' | 'deinstall' | 'purge';
export type PackageState =
  | 'not-installed'
  | 'config-files'
  | 'half-installed'
  | 'unpacked'
  | 'half-configured'
  | 'triggers-awaited'
  | 'triggers-pending'
  | 'installed';

/** One package of the database. */
export interface PackageRecord extends PackageVersion {
  readonly want: Want;
  readonly flag: 'ok' | 'reinstreq';
  readonly state: PackageState;
}

export type Database = ReadonlyMap<string, PackageRecord>;

/** Reads the status file; without one, an empty database. */
export function readDatabase(fs: FileSystem): Map<string, PackageRecord> {
  const path = `${ADMIN}/status`;
  const text = fs.exists(path) ? fromBytes(fs.readFile(path)) : '';
  return new Map(parseParagraphs(text).map((paragraph) => [paragraph.get('Package') ?? '', recordOf(paragraph)]));
}

export function recordOf(paragraph: Paragraph): PackageRecord {
  const [want = 'unknown', flag = 'ok', state = 'not-installed'] = (paragraph.get('Status') ?? '').split(' ');
  return {
    ...packageVersionOf(paragraph),
    want: want as Want,
    flag: flag === 'reinstreq' ? 'reinstreq' : 'ok',
    state: state as PackageState,
  };
}

/** The same package in another state; further fields replace its own (undefined removes). */
export function withState(
  record: PackageRecord,
  status: { readonly want?: Want; readonly state: PackageState },
  fields: Readonly<Record<string, ByteString | undefined>> = {},
): PackageRecord {
  const changed = new Map(record.paragraph);
  changed.set('Status', `${status.want ?? record.want} ${record.flag} ${status.state}`);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  }
  return recordOf(inStatusOrder(changed));
}

/** Writes status, keeping the former one as status-old. A package that is not installed at all is left out. */
export function writeDatabase(fs: FileSystem, database: Database): void {
  const kept = [...database.values()].filter(({ state }) => state !== 'not-installed').sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = kept.map(({ paragraph }) => `${formatParagraph(paragraph)}\n`).join('');
  const [status, old, fresh] = [`${ADMIN}/status`, `${ADMIN}/status-old`, `${ADMIN}/status-new`];
  fs.writeFile(fresh, toBytes(text), 0o644);
  if (fs.exists(status)) fs.rename(status, old);
  fs.rename(fresh, status);
}

/** `libc6:amd64`, `bash`: as dpkg prints it and names its info files. */
export function displayName(record: Pick<PackageRecord, 'name' | 'architecture' | 'isMultiArchSame'>): string {
  return record.isMultiArchSame ? `${record.name}:${record.architecture}` : record.name;
}

/** `libc6:amd64`, `bash:amd64`, `debconf:all`: as dpkg's log names it. */
export const loggedName = (record: Pick<PackageRecord, 'name' | 'architecture'>): string => `${record.name}:${record.architecture}`;

export const infoFile = (record: Pick<PackageRecord, 'name' | 'architecture' | 'isMultiArchSame'>, kind: string): string =>
  `${ADMIN}/info/${displayName(record)}.${kind}`;

/** The paths of a package as its list has them, `/.` first; none when it has no list. */
export function readFileList(fs: FileSystem, record: PackageRecord): ByteString[] {
  const path = infoFile(record, 'list');
  return fs.exists(path) ? linesOf(fs, path) : [];
}

export function linesOf(fs: FileSystem, path: ByteString): ByteString[] {
  return fromBytes(fs.readFile(path))
    .split('\n')
    .filter((line) => line !== '');
}

/** The number in `(Reading database ... N files and directories currently installed.)`: lists, diversions and file triggers. */
export function countKnownFiles(fs: FileSystem, database: Database): number {
  const known = new Set<ByteString>();
  for (const record of database.values()) for (const path of readFileList(fs, record)) known.add(path);
  const diversions = `${ADMIN}/diversions`;
  if (fs.exists(diversions)) for (const line of linesOf(fs, diversions)) if (line.startsWith('/')) known.add(line);
  const triggers = `${ADMIN}/triggers/File`;
  if (fs.exists(triggers)) for (const line of linesOf(fs, triggers)) known.add(line.split(' ')[0] ?? '');
  return known.size;
}

/** dpkg-query's other questions: -W with its formats, -s, -L, -S, -p. As dpkg 1.22 src/query/main.c, lib/dpkg/pkg-format.c. */
import { formatParagraph, inStatusOrder } from '../../../../sim/content/deb822.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import {
  ADMIN,
  type Database,
  displayName,
  linesOf,
  type PackageRecord,
  readDatabase,
  readFileList,
} from '../../../../sim/packages/database.ts';
import type { ProgramIo } from '../../program-io.ts';
import { globPattern, stateLetters } from './dpkg-list.ts';

export const DEFAULT_FORMAT = '${binary:Package}\\t${Version}\\n';

const isKnown = ({ state }: PackageRecord): boolean => state !== 'not-installed';

/** -W: each package by the format. */
export async function showFormatted(io: ProgramIo, format: ByteString, patterns: readonly ByteString[]): Promise<number> {
  const records = [...readDatabase(io.fs).values()].filter(isKnown).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (patterns.length === 0) {
    for (const record of records) await io.out(formatRecord(record, format));
    return 0;
  }
  let status = 0;
  for (const pattern of patterns) {
    const matches = globPattern(pattern);
    const found = records.filter(({ name }) => matches(name));
    for (const record of found) await io.out(formatRecord(record, format));
    if (found.length > 0) continue;
    status = 1;
    await io.flush();
    await io.err(`dpkg-query: no packages found matching ${pattern}\n`);
  }
  return status;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

/** `${Package;-10}` with widths (negative: to the left), `\n`, `\t`. */
function formatRecord(record: PackageRecord, format: ByteString): ByteString {
  return format.replace(
    /\$\{([^};]*)(?:;(-?\d+))?\}|\\(.)/g,
    (_whole, name: string | undefined, width: string | undefined, escaped: string | undefined) => {
      if (name === undefined) return ESCAPES[escaped ?? ''] ?? escaped ?? '';
      const value = fieldOf(record, name);
      const columns = Number(width ?? 0);
      return columns < 0 ? value.padEnd(-columns).slice(0, -columns) : columns > 0 ? value.padStart(columns).slice(0, columns) : value;
    },
  );
}

function fieldOf(record: PackageRecord, name: string): ByteString {
  const { paragraph } = record;
  const [, source, sourceVersion] = /^(\S+)(?: \((.*)\))?$/.exec(paragraph.get('Source') ?? record.name) ?? [];
  switch (name.toLowerCase()) {
    case 'binary:package':
      return displayName(record);
    case 'binary:summary':
    case 'binary:synopsis':
      return (paragraph.get('Description') ?? '').split('\n')[0] ?? '';
    case 'db:status-abbrev':
      return stateLetters(record);
    case 'db:status-status':
      return record.state;
    case 'db:status-want':
      return record.want;
    case 'db:status-eflag':
      return record.flag;
    case 'source:package':
      return source ?? record.name;
    case 'source:version':
      return sourceVersion ?? record.version;
    case 'db-fsys:files':
      return '';
    default:
      return [...paragraph].find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1] ?? '';
  }
}

/** Each named package's record; what is missing is said in the question's own words. */
async function forEachPackage(
  io: ProgramIo,
  names: readonly ByteString[],
  missing: (name: ByteString) => ByteString,
  body: (record: PackageRecord, index: number) => Promise<void>,
): Promise<number> {
  const database = readDatabase(io.fs);
  let status = 0;
  for (const [index, name] of names.entries()) {
    const record = database.get(name.replace(/:(?:amd64|all|any)$/, ''));
    if (record && isKnown(record)) {
      await body(record, index);
      continue;
    }
    status = 1;
    await io.flush();
    await io.err(missing(name));
  }
  return status;
}

/** -s and -p: the paragraph; without names (-s) all of them. */
export async function showStatus(io: ProgramIo, names: readonly ByteString[], isAvailable = false): Promise<number> {
  const text = (record: PackageRecord) => {
    const shown = new Map(record.paragraph);
    if (isAvailable) for (const field of ['Status', 'Conffiles', 'Config-Version']) shown.delete(field);
    return formatParagraph(inStatusOrder(shown));
  };
  if (names.length === 0) {
    await io.out(
      [...readDatabase(io.fs).values()]
        .filter(isKnown)
        .map((record) => `${text(record)}\n`)
        .join(''),
    );
    return 0;
  }
  const what = isAvailable ? 'not available' : 'not installed and no information is available';
  const missing = (name: ByteString) =>
    `dpkg-query: package '${name}' is ${what}\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`;
  return forEachPackage(io, names, missing, async (record, index) => {
    await io.out(`${index > 0 ? '\n' : ''}${text(record)}`);
  });
}

/** -L: the paths of packages. */
export function showFiles(io: ProgramIo, names: readonly ByteString[]): Promise<number> {
  const missing = (name: ByteString) =>
    `dpkg-query: package '${name}' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n`;
  const diversions = readDiversions(io);
  return forEachPackage(io, names, missing, async (record, index) => {
    if (index > 0) await io.out('\n');
    for (const path of readFileList(io.fs, record)) {
      await io.out(`${path}\n`);
      const diverted = diversions.find(({ from }) => from === path);
      if (diverted)
        await io.out(diverted.by === ':' ? `locally diverted to: ${diverted.to}\n` : `diverted by ${diverted.by} to: ${diverted.to}\n`);
    }
  });
}

interface Diversion {
  readonly from: ByteString;
  readonly to: ByteString;
  readonly by: ByteString;
}

function readDiversions({ fs }: ProgramIo): Diversion[] {
  const path = `${ADMIN}/diversions`;
  const lines = fs.exists(path) ? linesOf(fs, path) : [];
  return Array.from({ length: Math.floor(lines.length / 3) }, (_, i) => ({
    from: lines[3 * i] ?? '',
    to: lines[3 * i + 1] ?? '',
    by: lines[3 * i + 2] ?? '',
  }));
}

/** -S: whose a path is. A pattern without slash at its begin is looked for anywhere. */
export async function searchPaths(io: ProgramIo, patterns: readonly ByteString[]): Promise<number> {
  const owners = pathOwners(io, readDatabase(io.fs));
  const diversions = readDiversions(io);
  let status = 0;
  for (const pattern of patterns) {
    const glob = /^[/*?[]/.test(pattern) ? pattern : `*${pattern}*`;
    const trimmed = glob.length > 1 ? glob.replace(/\/+$/, '') : glob;
    const matches = globPattern(trimmed);
    const found = /[*?[]/.test(trimmed) ? [...owners.keys()].filter(matches) : owners.has(trimmed) ? [trimmed] : [];
    const diverted = diversions.filter(({ from, to }) => matches(from) || matches(to));
    for (const { from, to, by } of diverted)
      await io.out(
        by === ':'
          ? `local diversion from: ${from}\nlocal diversion to: ${to}\n`
          : `diversion by ${by} from: ${from}\ndiversion by ${by} to: ${to}\n`,
      );
    for (const path of found) await io.out(`${owners.get(path)?.join(', ')}: ${path}\n`);
    if (found.length + diverted.length > 0) continue;
    status = 1;
    await io.flush();
    await io.err(`dpkg-query: no path found matching pattern ${pattern}\n`);
  }
  return status;
}

/** Path → the packages that have it. */
function pathOwners(io: ProgramIo, database: Database): Map<ByteString, string[]> {
  const owners = new Map<ByteString, string[]>();
  for (const record of database.values()) {
    for (const path of readFileList(io.fs, record)) {
      const names = owners.get(path);
      if (names) names.push(displayName(record));
      else owners.set(path, [displayName(record)]);
    }
  }
  return owners;
}

/** --control-list and --control-path: a package's files in info. */
export async function showControlFiles(io: ProgramIo, [name = '', kind]: readonly ByteString[], form: 'kind' | 'path'): Promise<number> {
  const missing = (each: ByteString) => `dpkg-query: error: package '${each}' is not installed\n`;
  return forEachPackage(io, [name], missing, async (record) => {
    const stem = `${displayName(record)}.`;
    const kinds = io.fs.readDir(`${ADMIN}/info`).flatMap((entry) => (entry.name.startsWith(stem) ? [entry.name.slice(stem.length)] : []));
    const shown = kinds.filter(
      (each) => !each.includes('.') && each !== 'list' && each !== 'conffiles' && (kind === undefined || each === kind),
    );
    for (const each of shown.sort()) await io.out(form === 'kind' ? `${each}\n` : `${ADMIN}/info/${stem}${each}\n`);
  });
}

/** dpkg -l: packages in columns as wide as their contents. As dpkg 1.22 src/query/main.c list_format_print. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { displayName, type PackageRecord, readDatabase } from '../../../../sim/packages/database.ts';
import { parseRelation } from '../../../../sim/packages/relation.ts';
import type { ProgramIo } from '../../program-io.ts';

interface Row {
  readonly state: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly summary: string;
}

const HEAD = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;

/** Lists what matches; without patterns every package that is not entirely gone. */
export async function listInColumns(io: ProgramIo, patterns: readonly ByteString[]): Promise<number> {
  const database = readDatabase(io.fs);
  const records = [...database.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const mentioned = patterns.length === 0 ? [] : mentionedNames(records);
  const rows = patterns.length === 0 ? records.map(rowOf) : [];
  let status = 0;
  for (const pattern of patterns) {
    const matches = globPattern(pattern);
    const found = [...records.filter(({ name }) => matches(name)).map(rowOf), ...mentioned.filter(matches).map(unknownRow)];
    if (found.length === 0) {
      await io.err(`dpkg-query: no packages found matching ${pattern}\n`);
      status = 1;
    }
    rows.push(...found);
  }
  if (rows.length > 0) await io.out(HEAD + columns(io, [...new Map(rows.map((row) => [row.name, row])).values()]));
  return status;
}

/** As fnmatch(3): `*`, `?`, `[…]`; a name without them only itself. */
export function globPattern(pattern: ByteString): (name: ByteString) => boolean {
  if (!/[*?[]/.test(pattern)) {
    const bare = pattern.replace(/:(?:amd64|all|any)$/, '');
    return (name) => name === bare;
  }
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  const expression = new RegExp(`^${source}$`, 's');
  return (name) => expression.test(name);
}

function mentionedNames(records: readonly PackageRecord[]): string[] {
  const names = new Set<string>();
  for (const { paragraph } of records) {
    for (const field of ['Depends', 'Pre-Depends', 'Recommends', 'Suggests', 'Conflicts', 'Breaks', 'Replaces', 'Provides', 'Enhances']) {
      for (const { name } of parseRelation(paragraph.get(field)).flat()) names.add(name);
    }
  }
  for (const { name } of records) names.delete(name);
  return [...names].sort();
}

const WANTS: Readonly<Record<string, string>> = { unknown: 'u', install: 'i', hold: 'h', deinstall: 'r', purge: 'p' };
const STATES: Readonly<Record<string, string>> = {
  'not-installed': 'n',
  'config-files': 'c',
  'half-installed': 'H',
  unpacked: 'U',
  'half-configured': 'F',
  'triggers-awaited': 'W',
  'triggers-pending': 't',
  installed: 'i',
};

/** `ii `: what is wanted, what is, whether something is wrong. */
export const stateLetters = ({ want, state, flag }: PackageRecord): string => `${WANTS[want]}${STATES[state]}${flag === 'ok' ? ' ' : 'R'}`;

const rowOf = (record: PackageRecord): Row => ({
  state: stateLetters(record),
  name: displayName(record),
  version: record.version,
  architecture: record.architecture,
  summary: (record.paragraph.get('Description') ?? '').split('\n')[0] ?? '',
});

const unknownRow = (name: string): Row => ({
  state: 'un ',
  name,
  version: '<none>',
  architecture: '<none>',
  summary: '(no description available)',
});

function columns(io: ProgramIo, rows: readonly Row[]): ByteString {
  const widest = (least: number, text: (row: Row) => string) => rows.reduce((most, row) => Math.max(most, text(row).length), least);
  const name = widest(14, (row) => row.name);
  const version = widest(12, (row) => row.version);
  const architecture = widest(12, (row) => row.architecture);
  const terminal = io.process.terminal(1);
  const room = terminal ? Math.max(terminal.size.columns - (name + version + architecture + 7), 12) : Number.POSITIVE_INFINITY;
  const summary = Math.min(
    widest(33, (row) => row.summary),
    room,
  );
  const line = (state: string, row: Omit<Row, 'state'>) =>
    `${state} ${row.name.padEnd(name)} ${row.version.padEnd(version)} ${row.architecture.padEnd(architecture)} ${row.summary.slice(0, summary)}\n`;
  const title = line('||/', { name: 'Name', version: 'Version', architecture: 'Architecture', summary: 'Description' });
  const rule = `+++-${[name, version, architecture, summary].map((width) => '='.repeat(width)).join('-')}\n`;
  return title + rule + rows.map((row) => line(row.state, row)).join('');
}

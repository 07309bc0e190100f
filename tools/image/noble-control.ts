/** The control fields of noble's packages, from the Debian package's: names and versions as noble has them. */
import { spawnSync } from 'node:child_process';
import type { Paragraph } from '../../src/sim/content/deb822.ts';

const NAMES: Readonly<Record<string, string>> = {
  'libapt-pkg7.0': 'libapt-pkg6.0t64',
  'libapt-pkg6.0': 'libapt-pkg6.0t64',
  libnettle8: 'libnettle8t64',
  libhogweed6: 'libhogweed6t64',
  libgnutls30: 'libgnutls30t64',
  libunistring2: 'libunistring5',
  libext2fs2: 'libext2fs2t64',
  'libdb5.3': 'libdb5.3t64',
  libssl3: 'libssl3t64',
  libnpth0: 'libnpth0t64',
  sqv: 'gpgv',
  'debian-archive-keyring': 'ubuntu-keyring',
};

interface Row {
  readonly name: string;
  readonly version: string;
}

/** Fields other than those that a file list takes for granted, in any order. */
export function controlFields(control: Paragraph, name: string, rows: readonly Row[]): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = [];
  const add = (field: string, value: string | undefined, usual?: string) => {
    if (value !== undefined && value !== '' && value !== usual) fields.push([field, value]);
  };
  add('Essential', control.get('Essential'));
  add('Priority', control.get('Priority'), 'optional');
  add('Section', control.get('Section'), 'libs');
  add('Installed-Size', control.get('Installed-Size'));
  add('Architecture', control.get('Architecture'), 'amd64');
  add('Multi-Arch', control.get('Multi-Arch'), 'same');
  const source = control.get('Source')?.replace(/ \(.*\)/, '');
  add('Source', source, name);
  add('Provides', control.get('Provides')?.replace(/ \(= [^)]*\)/g, ''));
  for (const field of ['Pre-Depends', 'Depends', 'Recommends']) add(field, relation(control.get(field), rows, field === 'Recommends'));
  add('Suggests', relation(control.get('Suggests'), rows, true));
  add('Description', control.get('Description')?.split('\n')[0]);
  return fields;
}

/** A relation field with noble's names and versions; a clause that noble's image cannot meet is left out unless it is `loose`. */
function relation(value: string | undefined, rows: readonly Row[], loose: boolean): string {
  const clauses = (value ?? '').split(/,\s*/).filter((clause) => clause !== '');
  const kept = clauses.flatMap((clause) => {
    const alternatives = clause.split(/\s*\|\s*/).map((each) => nobleRelation(each, rows));
    const known = alternatives.filter(({ installed }) => installed);
    if (known.length === 0) return loose ? [alternatives.map(({ text }) => text).join(' | ')] : [];
    return [alternatives.map(({ text }) => text).join(' | ')];
  });
  return [...new Set(kept)].join(', ');
}

function nobleRelation(each: string, rows: readonly Row[]): { readonly text: string; readonly installed: boolean } {
  const [, oldName = '', operator, version] = /^(\S+?)(?::any)?(?: \((\S+) (\S+)\))?$/.exec(each) ?? [];
  const name = NAMES[oldName] ?? oldName;
  const row = rows.find((candidate) => candidate.name.replace(/:.*/, '') === name);
  if (!row || !operator || !version) return { text: name, installed: row !== undefined || oldName.endsWith('-2.0') };
  const holds = spawnSync('dpkg', ['--compare-versions', row.version, operator, version]).status === 0;
  if (holds && name === oldName) return { text: `${name} (${operator} ${version})`, installed: true };
  const upstream = row.version.replace(/-[^-]*$/, '');
  return { text: operator === '=' ? `${name} (= ${row.version})` : `${name} (>= ${upstream})`, installed: true };
}

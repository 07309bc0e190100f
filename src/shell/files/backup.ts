/** Backups of files that would be overwritten: `f~`, `f.~1~`. As gnulib backupfile (GNU coreutils 9.4, "Backup options"). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { FileSystem } from '../../sim/fs/types.ts';
import { baseName, directoryName } from '../formats/paths.ts';
import { localeQuoted } from '../formats/quoting.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

export interface BackupStyle {
  readonly control: 'simple' | 'numbered' | 'existing';
  readonly suffix: ByteString;
}

/** What cp, mv, ln and install declare. */
export const backupOptions = {
  backup: { long: 'backup', argument: 'CONTROL', optional: true, help: 'make a backup of each existing destination file' },
  simpleBackup: { short: 'b', help: 'like --backup but does not accept an argument' },
  suffix: { short: 'S', long: 'suffix', argument: 'SUFFIX', help: 'override the usual backup suffix' },
} as const;

const CONTROLS: Readonly<Record<string, BackupStyle['control'] | 'none'>> = {
  none: 'none',
  off: 'none',
  simple: 'simple',
  never: 'simple',
  existing: 'existing',
  nil: 'existing',
  numbered: 'numbered',
  t: 'numbered',
};

/** undefined: no backups. */
export function backupStyle(
  io: ProgramIo,
  {
    backup,
    simpleBackup,
    suffix,
  }: { readonly backup: ByteString | true | undefined; readonly simpleBackup: boolean; readonly suffix: ByteString | undefined },
): BackupStyle | undefined {
  if (backup === undefined && !simpleBackup && suffix === undefined) return undefined;
  const { environment } = io.process;
  const word = typeof backup === 'string' ? backup : (environment.get('VERSION_CONTROL') ?? 'existing');
  const control = CONTROLS[word];
  if (control === undefined) {
    const list = [
      ['none', 'off'],
      ['simple', 'never'],
      ['existing', 'nil'],
      ['numbered', 't'],
    ];
    const lines = list.map((names) => `  - ${names.map(localeQuoted).join(', ')}`).join('\n');
    throw new UsageError(`invalid argument ${localeQuoted(word)} for ${localeQuoted('backup type')}\nValid arguments are:\n${lines}`);
  }
  return control === 'none' ? undefined : { control, suffix: suffix ?? environment.get('SIMPLE_BACKUP_SUFFIX') ?? '~' };
}

/** The name under which `path` is to be kept. */
export function backupName(fs: FileSystem, path: ByteString, { control, suffix }: BackupStyle): ByteString {
  const last = highestNumber(fs, path);
  if (control === 'simple' || (control === 'existing' && last === 0)) return path + suffix;
  return `${path}.~${last + 1}~`;
}

function highestNumber(fs: FileSystem, path: ByteString): number {
  const name = baseName(path);
  let highest = 0;
  for (const entry of fs.readDir(directoryName(path))) {
    if (!entry.name.startsWith(`${name}.~`)) continue;
    const match = /^\.~(\d+)~$/.exec(entry.name.slice(name.length));
    if (match) highest = Math.max(highest, Number(match[1]));
  }
  return highest;
}

/** Backups of files that would be overwritten: `f~`, `f.~1~`. As gnulib backupfile (GNU coreutils 9.4, "Backup options"). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { FileSystem } from '../../sim/fs/types.ts';
import { oneOf } from '../formats/choices.ts';
import { baseName, directoryName } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';

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

const readControl = oneOf('backup type', {
  none: ['none', 'off'],
  simple: ['simple', 'never'],
  existing: ['existing', 'nil'],
  numbered: ['numbered', 't'],
});

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
  const control = readControl(word);
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

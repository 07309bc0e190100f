/** dpkg --get-selections, --set-selections, --verify. As dpkg 1.22 src/main/select.c, verify.c. */
import { hexOf } from '../../../../sim/fs/block-hash.ts';
import { md5 } from '../../../../sim/fs/md5.ts';
import { type ByteString, fromBytes } from '../../../../sim/fs/bytes.ts';
import {
  displayName,
  type PackageRecord,
  readDatabase,
  readFileList,
  withState,
  writeDatabase,
} from '../../../../sim/packages/database.ts';
import { readPathFilters } from '../../../../sim/packages/path-filters.ts';
import { typeAt } from '../../../../sim/packages/paths.ts';
import { type ProgramIo, readAll } from '../../program-io.ts';
import { DpkgError } from './dpkg-error.ts';
import { globPattern } from './dpkg-list.ts';

export async function getSelections(io: ProgramIo, patterns: readonly ByteString[]): Promise<number> {
  const records = [...readDatabase(io.fs).values()].filter(({ want }) => want !== 'unknown').sort((a, b) => (a.name < b.name ? -1 : 1));
  let status = 0;
  const shown = patterns.length === 0 ? records : [];
  for (const pattern of patterns) {
    const found = records.filter(({ name }) => globPattern(pattern)(name));
    shown.push(...found);
    if (found.length > 0) continue;
    status = 1;
    await io.err(`dpkg: no packages found matching ${pattern}\n`);
  }
  for (const record of shown) {
    const name = displayName(record);
    await io.out(`${name}${'\t'.repeat(Math.max(1, 6 - Math.floor(name.length / 8)))}${record.want}\n`);
  }
  return status;
}

/** Lines `name want` on standard input. */
export async function setSelections(io: ProgramIo): Promise<number> {
  if (io.process.credentials.uid !== 0) throw new DpkgError('required read/write access to the dpkg database directory /var/lib/dpkg');
  const database = readDatabase(io.fs);
  const lines = fromBytes(await readAll(io.process, 0)).split('\n');
  for (const [index, line] of lines.entries()) {
    const [name, want] = line.trim().split(/\s+/);
    if (!name || name.startsWith('#')) continue;
    if (!want || !/^(?:install|hold|deinstall|purge)$/.test(want))
      throw new DpkgError(`unknown wanted status at line ${index + 1}: ${want ?? ''}`);
    const record = database.get(name.replace(/:amd64$/, ''));
    if (record) database.set(record.name, withState(record, { want: want as PackageRecord['want'], state: record.state }));
    else await io.err(`dpkg: warning: package not in status nor available database at line ${index + 1}: ${name}\n`);
  }
  writeDatabase(io.fs, database);
  return 0;
}

/** -V: files that are missing, conffiles that were changed. Other files' sums are not kept here. */
export async function verify(io: ProgramIo, names: readonly ByteString[]): Promise<number> {
  const isLeftOut = readPathFilters(io.fs);
  const records = [...readDatabase(io.fs).values()].filter(
    ({ name, state }) => state === 'installed' && (names.length === 0 || names.includes(name)),
  );
  let status = 0;
  for (const record of records) {
    const sums = new Map((record.paragraph.get('Conffiles') ?? '').split('\n').map((line) => line.trim().split(' ') as [string, string]));
    const paths = readFileList(io.fs, record);
    const directories = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))));
    for (const path of paths) {
      if (path === '/.' || directories.has(path)) continue;
      const sum = sums.get(path);
      const kind = sum === undefined ? ' ' : 'c';
      const type = typeAt(io.fs, path);
      const isChanged = type === 'file' && sum !== undefined && hexOf(md5(io.fs.readFile(path))) !== sum;
      if (type !== undefined && !isChanged) continue;
      if (type === undefined && isLeftOut(path, false)) continue;
      await io.out(type === undefined ? `missing   ${kind} ${path}\n` : `??5?????? ${kind} ${path}\n`);
      status = 1;
    }
  }
  return status;
}

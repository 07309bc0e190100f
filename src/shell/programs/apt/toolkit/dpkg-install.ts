/** dpkg's actions that change something: -i, --unpack, --configure, -r, -P. As dpkg 1.22 src/main/archives.c, packages.c, remove.c. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { FetchedPackage, PackageArchive } from '../../../../sim/packages/archive.ts';
import { type Database, displayName, type PackageRecord, readDatabase } from '../../../../sim/packages/database.ts';
import { readDeb } from '../../../../sim/packages/deb-file.ts';
import { formatDependency, parseRelation, satisfies } from '../../../../sim/packages/relation.ts';
import { installedRecords } from '../../../../sim/packages/resolve.ts';
import { readSources, serverOf } from '../../../../sim/packages/sources.ts';
import type { ProgramIo } from '../../program-io.ts';
import { DpkgError } from './dpkg-error.ts';
import { DpkgRun } from './dpkg-run.ts';

export interface DpkgOptions {
  readonly force: ReadonlySet<string>;
  readonly isDryRun: boolean;
  /** -a: everything that waits. */
  readonly all: boolean;
}

function startRun(io: ProgramIo): DpkgRun {
  if (io.process.credentials.uid !== 0) throw new DpkgError('requested operation requires superuser privilege');
  const isTerminal = io.process.terminal(1) !== undefined;
  return new DpkgRun(io.process, {
    redraws: isTerminal,
    step: () => undefined,
    say: async (text, stream) => {
      if (stream === 1) await io.out(text);
      if (isTerminal || stream === 2) await io.flush();
      if (stream === 2) await io.err(text);
    },
  });
}

async function reportFailures(io: ProgramIo, failed: readonly ByteString[]): Promise<number> {
  if (failed.length === 0) return 0;
  await io.flush();
  await io.err(`Errors were encountered while processing:\n${failed.map((name) => ` ${name}\n`).join('')}`);
  return 1;
}

/** -i (unpack and configure) and --unpack. */
export async function installArchives(
  io: ProgramIo,
  action: 'install' | 'unpack',
  files: readonly ByteString[],
  options: DpkgOptions,
): Promise<number> {
  if (files.length === 0) throw new DpkgError(`--${action} needs at least one package archive file argument`, true);
  for (const file of files) if (!io.fs.exists(file)) throw new DpkgError(`cannot access archive '${file}': No such file or directory`);
  const run = startRun(io);
  const archives: { fetched: FetchedPackage; title: ByteString }[] = [];
  const failed: ByteString[] = [];
  for (const file of files) {
    const fetched = await openArchive(io, file, action);
    if (fetched) archives.push({ fetched, title: file });
    else failed.push(file);
  }
  if (options.isDryRun) return 0;
  if (archives.length > 0) await run.unpack(archives);
  const names = archives.flatMap(({ fetched }) => fetched.manifest.control['Package'] ?? []);
  if (action === 'install' && names.length > 0) failed.push(...(await configureMet(io, run, names, action)));
  return reportFailures(io, [...failed, ...run.failed]);
}

/** The package in a file, from the archive that has it; undefined when it is none, which is said. */
async function openArchive(io: ProgramIo, file: ByteString, action: string): Promise<FetchedPackage | undefined> {
  const identity = readDeb(io.fs.readContent(file));
  if (identity === 'foreign') {
    await io.err(`dpkg-deb: error: '${file}' is not a Debian format archive\n`);
    await io.err(`dpkg: error processing archive ${file} (--${action}):\n dpkg-deb --control subprocess returned error exit status 2\n`);
    return undefined;
  }
  const fetched = identity && (await fetchFromAny(io, identity.name, identity.version));
  if (!fetched) await io.err(`drydock: installing ${file}, which comes from none of the simulated archives, is not simulated\n`);
  return fetched || undefined;
}

export async function fetchFromAny(io: ProgramIo, name: string, version: string): Promise<FetchedPackage | undefined> {
  const servers = new Set(readSources(io.fs).map(({ uri }) => serverOf(uri)));
  for (const server of servers) {
    const archive = io.process.connect(server) as PackageArchive;
    const found = await io.process.hold(archive.fetch(name, version));
    if (found) return found;
  }
  return undefined;
}

/** Configures what can be; a package whose dependencies are not met stays unpacked, and that is said. Returns those. */
async function configureMet(io: ProgramIo, run: DpkgRun, names: readonly string[], action: string): Promise<ByteString[]> {
  const left: ByteString[] = [];
  const ready: string[] = [];
  for (const name of names) {
    const record = run.database.get(name);
    if (!record) continue;
    const problems = unmetText(run.database, record, new Set(names));
    if (problems === '') ready.push(name);
    else {
      left.push(displayName(record));
      await io.flush();
      await io.err(`dpkg: dependency problems prevent configuration of ${displayName(record)}:\n${problems}\n`);
      await io.err(`dpkg: error processing package ${displayName(record)} (--${action}):\n dependency problems - leaving unconfigured\n`);
    }
  }
  await run.configure(ready);
  return left;
}

function unmetText(database: Database, record: PackageRecord, along: ReadonlySet<string>): string {
  const there = [...database.values()].filter((each) => installedRecords(new Map([[each.name, each]])).length > 0 || along.has(each.name));
  const clauses = ['Pre-Depends', 'Depends'].flatMap((field) => parseRelation(record.paragraph.get(field)));
  return clauses
    .filter((clause) => !clause.some((each) => there.some((other) => satisfies(other, each))))
    .map((clause) => {
      const reasons = clause.map(({ name }) => {
        const found = database.get(name);
        return found && found.state !== 'config-files'
          ? `  Version of ${displayName(found)} on system is ${found.version}.\n`
          : `  Package ${name} is not installed.\n`;
      });
      return ` ${displayName(record)} depends on ${clause.map(formatDependency).join(' | ')}; however:\n${reasons.join('')}`;
    })
    .join('');
}

/** --configure with names or -a. */
export async function configurePackages(io: ProgramIo, names: readonly ByteString[], { all }: DpkgOptions): Promise<number> {
  if (names.length === 0 && !all) throw new DpkgError('--configure needs a valid package name but nothing was given', true);
  const run = startRun(io);
  const waiting = all
    ? [...run.database.values()].filter(({ state }) => state === 'unpacked' || state === 'half-configured').map(({ name }) => name)
    : [];
  const failed: ByteString[] = [];
  for (const name of names) {
    const record = run.database.get(name);
    if (record?.state === 'unpacked' || record?.state === 'half-configured') waiting.push(name);
    else {
      const why =
        record && record.state === 'installed'
          ? `package ${name} is already installed and configured`
          : `no package named '${name}' is installed, cannot configure`;
      await io.err(`dpkg: error processing package ${name} (--configure):\n ${why}\n`);
      failed.push(name);
    }
  }
  if (waiting.length > 0) failed.push(...(await configureMet(io, run, waiting, 'configure')));
  return reportFailures(io, failed);
}

/** -r and -P. */
export async function removePackages(
  io: ProgramIo,
  action: 'remove' | 'purge',
  names: readonly ByteString[],
  options: DpkgOptions,
): Promise<number> {
  if (names.length === 0) throw new DpkgError(`--${action} needs at least one package name argument`, true);
  const run = startRun(io);
  const failed: ByteString[] = [];
  const ready: string[] = [];
  for (const name of names) {
    const record = run.database.get(name.replace(/:amd64$/, ''));
    if (!record || (action === 'remove' && record.state === 'config-files')) {
      const hint = record
        ? `, only the config\n files of which are on the system; use --purge to remove them too`
        : " which isn't installed";
      await io.err(`dpkg: warning: ignoring request to remove ${name}${hint}\n`);
      continue;
    }
    const problem = reasonAgainst(run.database, record, new Set(names), options.force);
    if (problem === undefined) ready.push(record.name);
    else {
      failed.push(displayName(record));
      await io.err(problem(action));
    }
  }
  if (options.isDryRun || ready.length === 0) return reportFailures(io, failed);
  await run.remove(ready);
  if (action === 'purge') await run.purge(ready);
  return reportFailures(io, failed);
}

function reasonAgainst(
  database: Database,
  record: PackageRecord,
  going: ReadonlySet<string>,
  force: ReadonlySet<string>,
): ((action: string) => ByteString) | undefined {
  const name = displayName(record);
  if (record.paragraph.get('Essential') === 'yes' && !force.has('remove-essential') && !force.has('all')) {
    return (action) => `dpkg: error processing package ${name} (--${action}):\n this is an essential package; it should not be removed\n`;
  }
  if (force.has('depends') || force.has('all')) return undefined;
  const staying = installedRecords(database).filter((each) => !going.has(each.name) && each.name !== record.name);
  const dependents = staying.flatMap((other) => {
    const clauses = ['Pre-Depends', 'Depends'].flatMap((field) => parseRelation(other.paragraph.get(field)));
    const broken = clauses.find(
      (clause) => clause.some((each) => satisfies(record, each)) && !clause.some((each) => staying.some((one) => satisfies(one, each))),
    );
    return broken ? [` ${displayName(other)} depends on ${broken.map(formatDependency).join(' | ')}.\n`] : [];
  });
  if (dependents.length === 0) return undefined;
  const head = `dpkg: dependency problems prevent removal of ${name}:\n${dependents.join('')}\n`;
  return (action) => `${head}dpkg: error processing package ${name} (--${action}):\n dependency problems - not removing\n`;
}

/** -C: packages that are only half installed. */
export async function audit(io: ProgramIo): Promise<number> {
  const halfway = [...readDatabase(io.fs).values()].filter(
    ({ state }) => state === 'unpacked' || state === 'half-configured' || state === 'half-installed',
  );
  if (halfway.length === 0) return 0;
  await io.out(
    'The following packages have been unpacked but not yet configured.\nThey must be configured using dpkg --configure or the configure\nmenu option in dselect for them to work:\n',
  );
  for (const record of halfway)
    await io.out(` ${displayName(record).padEnd(20)} ${(record.paragraph.get('Description') ?? '').split('\n')[0]}\n`);
  return 1;
}

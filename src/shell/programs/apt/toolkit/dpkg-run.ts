/** One run of dpkg over several packages: what it says, in which order it works, and the database that it leaves. As dpkg 1.22 src/main. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../sim/kernel/types.ts';
import type { FetchedPackage } from '../../../../sim/packages/archive.ts';
import { configurePackage, runLinkerTrigger } from '../../../../sim/packages/configure-package.ts';
import {
  ADMIN,
  countKnownFiles,
  type Database,
  loggedName,
  type PackageRecord,
  readDatabase,
  withState,
  writeDatabase,
} from '../../../../sim/packages/database.ts';
import { activatesLinker, alternativesOf } from '../../../../sim/packages/maintainer-scripts.ts';
import { parseRelation } from '../../../../sim/packages/relation.ts';
import { brokenRecords } from '../../../../sim/packages/resolve.ts';
import { purgePackage, removePackage } from '../../../../sim/packages/remove-package.ts';
import { logDpkg, type PackageSession } from '../../../../sim/packages/session.ts';
import { findOverwritten, recordOfManifest, titleOf, unpackPackage } from '../../../../sim/packages/unpack-package.ts';

export interface DpkgVoice {
  say(text: ByteString, stream: 1 | 2): Promise<void> | void;
  /** Redraws `(Reading database ... 5%`: on a terminal, and always below apt, which gives dpkg one. */
  readonly redraws: boolean;
  /** Called where apt's bar moves. */
  step(): Promise<void> | void;
}

export interface ArchiveToUnpack {
  readonly fetched: FetchedPackage;
  /** As in `Preparing to unpack …`. */
  readonly title: ByteString;
}

export class DpkgRun {
  readonly #session: PackageSession;
  readonly #voice: DpkgVoice;
  readonly #process: Process;
  readonly #database: Map<string, PackageRecord>;
  #saidRead = false;
  #linkerPending = false;
  /** Packages that could not be processed, as they are called in the closing list. */
  readonly failed: ByteString[] = [];

  constructor(process: Process, voice: DpkgVoice) {
    this.#process = process;
    this.#voice = voice;
    this.#session = { fs: process.fs, now: () => process.now(), say: (text, stream) => voice.say(text, stream) };
    this.#database = readDatabase(process.fs);
    process.umask(0o022);
    for (const lock of [`${ADMIN}/lock`, `${ADMIN}/triggers/Lock`])
      if (process.fs.exists(lock)) process.fs.writeFile(lock, new Uint8Array(0));
  }

  get database(): ReadonlyMap<string, PackageRecord> {
    return this.#database;
  }

  /** Unpacks archives, in order. */
  async unpack(archives: readonly ArchiveToUnpack[]): Promise<void> {
    logDpkg(this.#session, 'startup archives unpack');
    for (const archive of archives) await this.#unpackOne(archive);
    writeDatabase(this.#session.fs, this.#database);
  }

  async #unpackOne({ fetched, title }: ArchiveToUnpack): Promise<void> {
    const { fs } = this.#session;
    const record = recordOfManifest(fetched.manifest);
    const before = this.#database.get(record.name);
    const isThere = before !== undefined && before.state !== 'config-files';
    if (before?.want !== 'install' && before?.want !== 'hold')
      await this.#say(`Selecting previously unselected package ${shown(record)}.\n`);
    await this.#readDatabase();
    await this.#say(`Preparing to unpack ${title} ...\n`);
    await this.#voice.step();
    await this.#voice.step();
    await this.#say(`Unpacking ${titleOf(record)}${isThere ? ` over (${before.version})` : ''} ...\n`);
    const conflict = findOverwritten(fs, this.#database, fetched.manifest);
    if (conflict) {
      const what = ` trying to overwrite '${conflict.path}', which is also in package ${shown(conflict.owner)} ${conflict.owner.version}\n`;
      await this.#fail(title, `dpkg: error processing archive ${title} (--unpack):\n${what}`);
      return;
    }
    this.#database.set(record.name, unpackPackage(this.#session, this.#database, fetched));
    this.#linkerPending ||= activatesLinker(fs, record);
    await this.#voice.step();
    await this.#process.sleep(30_000);
  }

  /** Configures these packages, or all that wait for it. */
  async configure(names?: readonly string[]): Promise<void> {
    logDpkg(this.#session, 'startup packages configure');
    const waiting = names ?? brokenRecords(this.#database).map(({ name }) => name);
    for (const name of dependenciesFirst(this.#database, waiting)) {
      const record = this.#database.get(name);
      if (!record || (record.state !== 'unpacked' && record.state !== 'half-configured')) continue;
      await this.#say(`Setting up ${titleOf(record)} ...\n`);
      await this.#voice.step();
      this.#database.set(name, await configurePackage(this.#session, record, alternativesOf(this.#session.fs, record)));
      await this.#voice.step();
      await this.#process.sleep(20_000);
    }
    await this.#runTriggers();
    writeDatabase(this.#session.fs, this.#database);
  }

  /** Removes the files of packages, conffiles excepted. */
  async remove(names: readonly string[]): Promise<void> {
    logDpkg(this.#session, 'startup packages remove');
    for (const name of names) {
      const record = this.#database.get(name);
      if (!record || record.state === 'config-files') continue;
      await this.#readDatabase();
      await this.#say(`Removing ${titleOf(record)} ...\n`);
      await this.#voice.step();
      const hadLibraries = activatesLinker(this.#session.fs, record);
      this.#database.set(name, await removePackage(this.#session, this.#database, record));
      this.#linkerPending ||= hadLibraries;
      await this.#process.sleep(20_000);
    }
    await this.#runTriggers();
    writeDatabase(this.#session.fs, this.#database);
  }

  /** Removes what removed packages left. */
  async purge(names: readonly string[]): Promise<void> {
    logDpkg(this.#session, 'startup packages purge');
    this.#saidRead = false;
    for (const name of names) {
      const record = this.#database.get(name);
      if (record?.state !== 'config-files') continue;
      await this.#readDatabase();
      await this.#say(`Purging configuration files for ${titleOf(record)} ...\n`);
      await this.#voice.step();
      this.#database.set(name, await purgePackage(this.#session, this.#database, record));
    }
    writeDatabase(this.#session.fs, this.#database);
  }

  /** Changes what is wanted of a package (hold, install, deinstall, purge). */
  select(name: string, want: PackageRecord['want']): void {
    const record = this.#database.get(name);
    if (record) this.#database.set(name, withState(record, { want, state: record.state }));
  }

  save(): void {
    writeDatabase(this.#session.fs, this.#database);
  }

  async #runTriggers(): Promise<void> {
    const owner = this.#database.get('libc-bin');
    if (!this.#linkerPending || !owner) return;
    this.#linkerPending = false;
    await this.#say(`Processing triggers for ${titleOf(owner)} ...\n`);
    runLinkerTrigger(this.#session, owner);
    await this.#process.sleep(20_000);
  }

  /** `(Reading database ... N files and directories currently installed.)`, once a run. */
  async #readDatabase(): Promise<void> {
    if (this.#saidRead) return;
    this.#saidRead = true;
    const end = `(Reading database ... ${countKnownFiles(this.#session.fs, this.#database)} files and directories currently installed.)\n`;
    if (!this.#voice.redraws) {
      await this.#say(end);
      return;
    }
    await this.#say('(Reading database ... \r');
    for (let percent = 5; percent <= 100; percent += 5) {
      await this.#say(`(Reading database ... ${percent}%\r`);
      if (percent % 25 === 0) await this.#process.sleep(5000);
    }
    await this.#say(end);
  }

  async #fail(name: ByteString, text: ByteString): Promise<void> {
    this.failed.push(name);
    await this.#voice.say(text, 2);
  }

  #say(text: ByteString): Promise<void> | void {
    return this.#voice.say(text, 1);
  }
}

/** Those that others of them depend on come first; otherwise as given. */
function dependenciesFirst(database: Database, names: readonly string[]): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: ReadonlySet<string>) => {
    if (path.has(name) || ordered.has(name)) return;
    const clauses = ['Pre-Depends', 'Depends'].flatMap((field) => parseRelation(database.get(name)?.paragraph.get(field)).flat());
    for (const each of clauses) if (names.includes(each.name)) visit(each.name, new Set([...path, name]));
    ordered.add(name);
  };
  for (const name of names) visit(name, new Set());
  return [...ordered];
}

const shown = (record: PackageRecord): string => (record.isMultiArchSame ? loggedName(record) : record.name);

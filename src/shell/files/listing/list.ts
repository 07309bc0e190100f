/** ls's course: operands looked at, files first, then directory after directory. As GNU coreutils 9.4 ls.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { joinPath } from '../../formats/paths.ts';
import { showSize } from '../../formats/sizes.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { ColorWriter } from './colors.ts';
import { type ListEntry, lookAtEntry } from './entry.ts';
import type { LongContext } from './long-format.ts';
import { quoteName } from './name.ts';
import { entriesText } from './print-entries.ts';
import { sortEntries } from './sort.ts';
import type { ListStyle } from './style.ts';

/** Lists the operands. Returns 0, 1 (minor trouble) or 2 (an operand could not be looked at). */
export async function list(io: ProgramIo, operands: readonly ByteString[], style: ListStyle): Promise<number> {
  const lister = new Lister(io, style);
  return lister.run(operands.length === 0 ? ['.'] : operands);
}

class Lister {
  readonly #io: ProgramIo;
  readonly #style: ListStyle;
  readonly #painter: ColorWriter | undefined;
  readonly #context: LongContext;
  #status = 0;
  #printed = false;

  constructor(io: ProgramIo, style: ListStyle) {
    this.#io = io;
    this.#style = style;
    this.#painter = style.colors && new ColorWriter(style.colors);
    this.#context = { accounts: readAccounts(io.fs), zone: parseTimeZone(io.process.environment.get('TZ')), now: io.process.now() };
  }

  async run(operands: readonly ByteString[]): Promise<number> {
    const looked: ListEntry[] = [];
    for (const operand of operands) {
      const entry = await this.#look(operand, operand, true);
      if (entry) looked.push(entry);
    }
    const sorted = sortEntries(looked, this.#style);
    const isListed = ({ stat }: ListEntry): boolean => stat.type === 'directory' && !this.#style.directories;
    const files = sorted.filter((entry) => !isListed(entry));
    const directories = sorted.filter(isListed);
    if (files.length > 0) {
      await this.#io.out(entriesText(files, this.#style, this.#painter, this.#context));
      this.#printed = true;
    }
    const titled = operands.length > 1 || this.#style.recursive;
    for (const { path } of directories) await this.#listDirectory(path, titled, true, []);
    return this.#status;
  }

  async #look(name: ByteString, path: ByteString, operand: boolean): Promise<ListEntry | undefined> {
    try {
      return lookAtEntry(this.#io.fs, name, path, this.#style, operand);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await this.#complain(`cannot access ${this.#io.quoted(path)}: ${error.text}`, operand ? 2 : 1);
      return undefined;
    }
  }

  async #complain(text: ByteString, status: number): Promise<void> {
    await this.#io.flush();
    await this.#io.complain(text);
    this.#status = Math.max(this.#status, status);
  }

  async #listDirectory(path: ByteString, titled: boolean, operand: boolean, above: readonly string[]): Promise<void> {
    const { fs } = this.#io;
    let names: readonly ByteString[];
    let identity: string;
    try {
      names = fs.readDir(path).map(({ name }) => name);
      const { dev, ino } = fs.stat(path);
      identity = `${dev}:${ino}`;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      return this.#complain(`cannot open directory ${this.#io.quoted(path)}: ${error.text}`, operand ? 2 : 1);
    }
    if (above.includes(identity)) return this.#complain(`${this.#io.shellQuoted(path)}: not listing already-listed directory`, 2);
    const entries = await this.#entries(path, names);
    const title = titled ? `${this.#printed ? '\n' : ''}${quoteName(path, this.#style)}:\n` : '';
    this.#printed = true;
    await this.#io.out(title + this.#total(entries) + entriesText(entries, this.#style, this.#painter, this.#context));
    if (!this.#style.recursive) return;
    for (const entry of entries) {
      if (entry.stat.type !== 'directory' || entry.name === '.' || entry.name === '..') continue;
      await this.#listDirectory(entry.path, true, false, [...above, identity]);
    }
  }

  async #entries(path: ByteString, names: readonly ByteString[]): Promise<readonly ListEntry[]> {
    const { all, ignore } = this.#style;
    const shown = [...(all === 'yes' ? ['.', '..'] : []), ...names].filter(
      (name) => (all !== 'no' || !name.startsWith('.')) && !ignore(name),
    );
    const entries: ListEntry[] = [];
    for (const name of shown) {
      const pause = this.#io.process.tick();
      if (pause) await pause;
      const entry = await this.#look(name, joinPath(path, name), false);
      if (entry) entries.push(entry);
    }
    return sortEntries(entries, this.#style);
  }

  #total(entries: readonly ListEntry[]): ByteString {
    const { format, blocks, blockSize, end } = this.#style;
    if (format !== 'long' && !blocks) return '';
    return `total ${showSize(
      entries.reduce((sum, { stat }) => sum + stat.blocks * 512, 0),
      blockSize,
    )}${end}`;
  }
}

/** sed -i: each file is written anew beside itself and then takes its own place. As GNU sed 4.9 open_next_file and closedown. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { baseName, directoryName, joinPath } from '../formats/paths.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { Output } from './outputs.ts';
import { ScriptError } from './script.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BUFFER = 65_536;

interface Edited {
  readonly target: ByteString;
  readonly temporary: ByteString;
  readonly stat: Stat;
  readonly fd: number;
  pending: ByteString;
}

export class InPlace {
  readonly #io: ProgramIo;
  readonly #suffix: ByteString;
  readonly #followSymlinks: boolean;
  readonly #delimiter: string;
  #edited: Edited | undefined;
  /** Some file could not be edited. */
  failed = false;

  constructor(io: ProgramIo, suffix: ByteString, followSymlinks: boolean, delimiter: string) {
    this.#delimiter = delimiter;
    this.#io = io;
    this.#suffix = suffix;
    this.#followSymlinks = followSymlinks;
  }

  /** Where the file's new text goes; undefined (and said) when it cannot be edited. Throws ScriptError. */
  async open(name: ByteString, fd: number): Promise<Output | undefined> {
    const stat = this.#io.process.fstat(fd);
    if (stat.type !== 'file') {
      await this.#io.complain(`couldn't edit ${name}: ${this.#io.process.terminal(fd) ? 'is a terminal' : 'not a regular file'}`);
      this.failed = true;
      return undefined;
    }
    const target = this.#followSymlinks ? this.#io.fs.realPath(name) : name;
    const folder = directoryName(target);
    const temporary = joinPath(folder, `sed${this.#randomLetters()}`);
    try {
      const out = await this.#io.process.open(temporary, { write: true, create: true, exclusive: true }, 0o600);
      const edited: Edited = { target, temporary, stat, fd: out, pending: '' };
      this.#edited = edited;
      return new Output((text) => this.#write(edited, text), this.#delimiter);
    } catch (error) {
      if (error instanceof FsError) throw new ScriptError(`couldn't open temporary file ${temporary}: ${error.text}`, 4);
      throw error;
    }
  }

  #write(edited: Edited, text: ByteString): Promise<void> | void {
    edited.pending += text;
    if (edited.pending.length < BUFFER) return;
    const { pending } = edited;
    edited.pending = '';
    return this.#io.process.write(edited.fd, pending) || undefined;
  }

  async close(): Promise<void> {
    const edited = this.#edited;
    if (!edited) return;
    this.#edited = undefined;
    const { target, temporary, stat, fd, pending } = edited;
    await this.#io.process.write(fd, pending);
    this.#io.process.close(fd);
    const { fs } = this.#io;
    this.#keepOwner(temporary, stat);
    fs.chmod(temporary, stat.mode);
    try {
      if (this.#suffix !== '') fs.rename(target, this.#backupName(target));
      fs.rename(temporary, target);
    } catch (error) {
      if (error instanceof FsError) throw new ScriptError(`cannot rename ${temporary}: ${error.text}`, 4);
      throw error;
    }
  }

  #keepOwner(path: ByteString, { uid, gid }: Stat): void {
    try {
      this.#io.fs.chown(path, uid, gid);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }

  /** `*` in the suffix stands for the file's name; without one it is put behind the name. */
  #backupName(target: ByteString): ByteString {
    const name = baseName(target);
    const backup = this.#suffix.includes('*') ? this.#suffix.replaceAll('*', name) : name + this.#suffix;
    return backup.includes('/') ? backup : joinPath(directoryName(target), backup);
  }

  #randomLetters(): ByteString {
    let letters = '';
    while (letters.length < 6) letters += LETTERS.charAt(Math.floor(this.#io.process.random() * LETTERS.length));
    return letters;
  }
}

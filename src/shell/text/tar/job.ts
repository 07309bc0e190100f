/** What one run of tar has: its settings, what it says, and whether something has failed. As GNU tar 1.35. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { type Accounts, readAccounts } from '../../formats/accounts.ts';
import { type ProgramIo, WriteError } from '../../programs/program-io.ts';

export interface TarSettings {
  /** `-` for standard input or output. */
  readonly archive: ByteString;
  readonly gzip: boolean;
  /** -v once: names; twice: as `ls -l`. */
  readonly verbose: number;
  readonly excludes: readonly ((path: ByteString) => boolean)[];
  readonly stripComponents: number;
  readonly absoluteNames: boolean;
  readonly dereference: boolean;
  readonly recursion: boolean;
  readonly keepOldFiles: boolean;
  readonly skipOldFiles: boolean;
  readonly keepsTime: boolean;
  readonly samePermissions: boolean;
  readonly sameOwner: boolean;
  readonly toStdout: boolean;
  readonly numericOwner: boolean;
  readonly fullTime: boolean;
  readonly wildcards: boolean;
  readonly removeFiles: boolean;
  readonly owner: ByteString | undefined;
  readonly group: ByteString | undefined;
  /** Replaces `s/…/…/` of --transform. */
  readonly rename: (name: ByteString) => ByteString;
  readonly sorted: boolean;
}

/** tar cannot go on. */
export class FatalTarError extends Error {
  /** Whether `Error is not recoverable: exiting now` follows. */
  readonly recoverable: boolean;
  constructor(text: string, recoverable = false) {
    super(text);
    this.name = 'FatalTarError';
    this.recoverable = recoverable;
  }
}

export class TarJob {
  readonly io: ProgramIo;
  readonly settings: TarSettings;
  failed = false;
  #accounts: Accounts | undefined;
  readonly #said = new Set<string>();

  constructor(io: ProgramIo, settings: TarSettings) {
    this.io = io;
    this.settings = settings;
  }

  get accounts(): Accounts {
    this.#accounts ??= readAccounts(this.io.fs);
    return this.#accounts;
  }

  /** Says it, and the exit status will be 2. */
  async fail(text: string): Promise<void> {
    this.failed = true;
    await this.warn(text);
  }

  async warn(text: string): Promise<void> {
    await this.io.flush();
    await this.io.complain(text);
  }

  /** Only the first time. */
  async warnOnce(text: string): Promise<void> {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    await this.warn(text);
  }

  /** Runs `body`; an FsError is said as `WORDS: strerror`. */
  async guard(words: string, body: () => Promise<void>): Promise<boolean> {
    try {
      await body();
      return true;
    } catch (error) {
      if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
      await this.fail(`${words}: ${error.text}`);
      return false;
    }
  }

  isExcluded(path: ByteString): boolean {
    return this.settings.excludes.some((test) => test(path));
  }

  /** Without the leading slash, which is said once. */
  async memberName(path: ByteString): Promise<ByteString> {
    if (this.settings.absoluteNames || !path.startsWith('/')) return path;
    await this.warnOnce("Removing leading `/' from member names");
    return path.replace(/^\/+/, '') || './';
  }
}

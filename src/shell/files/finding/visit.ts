/** What find's expressions see of a file, and the words from which they are made. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Instant, Stat } from '../../../sim/fs/types.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import type { Accounts } from '../../formats/accounts.ts';
import type { TimeZone } from '../../formats/time-zone.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { UsageError } from '../../programs/usage-error.ts';

export interface Visit {
  readonly path: ByteString;
  /** The starting point that it lies below, as given. */
  readonly start: ByteString;
  readonly depth: number;
  readonly stat: Stat;
  /** Set by -prune: the directory is not entered. */
  pruned: boolean;
}

export type Test = (visit: Visit) => MaybePromise<boolean>;

/** What all tests of one run share. */
export interface FindContext {
  readonly io: ProgramIo;
  readonly accounts: Accounts;
  readonly zone: TimeZone;
  readonly now: Instant;
  /** Where days begin to be counted: now, or tomorrow's midnight after -daystart. */
  dayStart: Instant;
  followLinks: 'never' | 'operands' | 'always';
  maxDepth: number;
  minDepth: number;
  depthFirst: boolean;
  sameDevice: boolean;
  status: number;
  quit: boolean;
  /** What -exec … + still has to run. */
  readonly atEnd: (() => Promise<void>)[];
}

/** find's own errors: no hint follows. */
export const findError = (text: string): UsageError => new UsageError(text, { hint: false });

/** The words that are left to read. */
export class WordReader {
  readonly #words: readonly ByteString[];
  #at = 0;

  constructor(words: readonly ByteString[]) {
    this.#words = words;
  }

  peek(): ByteString | undefined {
    return this.#words[this.#at];
  }

  next(): ByteString | undefined {
    return this.#words[this.#at++];
  }

  /** The argument of `option`. */
  argument(option: ByteString): ByteString {
    const word = this.next();
    if (word === undefined) throw findError(`missing argument to \`${option}'`);
    return word;
  }
}

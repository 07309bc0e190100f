/** du: how much space files use. As GNU coreutils 9.4 du. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { baseName, joinPath } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { type BlockSize, parseBlockSize, parseSize, showSize } from '../../formats/sizes.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'du',
  usage: '[OPTION]... [FILE]...\n  or:  du [OPTION]... --files0-from=F',
  summary: 'Summarize device usage of the set of FILEs, recursively for directories.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { short: 'a', long: 'all', help: 'write counts for all files, not just directories' },
    apparent: { long: 'apparent-size', help: 'print apparent sizes rather than device usage' },
    size: lastOf({
      block: { short: 'B', long: 'block-size', argument: 'SIZE', help: 'scale sizes by SIZE before printing them', type: parseBlockSize },
      bytes: { short: 'b', long: 'bytes', help: "equivalent to '--apparent-size --block-size=1'" },
      human: { short: 'h', long: 'human-readable', help: 'print sizes in human readable format' },
      si: { long: 'si', help: 'like -h, but use powers of 1000 not 1024' },
      kilo: { short: 'k', help: 'like --block-size=1K' },
      mega: { short: 'm', help: 'like --block-size=1M' },
    }),
    total: { short: 'c', long: 'total', help: 'produce a grand total' },
    dereference: lastOf({
      operands: { short: 'DH', long: 'dereference-args', help: 'dereference only symlinks that are listed on the command line' },
      always: { short: 'L', long: 'dereference', help: 'dereference all symbolic links' },
      never: { short: 'P', long: 'no-dereference', help: "don't follow any symbolic links (this is the default)" },
    }),
    depth: {
      short: 'd',
      long: 'max-depth',
      argument: 'N',
      help: 'print the total for a directory only if it is N or fewer levels below',
      type: readDepth,
    },
    exclude: { long: 'exclude', argument: 'PATTERN', repeat: true, help: 'exclude files that match PATTERN' },
    files: { long: 'files0-from', argument: 'F', notSimulated: true },
    inodes: { long: 'inodes', help: 'list inode usage information instead of block usage' },
    countLinks: { short: 'l', long: 'count-links', help: 'count sizes many times if hard linked' },
    separate: { short: 'S', long: 'separate-dirs', help: 'for directories do not include size of subdirectories' },
    summarize: { short: 's', long: 'summarize', help: 'display only a total for each argument' },
    threshold: {
      short: 't',
      long: 'threshold',
      argument: 'SIZE',
      help: 'exclude entries smaller than SIZE if positive',
      type: readThreshold,
    },
    time: { long: 'time', argument: 'WORD', optional: true, help: 'show time of the last modification of any file in the directory' },
    zero: { short: '0', long: 'null', help: 'end each output line with NUL, not newline' },
    oneFileSystem: { short: 'x', long: 'one-file-system', help: 'skip directories on different file systems' },
  },
  async run(io, options, operands) {
    if (options.summarize && options.all) throw new UsageError('cannot both summarize and show all entries');
    if (options.summarize && options.depth !== undefined && options.depth > 0)
      throw new UsageError(`warning: summarizing conflicts with --max-depth=${options.depth}`);
    if (options.summarize && options.depth === 0) await io.complain('warning: summarizing is the same as using --max-depth=0');
    const usage = new Usage(io, {
      ...options,
      depth: options.summarize ? 0 : (options.depth ?? Number.POSITIVE_INFINITY),
      apparent: options.apparent || options.size === 'bytes',
      blockSize: options.inodes ? { unit: 1 } : blockSizeOf(options.size),
      excluded: options.exclude.map((pattern) => fnmatch(pattern)),
      time: options.time !== undefined,
    });
    let total = 0;
    for (const operand of operands.length === 0 ? ['.'] : operands) total += await usage.measure(operand);
    if (options.total) await usage.print(total, 'total');
    return usage.status;
  },
});

function blockSizeOf(size: 'bytes' | 'human' | 'si' | 'kilo' | 'mega' | { readonly block: BlockSize } | undefined): BlockSize {
  if (typeof size === 'object') return size.block;
  if (size === 'human') return { human: 1024 };
  if (size === 'si') return { human: 1000 };
  return { unit: size === 'bytes' ? 1 : size === 'mega' ? 1024 ** 2 : 1024 };
}

function readDepth(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid maximum depth ${localeQuoted(text)}`);
  return Number(text);
}

function readThreshold(text: ByteString): number {
  const size = parseSize(text.replace(/^[-+]/, ''));
  if (size === undefined) throw new UsageError(`invalid -t argument '${text}'`, { hint: false });
  return text.startsWith('-') ? -size : size;
}

interface UsageStyle {
  readonly all: boolean;
  readonly apparent: boolean;
  readonly blockSize: BlockSize;
  readonly countLinks: boolean;
  readonly depth: number;
  readonly dereference: 'operands' | 'always' | 'never' | undefined;
  readonly excluded: readonly ((name: ByteString) => boolean)[];
  readonly inodes: boolean;
  readonly oneFileSystem: boolean;
  readonly separate: boolean;
  readonly threshold: number | undefined;
  readonly time: boolean;
  readonly zero: boolean;
}

interface Sum {
  readonly size: number;
  readonly newest: number;
}

class Usage {
  status = 0;
  readonly #io: ProgramIo;
  readonly #style: UsageStyle;
  /** Files counted already: of several names one counts. */
  readonly #seen = new Set<string>();
  #device = 0;

  constructor(io: ProgramIo, style: UsageStyle) {
    this.#io = io;
    this.#style = style;
  }

  async measure(path: ByteString): Promise<number> {
    const sum = await this.#visit(path, 0);
    return sum?.size ?? 0;
  }

  async print(size: number, name: ByteString, newest = 0): Promise<void> {
    const { blockSize, threshold, time, zero } = this.#style;
    if (threshold !== undefined && (threshold < 0 ? size > -threshold : size < threshold)) return;
    const stamp = time
      ? `${formatTime('%Y-%m-%d %H:%M', calendarTime(newest, parseTimeZone(this.#io.process.environment.get('TZ'))))}\t`
      : '';
    await this.#io.out(`${showSize(size, blockSize)}\t${stamp}${name}${zero ? '\0' : '\n'}`);
  }

  async #visit(path: ByteString, depth: number): Promise<Sum | undefined> {
    const pause = this.#io.process.tick(2);
    if (pause) await pause;
    const { all, countLinks, excluded, oneFileSystem, separate } = this.#style;
    if (excluded.some((matches) => matches(path) || matches(baseName(path)))) return undefined;
    const stat = await this.#look(path, depth);
    if (!stat) return undefined;
    if (depth === 0) this.#device = stat.dev;
    else if (oneFileSystem && stat.dev !== this.#device) return undefined;
    const identity = `${stat.dev}:${stat.ino}`;
    if (!countLinks && (stat.nlink > 1 || stat.type === 'directory' || depth === 0)) {
      if (this.#seen.has(identity)) return undefined;
      this.#seen.add(identity);
    }
    const own = this.#sizeOf(stat);
    if (stat.type !== 'directory') {
      if ((all && depth <= this.#style.depth) || depth === 0) await this.print(own, path, stat.mtime);
      return { size: own, newest: stat.mtime };
    }
    const { files, below, newest } = await this.#entries(path, stat, depth);
    const size = own + files + below;
    if (depth <= this.#style.depth) await this.print(separate ? own + files : size, path, newest);
    return { size, newest };
  }

  async #entries(
    path: ByteString,
    stat: Stat,
    depth: number,
  ): Promise<{ readonly files: number; readonly below: number; readonly newest: number }> {
    let [files, below, newest] = [0, 0, stat.mtime];
    try {
      for (const { name, type } of this.#io.fs.readDir(path)) {
        const sum = await this.#visit(joinPath(path, name), depth + 1);
        if (!sum) continue;
        newest = Math.max(newest, sum.newest);
        if (type === 'directory') below += sum.size;
        else files += sum.size;
      }
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await this.#complain(`cannot read directory ${this.#io.quoted(path)}: ${error.text}`);
    }
    return { files, below, newest };
  }

  #sizeOf({ type, size, blocks }: Stat): number {
    if (this.#style.inodes) return 1;
    if (!this.#style.apparent) return blocks * 512;
    return type === 'file' || type === 'symlink' ? size : type === 'directory' ? 4096 : 0;
  }

  async #look(path: ByteString, depth: number): Promise<Stat | undefined> {
    const { dereference } = this.#style;
    try {
      return dereference === 'always' || (dereference === 'operands' && depth === 0) ? this.#io.fs.stat(path) : this.#io.fs.lstat(path);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await this.#complain(`cannot access ${this.#io.quoted(path)}: ${error.text}`);
      return undefined;
    }
  }

  async #complain(text: ByteString): Promise<void> {
    await this.#io.flush();
    await this.#io.complain(text);
    this.status = 1;
  }
}

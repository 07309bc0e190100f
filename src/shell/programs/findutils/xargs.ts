/** xargs: builds and runs command lines from standard input. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { WaitStatus } from '../../../sim/kernel/types.ts';
import { ask } from '../../files/ask.ts';
import { spawnByName } from '../../files/search-path.ts';
import { type Item, readItems } from '../../files/xargs-items.ts';
import { localeQuoted, shellEscape } from '../../formats/quoting.ts';
import { signalNumber } from '../../formats/signals.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const positive =
  (letter: string) =>
  (text: ByteString): number => {
    if (!/^\d+$/.test(text)) throw new UsageError(`invalid number "${text}" for -${letter} option`);
    if (Number(text) < 1 && letter !== 'P') throw new UsageError(`value ${text} for -${letter} option should be >= 1`);
    return Number(text);
  };

export default defineProgram({
  name: 'xargs',
  usage: '[OPTION]... COMMAND [INITIAL-ARGS]...',
  summary: 'Run COMMAND with arguments INITIAL-ARGS and more arguments read from input.',
  suite: 'GNU findutils 4.9.0',
  stopAtOperand: true,
  options: {
    zero: { short: '0', long: 'null', help: 'items are separated by a null, not whitespace; disables quote and backslash processing' },
    file: { short: 'a', long: 'arg-file', argument: 'FILE', help: 'read arguments from FILE, not standard input' },
    delimiter: {
      short: 'd',
      long: 'delimiter',
      argument: 'CHARACTER',
      help: 'items in input stream are separated by CHARACTER',
      type: readDelimiter,
    },
    endOfFile: { short: 'E', argument: 'END', help: 'set logical EOF string' },
    replace: { short: 'I', argument: 'R', help: 'replace R in INITIAL-ARGS with names read from standard input' },
    replaceBraces: { short: 'i', long: 'replace', argument: 'R', optional: true, help: 'same as -I; if R is unspecified, assume {}' },
    lines: {
      short: 'L',
      long: 'max-lines',
      argument: 'MAX-LINES',
      help: 'use at most MAX-LINES non-blank input lines per command line',
      type: positive('L'),
    },
    count: {
      short: 'n',
      long: 'max-args',
      argument: 'MAX-ARGS',
      help: 'use at most MAX-ARGS arguments per command line',
      type: positive('n'),
    },
    openTty: { short: 'o', long: 'open-tty', help: 'reopen stdin as /dev/tty in the child process before executing the command' },
    processes: {
      short: 'P',
      long: 'max-procs',
      argument: 'MAX-PROCS',
      help: 'run at most MAX-PROCS processes at a time',
      type: positive('P'),
    },
    interactive: { short: 'p', long: 'interactive', help: 'prompt before running commands' },
    noRunIfEmpty: { short: 'r', long: 'no-run-if-empty', help: 'if there are no arguments, then do not run COMMAND' },
    size: { short: 's', long: 'max-chars', argument: 'MAX-CHARS', help: 'limit length of command line to MAX-CHARS', type: positive('s') },
    verbose: { short: 't', long: 'verbose', help: 'print commands before executing them' },
    exit: { short: 'x', long: 'exit', help: 'exit if the size (see -s) is exceeded' },
    limits: { long: 'show-limits', help: 'show limits on command-line length', notSimulated: true },
  },
  async run(io, options, operands) {
    const replace = options.replace ?? (options.replaceBraces === true ? '{}' : options.replaceBraces);
    const source = options.file === undefined ? 0 : await openFile(io, options.file);
    const runner = new Runner(io, operands.length === 0 ? ['echo'] : operands, {
      ...options,
      // The last of -I, -L and -n wins; -I means one line at a time.
      lines: replace === undefined ? options.lines : 1,
      count: replace === undefined ? options.count : undefined,
      replace,
      keepsInput: options.file !== undefined,
    });
    const style = { delimiter: options.zero ? '\0' : options.delimiter, wholeLines: replace !== undefined, endOfFile: options.endOfFile };
    for await (const item of readItems(io.process, source, style)) if (!(await runner.add(item))) return runner.finish();
    await runner.end();
    return runner.finish();
  },
});

const DELIMITERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  0: '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  r: '\r',
  v: '\v',
  '\\': '\\',
};

function readDelimiter(text: ByteString): ByteString {
  if (text.length === 1) return text;
  const escape_ = /^\\(?:x([0-9a-fA-F]+)|0?([0-7]+)|(.))$/s.exec(text);
  if (escape_?.[1]) return String.fromCharCode(Number.parseInt(escape_[1], 16));
  if (escape_?.[2]) return String.fromCharCode(Number.parseInt(escape_[2], 8));
  const named = DELIMITERS[escape_?.[3] ?? ''];
  if (named !== undefined) return named;
  throw new UsageError(
    `Invalid input delimiter specification ${text}: the delimiter must be either a single character or an escape sequence starting with \\.`,
    { hint: false },
  );
}

async function openFile(io: ProgramIo, path: ByteString): Promise<number> {
  try {
    return await io.process.open(path, { read: true });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`Cannot open input file ${localeQuoted(path)}: ${error.text}`, { hint: false });
  }
}

interface RunnerOptions {
  readonly replace: ByteString | undefined;
  readonly lines: number | undefined;
  readonly count: number | undefined;
  readonly size: number | undefined;
  readonly processes: number | undefined;
  readonly interactive: boolean;
  readonly noRunIfEmpty: boolean;
  readonly verbose: boolean;
  readonly exit: boolean;
  readonly openTty: boolean;
  readonly keepsInput: boolean;
}

/** Bytes of a command line: xargs' own default. */
const DEFAULT_SIZE = 131_072;

/** Gathers items and runs a command when it has enough. */
class Runner {
  readonly #io: ProgramIo;
  readonly #command: readonly ByteString[];
  readonly #options: RunnerOptions;
  readonly #fixedSize: number;
  #items: ByteString[] = [];
  #size = 0;
  #lines = 0;
  #ran = false;
  #stopped = false;
  #status = 0;
  readonly #children = new Set<number>();

  constructor(io: ProgramIo, command: readonly ByteString[], options: RunnerOptions) {
    this.#io = io;
    this.#command = command;
    this.#options = options;
    this.#fixedSize = command.reduce((sum, word) => sum + word.length + 1, 0);
  }

  /** False: nothing more is to be read. */
  async add({ text, endsLine }: Item): Promise<boolean> {
    const { count, lines, size = DEFAULT_SIZE, replace } = this.#options;
    const length = text.length + 1;
    if (replace === undefined && this.#fixedSize + this.#size + length > size) {
      if (this.#items.length === 0 || this.#options.exit) {
        await this.#io.complain('argument line too long');
        this.#status = 1;
        return false;
      }
      await this.#run();
    }
    this.#items.push(text);
    this.#size += length;
    if (endsLine) this.#lines++;
    if (this.#items.length === count || (lines !== undefined && this.#lines >= lines)) await this.#run();
    return !this.#stopped;
  }

  async end(): Promise<void> {
    const { noRunIfEmpty, replace, count, lines } = this.#options;
    if (
      this.#items.length > 0 ||
      (!this.#ran && !noRunIfEmpty && replace === undefined && (count === undefined || !this.#ran) && (lines === undefined || !this.#ran))
    )
      await this.#run();
  }

  /** Waits for what still runs and gives xargs' status. */
  async finish(): Promise<number> {
    while (this.#children.size > 0) await this.#reap();
    return this.#status;
  }

  async #run(): Promise<void> {
    const { replace, verbose, interactive, processes = 1 } = this.#options;
    const items = this.#items;
    this.#items = [];
    this.#size = 0;
    this.#lines = 0;
    this.#ran = true;
    const argv =
      replace === undefined
        ? [...this.#command, ...items]
        : this.#command.map((word, i) => (i === 0 ? word : word.replaceAll(replace, items.join(' '))));
    if (verbose || interactive) {
      const shown = argv.map((word) => shellEscape(word, { unicode: this.#io.unicode })).join(' ');
      if (interactive && !(await ask(this.#io, `${shown}?...`))) return;
      if (!interactive) await this.#io.err(`${shown}\n`);
    }
    await this.#start(argv);
    while (!this.#stopped && processes > 0 && this.#children.size >= processes) await this.#reap();
  }

  async #start(argv: readonly ByteString[]): Promise<void> {
    const { process } = this.#io;
    const input = this.#options.keepsInput
      ? undefined
      : await process.open(this.#options.openTty ? '/dev/tty' : '/dev/null', { read: true });
    try {
      this.#children.add(spawnByName(process, argv, input === undefined ? {} : { descriptors: new Map([[0, input]]) }));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await this.#io.complain(`${argv[0]}: ${error.text}`);
      this.#status = error.errno === 'ENOENT' ? 127 : 126;
      this.#stopped = true;
    } finally {
      if (input !== undefined) process.close(input);
    }
  }

  async #reap(): Promise<void> {
    const result = await this.#io.process.wait('any');
    if (!result) return;
    this.#children.delete(result.pid);
    await this.#judge(result.status);
  }

  async #judge(status: WaitStatus): Promise<void> {
    const name = this.#command[0] ?? '';
    if ('signaled' in status) {
      await this.#io.complain(`${name}: terminated by signal ${signalNumber(status.signaled)}`);
      this.#status = 125;
      this.#stopped = true;
    } else if ('exited' in status && status.exited === 255) {
      await this.#io.complain(`${name}: exited with status 255; aborting`);
      this.#status = 124;
      this.#stopped = true;
    } else if ('exited' in status && status.exited !== 0 && this.#status === 0) this.#status = 123;
  }
}

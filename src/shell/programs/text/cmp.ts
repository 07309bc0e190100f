/** cmp: where two files differ, byte by byte. As GNU diffutils 3.10. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { parseSize } from '../../formats/sizes.ts';
import { defineProgram } from '../define-program.ts';
import { type ProgramIo, readAll } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'cmp',
  usage: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
  summary: 'Compare two files byte by byte.',
  suite: 'GNU diffutils 3.10',
  usageStatus: 2,
  hint: "cmp: Try 'cmp --help' for more information.\n",
  options: {
    bytes: { short: 'b', long: 'print-bytes', help: 'print differing bytes' },
    skip: {
      short: 'i',
      long: 'ignore-initial',
      argument: 'SKIP1[:SKIP2]',
      type: skips,
      help: 'skip first SKIP1 bytes of FILE1 and SKIP2 of FILE2',
    },
    verbose: { short: 'l', long: 'verbose', help: 'output byte numbers and differing byte values' },
    limit: { short: 'n', long: 'bytes', argument: 'LIMIT', type: amount, help: 'compare at most LIMIT bytes' },
    quiet: { short: 's', long: ['quiet', 'silent'], help: 'suppress all normal output' },
    '--version': { short: 'v', long: 'version', help: 'output version information and exit' },
  },
  async run(io, options, operands) {
    const [first, second = '-', third, fourth, extra] = operands;
    if (first === undefined) throw new UsageError("missing operand after 'cmp'");
    if (extra !== undefined) throw new UsageError(`extra operand '${extra}'`);
    const [skip1, skip2] = options.skip ?? [third === undefined ? 0 : amount(third), fourth === undefined ? 0 : amount(fourth)];
    try {
      const files = [await read(io, first, skip1), await read(io, second, skip2)] as const;
      const most = options.limit ?? Number.POSITIVE_INFINITY;
      return await compare(io, [first, second], [files[0].subarray(0, most), files[1].subarray(0, most)], options);
    } catch (error) {
      if (!(error instanceof FsError) || error.path === undefined) throw error;
      if (!options.quiet) await io.complain(`${error.path}: ${error.text}`);
      return 2;
    }
  },
});

async function read(io: ProgramIo, name: ByteString, skip: number): Promise<Uint8Array> {
  if (name === '-') return (await readAll(io.process, 0)).subarray(skip);
  const fd = await io.process.open(name, { read: true });
  const data = await readAll(io.process, fd);
  io.process.close(fd);
  return data.subarray(skip);
}

type Pair<T> = readonly [T, T];

async function compare(
  io: ProgramIo,
  names: Pair<ByteString>,
  [left, right]: Pair<Uint8Array>,
  { bytes, verbose, quiet }: { readonly bytes: boolean; readonly verbose: boolean; readonly quiet: boolean },
): Promise<number> {
  const length = Math.min(left.length, right.length);
  const width = String(Math.max(left.length, right.length)).length;
  let [line, differs] = [1, false];
  for (let i = 0; i < length; i++) {
    const [a, b] = [left[i] ?? 0, right[i] ?? 0];
    if (a !== b) {
      differs = true;
      if (quiet) return 1;
      if (!verbose) {
        const shown = bytes ? ` is ${octal(a)} ${visible(a)} ${octal(b)} ${visible(b)}` : '';
        await io.out(`${names[0]} ${names[1]} differ: byte ${i + 1}, line ${line}${shown}\n`);
        return 1;
      }
      await io.out(
        `${String(i + 1).padStart(width)} ${octal(a)}${bytes ? ` ${visible(a).padEnd(4)}` : ''} ${octal(b)}${bytes ? ` ${visible(b)}` : ''}\n`,
      );
    }
    if (a === 10) line++;
    const pause = (i & 65_535) === 65_535 ? io.process.tick(1024) : undefined;
    if (pause) await pause;
  }
  if (left.length === right.length) return differs ? 1 : 0;
  if (!quiet) await sayShorter(io, left.length < right.length ? names[0] : names[1], left.length < right.length ? left : right, verbose);
  return 1;
}

async function sayShorter(io: ProgramIo, name: ByteString, shorter: Uint8Array, verbose: boolean): Promise<void> {
  await io.flush();
  if (shorter.length === 0) return io.complain(`EOF on ${name} which is empty`);
  const newlines = shorter.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
  const ends = shorter.at(-1) === 10;
  const place = verbose ? '' : ends ? `, line ${newlines}` : `, in line ${newlines + 1}`;
  await io.complain(`EOF on ${name} after byte ${shorter.length}${place}`);
}

const octal = (byte: number): string => byte.toString(8).padStart(3);

/** As cat -v shows it. */
function visible(byte: number): string {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : byte === 127 ? '^?' : String.fromCharCode(byte);
}

function amount(text: ByteString): number {
  const size = parseSize(text);
  if (size === undefined) throw new UsageError(`invalid --bytes value '${text}'`);
  return size;
}

function skips(text: ByteString): Pair<number> {
  const [first = '', second = first] = text.split(':', 2);
  const [a, b] = [parseSize(first), parseSize(second)];
  if (a === undefined || b === undefined) throw new UsageError(`invalid --ignore-initial value '${text}'`);
  return [a, b];
}

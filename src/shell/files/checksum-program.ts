/** md5sum, sha1sum, sha256sum and their kin: one program under several names. As GNU coreutils 9.4 digest.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { type DefinedProgram, defineProgram } from '../programs/define-program.ts';
import { forEachInput } from '../programs/inputs.ts';
import { blocks, lineGroups, type ProgramIo } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

/** A digest being made. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export interface ChecksumKind {
  readonly name: string;
  /** In BSD style lines: `SHA256 (f) = …`. */
  readonly tag: string;
  readonly length: number;
  readonly create: () => Digest;
}

export function checksumProgram(kind: ChecksumKind): DefinedProgram {
  return defineProgram({
    name: kind.name,
    usage: '[OPTION]... [FILE]...',
    summary: `Print or check ${kind.tag} (${kind.length * 8}-bit) checksums.`,
    suite: 'GNU coreutils 9.4',
    options: {
      binary: { short: 'b', long: 'binary', help: 'read in binary mode' },
      check: { short: 'c', long: 'check', help: 'read checksums from the FILEs and check them' },
      tag: { long: 'tag', help: 'create a BSD-style checksum' },
      text: { short: 't', long: 'text', help: 'read in text mode (default)' },
      zero: { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline, and disable file name escaping' },
      ignoreMissing: { long: 'ignore-missing', help: "don't fail or report status for missing files" },
      quiet: { long: 'quiet', help: "don't print OK for each successfully verified file" },
      status: { long: 'status', help: "don't output anything, status code shows success" },
      strict: { long: 'strict', help: 'exit non-zero for improperly formatted checksum lines' },
      warn: { short: 'w', long: 'warn', help: 'warn about improperly formatted checksum lines' },
    },
    async run(io, options, operands) {
      for (const name of ['ignoreMissing', 'quiet', 'status', 'strict', 'warn'] as const) {
        const spelled = name === 'ignoreMissing' ? 'ignore-missing' : name;
        if (options[name] && !options.check) throw new UsageError(`the --${spelled} option is meaningful only when verifying checksums`);
      }
      if (options.check) return forEachList(io, kind, operands, options);
      return forEachInput(io, operands, async ({ name, fd }) => {
        const sum = await digestOf(io, kind, fd);
        const [mark, shown] =
          options.zero || !/[\\\n\r]/.test(name)
            ? ['', name]
            : ['\\', name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')];
        const line = options.tag ? `${kind.tag} (${shown}) = ${sum}` : `${sum} ${options.binary ? '*' : ' '}${shown}`;
        await io.out(`${mark}${line}${options.zero ? '\0' : '\n'}`);
      });
    },
  });
}

async function digestOf(io: ProgramIo, kind: ChecksumKind, fd: number): Promise<string> {
  const digest = kind.create();
  for await (const block of blocks(io.process, fd)) {
    digest.update(block);
    const pause = io.process.tick(block.length >> 6);
    if (pause) await pause;
  }
  return hexadecimal(digest.digest());
}

export const hexadecimal = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

interface CheckOptions {
  readonly ignoreMissing: boolean;
  readonly quiet: boolean;
  readonly status: boolean;
  readonly strict: boolean;
  readonly warn: boolean;
}

interface Tally {
  good: number;
  wrong: number;
  unreadable: number;
  malformed: number;
  lines: number;
}

async function forEachList(io: ProgramIo, kind: ChecksumKind, operands: readonly ByteString[], options: CheckOptions): Promise<number> {
  let failed = false;
  const status = await forEachInput(io, operands, async ({ title, name, fd }) => {
    const tally: Tally = { good: 0, wrong: 0, unreadable: 0, malformed: 0, lines: 0 };
    let number = 0;
    for await (const lines of lineGroups(io.process, fd)) {
      for (const line of lines)
        await checkLine(io, kind, { line: line.replace(/\n$/, ''), number: ++number, title: name === '-' ? title : name }, options, tally);
    }
    failed = (await judge(io, title, options, tally)) || failed;
  });
  return failed ? 1 : status;
}

async function checkLine(
  io: ProgramIo,
  kind: ChecksumKind,
  { line, number, title }: { line: ByteString; number: number; title: ByteString },
  options: CheckOptions,
  tally: Tally,
): Promise<void> {
  if (line.startsWith('#') || line === '') return;
  const parsed = parseLine(kind, line);
  if (!parsed) {
    tally.malformed++;
    if (options.warn) await io.complain(`${title}: ${number}: improperly formatted ${kind.tag} checksum line`);
    return;
  }
  tally.lines++;
  const shown = io.shellQuoted(parsed.name).replace(/^'(.*)'$/s, (whole) => (/\n/.test(parsed.name) ? whole : parsed.name));
  try {
    const fd = parsed.name === '-' ? 0 : await io.process.open(parsed.name, { read: true });
    const right = (await digestOf(io, kind, fd)) === parsed.sum.toLowerCase();
    if (fd !== 0) io.process.close(fd);
    if (right) tally.good++;
    else tally.wrong++;
    if (!options.status && !(right && options.quiet)) await io.out(`${shown}: ${right ? 'OK' : 'FAILED'}\n`);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (options.ignoreMissing && error.errno === 'ENOENT') return;
    tally.unreadable++;
    await io.flush();
    await io.complain(`${io.shellQuoted(parsed.name)}: ${error.text}`);
    if (!options.status) await io.out(`${shown}: FAILED open or read\n`);
  }
}

function parseLine(kind: ChecksumKind, line: ByteString): { readonly sum: string; readonly name: ByteString } | undefined {
  const digits = `[0-9a-fA-F]{${kind.length * 2}}`;
  const plain = new RegExp(`^(\\\\?)[ \\t]*(${digits}) [ *](.+)$`, 's').exec(line);
  if (plain)
    return {
      sum: plain[2] ?? '',
      name:
        plain[1] === '\\'
          ? (plain[3] ?? '').replace(/\\(\\|n|r)/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'))
          : (plain[3] ?? ''),
    };
  const tagged = new RegExp(`^${kind.tag} \\((.*)\\) = (${digits})$`, 's').exec(line);
  return tagged ? { sum: tagged[2] ?? '', name: tagged[1] ?? '' } : undefined;
}

/** Warns about a list as a whole; true when it did not hold. */
async function judge(
  io: ProgramIo,
  title: ByteString,
  options: CheckOptions,
  { good, wrong, unreadable, malformed, lines }: Tally,
): Promise<boolean> {
  await io.flush();
  const name = io.shellQuoted(title);
  if (lines === 0) {
    await io.complain(`${name}: no properly formatted checksum lines found`);
    return true;
  }
  const warn = async (count: number, one: string, many: string): Promise<void> => {
    if (count > 0 && !options.status) await io.complain(`WARNING: ${count} ${count === 1 ? one : many}`);
  };
  await warn(malformed, 'line is improperly formatted', 'lines are improperly formatted');
  await warn(unreadable, 'listed file could not be read', 'listed files could not be read');
  await warn(wrong, 'computed checksum did NOT match', 'computed checksums did NOT match');
  if (options.ignoreMissing && good === 0 && !options.status) {
    await io.complain(`${name}: no file was verified`);
    return true;
  }
  return wrong > 0 || unreadable > 0 || (options.strict && malformed > 0);
}

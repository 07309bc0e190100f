/** truncate: shrinks or extends files. As GNU coreutils 9.4 truncate. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseSize } from '../../formats/sizes.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'truncate',
  usage: 'OPTION... FILE...',
  summary: 'Shrink or extend the size of each FILE to the specified size.',
  suite: 'GNU coreutils 9.4',
  options: {
    noCreate: { short: 'c', long: 'no-create', help: 'do not create any files' },
    ioBlocks: { short: 'o', long: 'io-blocks', help: 'treat SIZE as number of IO blocks instead of bytes' },
    reference: { short: 'r', long: 'reference', argument: 'RFILE', help: 'base size on RFILE' },
    size: { short: 's', long: 'size', argument: 'SIZE', help: 'set or adjust the file size by SIZE bytes', type: readSize },
  },
  async run(io, { noCreate, ioBlocks, reference, size }, operands) {
    if (size === undefined && reference === undefined)
      throw new UsageError(`you must specify either ${localeQuoted('--size')} or ${localeQuoted('--reference')}`);
    if (reference !== undefined && size && size.operator === '')
      throw new UsageError(`you must specify a relative ${localeQuoted('--size')} with ${localeQuoted('--reference')}`);
    if (ioBlocks && size === undefined)
      throw new UsageError(`${localeQuoted('--io-blocks')} was specified but ${localeQuoted('--size')} was not`);
    if (operands.length === 0) throw new UsageError('missing file operand');
    const base = reference === undefined ? undefined : referenceSize(io, reference);
    let status = 0;
    for (const operand of operands) {
      try {
        if (!io.fs.exists(operand)) {
          if (noCreate) continue;
          io.fs.writeFile(operand, new Uint8Array(0));
        }
        const now = base ?? io.fs.stat(operand).size;
        io.fs.truncate(operand, size === undefined ? now : newSize(now, size, ioBlocks ? 4096 : 1));
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`cannot open ${io.quoted(operand)} for writing: ${error.text}`);
        status = 1;
      }
    }
    return status;
  },
});

interface Size {
  readonly operator: string;
  readonly bytes: number;
}

function readSize(text: ByteString): Size {
  const match = /^\s*([-+<>/%]?)\s*(\S*)$/.exec(text);
  const bytes = parseSize(match?.[2] ?? '');
  if (!match || bytes === undefined) throw new UsageError(`Invalid number: ${localeQuoted(text)}`, { hint: false });
  if ((match[1] === '/' || match[1] === '%') && bytes === 0) throw new UsageError('division by zero', { hint: false });
  return { operator: match[1] ?? '', bytes };
}

function newSize(now: number, { operator, bytes }: Size, unit: number): number {
  const amount = bytes * unit;
  if (operator === '+') return now + amount;
  if (operator === '-') return Math.max(0, now - amount);
  if (operator === '<') return Math.min(now, amount);
  if (operator === '>') return Math.max(now, amount);
  if (operator === '/') return Math.floor(now / amount) * amount;
  return operator === '%' ? Math.ceil(now / amount) * amount : amount;
}

function referenceSize(io: ProgramIo, path: ByteString): number {
  try {
    return io.fs.stat(path).size;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`cannot stat ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

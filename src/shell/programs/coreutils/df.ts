/** df: how much space file systems have. As GNU coreutils 9.4 df. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { type MountLine, mountOf, readMounts } from '../../files/mounts.ts';
import { type BlockSize, humanSize, parseBlockSize, showSize } from '../../formats/sizes.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import type { ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'df',
  usage: '[OPTION]... [FILE]...',
  summary: 'Show information about the file system on which each FILE resides, or all file systems by default.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { short: 'a', long: 'all', help: 'include pseudo, duplicate, inaccessible file systems' },
    size: lastOf({
      block: { short: 'B', long: 'block-size', argument: 'SIZE', help: 'scale sizes by SIZE before printing them', type: parseBlockSize },
      human: { short: 'h', long: 'human-readable', help: 'print sizes in powers of 1024' },
      si: { short: 'H', long: 'si', help: 'print sizes in powers of 1000' },
      kilo: { short: 'k', help: 'like --block-size=1K' },
    }),
    inodes: { short: 'i', long: 'inodes', help: 'list inode information instead of block usage' },
    local: { short: 'l', long: 'local', help: 'limit listing to local file systems' },
    noSync: { long: 'no-sync', help: 'do not invoke sync before getting usage info (default)' },
    output: { long: 'output', argument: 'FIELD_LIST', optional: true, notSimulated: true },
    portability: { short: 'P', long: 'portability', help: 'use the POSIX output format' },
    sync: { long: 'sync', help: 'invoke sync before getting usage info' },
    total: { long: 'total', help: 'produce a grand total' },
    type: { short: 't', long: 'type', argument: 'TYPE', repeat: true, help: 'limit listing to file systems of type TYPE' },
    printType: { short: 'T', long: 'print-type', help: 'print file system type' },
    exclude: { short: 'x', long: 'exclude-type', argument: 'TYPE', repeat: true, help: 'limit listing to file systems not of type TYPE' },
    ignored: { short: 'v', help: '(ignored)' },
  },
  async run(io, options, operands) {
    let status = 0;
    const mounts: MountLine[] = [];
    for (const operand of operands) {
      try {
        io.fs.stat(operand);
        const mount = mountOf(io, operand);
        if (mount) mounts.push(mount);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`${io.shellQuoted(operand)}: ${error.text}`);
        status = 1;
      }
    }
    if (operands.length === 0) mounts.push(...shownMounts(io, options.all));
    const wanted = mounts.filter(
      ({ type }) => (options.type.length === 0 || options.type.includes(type)) && !options.exclude.includes(type),
    );
    const rows = wanted.flatMap((mount) => figuresOf(io, mount));
    if (rows.length === 0) {
      if (status === 0) await io.complain('no file systems processed');
      return 1;
    }
    if (options.total) rows.push(totalOf(rows));
    const size: BlockSize =
      typeof options.size === 'object'
        ? options.size.block
        : options.size === 'human'
          ? { human: 1024 }
          : options.size === 'si'
            ? { human: 1000 }
            : { unit: 1024 };
    await io.out(table(rows, { ...options, size }));
    return status;
  },
});

/** Without -a: one line a device, none of size 0. */
function shownMounts(io: ProgramIo, all: boolean): readonly MountLine[] {
  const mounts = readMounts(io);
  if (all) return mounts;
  const seen = new Set<string>();
  return mounts.filter(({ at, device }) => {
    try {
      const { blocks } = io.fs.statfs(at);
      const key = device.startsWith('/') ? device : `${io.fs.stat(at).dev}`;
      if (blocks === 0 || seen.has(key)) return false;
      seen.add(key);
      return true;
    } catch (error) {
      if (error instanceof FsError) return false;
      throw error;
    }
  });
}

interface Figures {
  readonly device: ByteString;
  readonly type: ByteString;
  readonly at: ByteString;
  readonly size: number;
  readonly free: number;
  readonly inodes: number;
  readonly inodesFree: number;
}

function figuresOf(io: ProgramIo, { device, type, at }: MountLine): readonly Figures[] {
  try {
    const { blockSize, blocks, free, files, filesFree } = io.fs.statfs(at);
    return [{ device, type, at, size: blocks * blockSize, free: free * blockSize, inodes: files, inodesFree: filesFree }];
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

function totalOf(rows: readonly Figures[]): Figures {
  const sum = (of: (row: Figures) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    device: 'total',
    type: '-',
    at: '-',
    size: sum(({ size }) => size),
    free: sum(({ free }) => free),
    inodes: sum(({ inodes }) => inodes),
    inodesFree: sum(({ inodesFree }) => inodesFree),
  };
}

interface TableStyle {
  readonly size: BlockSize;
  readonly inodes: boolean;
  readonly printType: boolean;
  readonly portability: boolean;
}

function table(rows: readonly Figures[], { size, inodes, printType, portability }: TableStyle): ByteString {
  const human = 'human' in size;
  const unitName = 'human' in size ? 'Size' : portability ? `${size.unit}-blocks` : `${humanSize(size.unit).replace('.0', '')}-blocks`;
  const headings = inodes
    ? ['Inodes', 'IUsed', 'IFree', 'IUse%']
    : [unitName, 'Used', human ? 'Avail' : 'Available', portability ? 'Capacity' : 'Use%'];
  const cells = rows.map((row) => {
    const [all, free] = inodes ? [row.inodes, row.inodesFree] : [row.size, row.free];
    const show = (value: number): string => (inodes ? (human ? humanSize(value) : String(value)) : showSize(value, size));
    return [row.device, ...(printType ? [row.type] : []), show(all), show(all - free), show(free), percent(all, free), row.at];
  });
  const lines = [['Filesystem', ...(printType ? ['Type'] : []), ...headings, 'Mounted on'], ...cells];
  const left = printType ? 2 : 1;
  const widths =
    lines[0]?.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length), i === 0 ? 14 : i >= left && i < left + 4 ? 5 : 0)) ??
    [];
  // The percentage has four places in df.
  widths[left + 3] = Math.max(...lines.map((line) => (line[left + 3] ?? '').length), 4);
  return lines
    .map(
      (line) =>
        `${line.map((cell, i) => (i === line.length - 1 ? cell : i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' ')}\n`,
    )
    .join('');
}

const percent = (all: number, free: number): string => (all === 0 ? '-' : `${Math.ceil(((all - free) / all) * 100)}%`);

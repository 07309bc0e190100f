/** gzip -l: sizes and ratios of compressed files. As gzip 1.12. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { type ProgramIo, readAll } from '../../programs/program-io.ts';
import { isGzip } from './compression.ts';
import { ratio, type Status, worse } from './file.ts';

interface Row {
  readonly crc: string;
  readonly time: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly name: ByteString;
}

export async function listFiles(io: ProgramIo, operands: readonly ByteString[], verbose: boolean, quiet: boolean): Promise<Status> {
  let status: Status = 0;
  let [compressed, uncompressed, rows] = [0, 0, 0];
  for (const operand of operands) {
    const row = await readRow(io, operand);
    if (!row) {
      status = worse(status, 1);
      continue;
    }
    if (rows++ === 0 && !quiet)
      await io.out(`${verbose ? 'method  crc     date  time  ' : ''}         compressed        uncompressed  ratio uncompressed_name\n`);
    await io.out(line(io, row, verbose));
    compressed += row.compressed;
    uncompressed += row.uncompressed;
  }
  if (operands.length > 1 && !quiet) {
    await io.out(`${verbose ? ' '.repeat(28) : ''}${numbers(compressed, uncompressed)} (totals)\n`);
  }
  return status;
}

const numbers = (compressed: number, uncompressed: number): string =>
  `${String(compressed).padStart(19)} ${String(uncompressed).padStart(19)} ${ratio(uncompressed, compressed)}`;

function line(io: ProgramIo, { crc, time, compressed, uncompressed, name }: Row, verbose: boolean): string {
  const when = calendarTime(time * 1e6, parseTimeZone(io.process.environment.get('TZ')));
  return `${verbose ? `defla ${crc} ${formatTime('%b %e %H:%M', when)} ` : ''}${numbers(compressed, uncompressed)} ${name}\n`;
}

async function readRow(io: ProgramIo, operand: ByteString): Promise<Row | undefined> {
  const path = operand === '-' || io.fs.exists(operand) || operand.endsWith('.gz') ? operand : `${operand}.gz`;
  try {
    const data = operand === '-' ? await readAll(io.process, 0) : io.fs.readFile(path);
    if (!isGzip(data)) {
      await io.flush();
      await io.err(`\n${io.name}: ${path}: not in gzip format\n`);
      return undefined;
    }
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const end = data.length - 8;
    const time = view.getUint32(4, true) || (operand === '-' ? 0 : Math.floor(io.fs.stat(path).mtime / 1e6));
    return {
      crc: view.getUint32(end, true).toString(16).padStart(8, '0'),
      time,
      compressed: data.length,
      uncompressed: view.getUint32(end + 4, true),
      name: operand === '-' ? 'stdout' : nameOf(path),
    };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.flush();
    await io.complain(`${path}: ${error.text}`);
    return undefined;
  }
}

/** The file's name without its suffix. */
function nameOf(path: ByteString): ByteString {
  return path.replace(/\.gz$|[-._]z$|-gz$/, '').replace(/\.t[ag]z$/, '.tar');
}

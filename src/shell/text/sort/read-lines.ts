/** The lines of sort's files, many at a time. As GNU coreutils 9.4 sort. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { UsageError } from '../../programs/usage-error.ts';
import { LineReader } from '../line-reader.ts';

export interface ReadOptions {
  readonly end: string;
  /** What is said of a file that cannot be opened: `cannot read`, and with -c `open failed`. */
  readonly words: string;
}

/** Puts them behind those of the files before. Throws UsageError. */
export async function readLines(io: ProgramIo, name: ByteString, { end, words }: ReadOptions, lines: ByteString[]): Promise<void> {
  try {
    const fd = name === '-' ? 0 : await io.process.open(name, { read: true });
    try {
      const reader = new LineReader(io.process, fd, end);
      for (let text = await reader.nextLines(); text !== undefined; text = await reader.nextLines()) pushLines(lines, text, end);
    } finally {
      if (fd !== 0) io.process.close(fd);
    }
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`${error.errno === 'EISDIR' ? 'read failed' : words}: ${io.shellQuoted(name)}: ${error.text}`, { hint: false });
  }
}

function pushLines(lines: ByteString[], text: ByteString, end: string): void {
  const pieces = text.split(end);
  if (pieces.at(-1) === '') pieces.pop();
  for (const piece of pieces) lines.push(piece);
}

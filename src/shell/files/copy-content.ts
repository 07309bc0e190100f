/** One file's content to another name: holes stay holes, and what is no regular file is read and written as a stream. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import { blocks, type ProgramIo } from '../programs/program-io.ts';

export interface ContentOptions {
  /** A file that cannot be written is removed and made anew. */
  readonly force: boolean;
  /** Only the file is made. */
  readonly empty: boolean;
  /** Of a new file, before the umask. */
  readonly mode: number;
}

/** Throws FsError of the destination. */
export async function copyContent(
  io: ProgramIo,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  options: ContentOptions,
): Promise<void> {
  try {
    await write(io, source, stat, destination, options);
  } catch (error) {
    if (!(error instanceof FsError) || !options.force || !io.fs.exists(destination)) throw error;
    io.fs.unlink(destination);
    await write(io, source, stat, destination, options);
  }
}

async function write(
  io: ProgramIo,
  source: ByteString,
  stat: Stat,
  destination: ByteString,
  { empty, mode }: ContentOptions,
): Promise<void> {
  if (stat.type === 'file' && isFileOrMissing(io, destination)) {
    if (empty && io.fs.exists(destination)) return;
    const content = empty ? { size: 0, segments: [] } : io.fs.readContent(source);
    const pause = io.process.tick(1 + content.segments.reduce((sum, { bytes }) => sum + (bytes.length >> 12), 0));
    if (pause) await pause;
    io.fs.writeContent(destination, content, mode);
    return;
  }
  const from = await io.process.open(source, { read: true });
  try {
    const to = await io.process.open(destination, { write: true, create: true, truncate: true }, mode);
    try {
      for await (const block of blocks(io.process, from)) await io.process.write(to, block);
    } finally {
      io.process.close(to);
    }
  } finally {
    io.process.close(from);
  }
}

function isFileOrMissing(io: ProgramIo, path: ByteString): boolean {
  try {
    return io.fs.stat(path).type === 'file';
  } catch (error) {
    if (error instanceof FsError) return true;
    throw error;
  }
}

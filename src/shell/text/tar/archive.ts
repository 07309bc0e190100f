/** The archive itself: where its bytes come from and go to, compressed or not. As GNU tar 1.35 buffer.c. */
import { type ByteString, concatBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { readTar, type TarEntry, TarError } from '../../../sim/fs/read-tar.ts';
import { readAll } from '../../programs/program-io.ts';
import { compress, DAMAGE_WORDS, decompress, isGzip } from '../gzip/compression.ts';
import type { PlacedName } from './options.ts';
import { packAll } from './create.ts';
import { RECORD } from './header.ts';
import { FatalTarError, type TarJob } from './job.ts';

/** Reads all members. Throws FatalTarError. */
export async function readArchive(job: TarJob): Promise<readonly TarEntry[]> {
  const { archive, gzip } = job.settings;
  const raw = await readRaw(job, archive);
  const isCompressed = isGzip(raw);
  if (isCompressed && !gzip && archive === '-') throw new FatalTarError('Archive is compressed. Use -z option');
  const data = gzip || isCompressed ? await expand(job, raw) : raw;
  return parse(job, data);
}

export async function readRaw(job: TarJob, archive: ByteString): Promise<Uint8Array> {
  const { process } = job.io;
  if (archive === '-') {
    if (process.terminal(0)) throw new FatalTarError('Refusing to read archive contents from terminal (missing -f option?)');
    return readAll(process, 0);
  }
  try {
    const fd = await process.open(archive, { read: true });
    const data = await readAll(process, fd);
    process.close(fd);
    return data;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new FatalTarError(
      error.errno === 'EISDIR'
        ? `${archive}: Cannot read: ${error.text}\ntar: At beginning of tape, quitting now`
        : `${archive}: Cannot open: ${error.text}`,
    );
  }
}

/** By a gzip of its own, which speaks for itself. */
async function expand(job: TarJob, raw: Uint8Array): Promise<Uint8Array> {
  const { bytes, damage } = await decompress(job.io.process, raw);
  if (!damage || damage === 'trailing') return bytes;
  await job.io.flush();
  for (const line of DAMAGE_WORDS[damage]) await job.io.err(`\ngzip: stdin: ${line}\n`);
  if (bytes.length === 0) await job.io.complain('Child returned status 1');
  else await job.io.complain('Unexpected EOF in archive');
  throw new FatalTarError('');
}

function parse(job: TarJob, data: Uint8Array): readonly TarEntry[] {
  let ino = 0;
  try {
    if (data.length < 512) throw new TarError('header');
    return readTar(data, () => ++ino);
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    if (error.reason === 'truncated') throw new FatalTarError('Unexpected EOF in archive');
    job.failed = true;
    throw new FatalTarError('This does not look like a tar archive', true);
  }
}

/** Writes a new archive, or (`before`) one that goes on behind the members of the old one. */
export async function writeArchive(job: TarJob, names: readonly PlacedName[], before: Uint8Array | undefined): Promise<void> {
  const { archive, gzip } = job.settings;
  const { process } = job.io;
  if (archive === '-' && process.terminal(1))
    throw new FatalTarError('Refusing to write archive contents to terminal (missing -f option?)');
  const fd = archive === '-' ? 1 : await open(job, archive);
  const parts: Uint8Array[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (!gzip) for (const part of parts.splice(0)) await process.write(fd, part);
  };
  const write = async (bytes: Uint8Array): Promise<void> => {
    parts.push(bytes);
    length += bytes.length;
    await flush();
  };
  if (before) await write(before);
  const self = archive === '-' ? undefined : process.fstat(fd);
  await packAll(job, names, { write, self, print: (text) => (archive === '-' ? job.io.err(text) : job.io.out(text)) });
  await write(new Uint8Array(1024));
  if (length % RECORD > 0) await write(new Uint8Array(RECORD - (length % RECORD)));
  if (gzip) await compress(process, pieces(parts), { level: 6, mtime: 0, name: '' }, (piece) => process.write(fd, piece) || undefined);
  if (fd !== 1) process.close(fd);
}

async function* pieces(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* parts;
}

async function open(job: TarJob, archive: ByteString): Promise<number> {
  try {
    return await job.io.process.open(archive, { write: true, create: true, truncate: true });
  } catch (error) {
    if (error instanceof FsError) throw new FatalTarError(`${archive}: Cannot open: ${error.text}`);
    throw error;
  }
}

/** The old archive's blocks without its end, for -r. */
export function membersOf(data: Uint8Array): Uint8Array {
  let end = data.length;
  while (end >= 512 && data.subarray(end - 512, end).every((byte) => byte === 0)) end -= 512;
  return concatBytes([data.slice(0, end)]);
}

/** Whole files by name, devices and pipes among them, which the file system alone cannot read. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { type ProgramIo, readAll } from '../programs/program-io.ts';

/** Throws FsError. */
export async function readWholeFile({ process }: ProgramIo, path: ByteString): Promise<ByteString> {
  const opening = process.open(path, { read: true });
  const fd = opening instanceof Promise ? await opening : opening;
  try {
    return fromBytes(await readAll(process, fd));
  } finally {
    process.close(fd);
  }
}

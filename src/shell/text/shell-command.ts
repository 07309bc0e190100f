/** Running a command line by /bin/sh and catching what it prints, as popen(3) does: for sed's `e`. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import type { Process } from '../../sim/kernel/types.ts';
import { readAll } from '../programs/program-io.ts';

/** What the command printed, when it has ended. */
export async function runShellCommand(process: Process, command: ByteString): Promise<ByteString> {
  const { read, write } = process.pipe();
  process.setCloseOnExec(read, true);
  const pid = process.spawn('/bin/sh', ['sh', '-c', command], {
    descriptors: new Map([
      [1, write],
      [write, undefined],
    ]),
  });
  process.close(write);
  const text = fromBytes(await readAll(process, read));
  process.close(read);
  await process.wait({ pid });
  return text;
}

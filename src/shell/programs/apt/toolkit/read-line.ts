/** An answer to a question: one line of standard input, read byte by byte so that what follows is left to others. */
import { type ByteString, concatBytes, fromBytes } from '../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../sim/kernel/types.ts';

/** The line without its end; undefined at the end of input. */
export async function readLine(process: Process): Promise<ByteString | undefined> {
  const parts: Uint8Array[] = [];
  const line = () => (parts.length === 0 ? '' : fromBytes(concatBytes(parts)));
  for (;;) {
    const byte = await process.read(0, 1);
    if (byte.length === 0) return parts.length === 0 ? undefined : line();
    if (byte[0] === 10) return line();
    parts.push(byte);
  }
}

/** A question on standard error and its answer from standard input. As gnulib yesno. */
import { fromBytes } from '../../sim/fs/bytes.ts';
import type { ProgramIo } from '../programs/program-io.ts';

/** Whether the line that was typed begins with y or Y. */
export async function ask(io: ProgramIo, question: string): Promise<boolean> {
  await io.flush();
  await io.err(question);
  let line = '';
  while (!line.endsWith('\n')) {
    const byte = await io.process.read(0, 1);
    if (byte.length === 0) break;
    line += fromBytes(byte);
  }
  return /^[yY]/.test(line);
}

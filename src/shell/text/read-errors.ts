/** What head, tail and others say of an input that opens but cannot be read (a directory). As GNU coreutils 9.4. */
import { FsError } from '../../sim/fs/errno.ts';
import { forEachInput, type Input } from '../programs/inputs.ts';
import { type ProgramIo, WriteError } from '../programs/program-io.ts';

/** As forEachInput, in these programs' words: `cannot open 'x' for reading: …`, `error reading 'x': …`. */
export async function forEachReadableInput(
  io: ProgramIo,
  operands: readonly string[],
  body: (input: Input, index: number) => Promise<void>,
): Promise<number> {
  let status = 0;
  const opened = await forEachInput(
    io,
    operands,
    async (input, index) => {
      try {
        await body(input, index);
      } catch (error) {
        if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
        status = 1;
        await io.flush();
        await io.complain(`error reading ${io.quoted(input.title)}: ${error.text}`);
      }
    },
    { describe: (operand) => `cannot open ${io.quoted(operand)} for reading` },
  );
  return status || opened;
}

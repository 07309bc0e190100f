/** Each operand, or standard input: what fails is said and remembered, the rest goes on. The one place where an operand's FsError is printed. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { shellEscape } from '../formats/quoting.ts';
import { type ProgramIo, WriteError } from './program-io.ts';

export interface Input {
  /** The operand, or `-`. */
  readonly name: ByteString;
  /** For headings: `standard input` for `-`. */
  readonly title: ByteString;
  readonly fd: number;
}

export interface InputOptions {
  /** The words between `NAME: ` and `: strerror`. Default: the operand as the shell would quote it. */
  readonly describe?: (operand: ByteString) => ByteString;
  /** The status when something failed (1). */
  readonly status?: number;
}

/** Opens each operand (`-` and none: standard input), runs `body` on it, closes it. Returns 0, or `status` when one failed. */
export function forEachInput(
  io: ProgramIo,
  operands: readonly ByteString[],
  body: (input: Input, index: number) => Promise<void>,
  options: InputOptions = {},
): Promise<number> {
  return forEachOperand(
    io,
    operands.length === 0 ? ['-'] : operands,
    async (operand, index) => {
      if (operand === '-') return body({ name: '-', title: 'standard input', fd: 0 }, index);
      const opening = io.process.open(operand, { read: true });
      const fd = opening instanceof Promise ? await opening : opening;
      try {
        await body({ name: operand, title: operand, fd }, index);
      } finally {
        io.process.close(fd);
      }
    },
    options,
  );
}

/** Runs `body` on each operand; an FsError is said as `NAME: OPERAND: strerror` and the next operand follows. */
async function forEachOperand(
  io: ProgramIo,
  operands: readonly ByteString[],
  body: (operand: ByteString, index: number) => Promise<void> | void,
  options: InputOptions = {},
): Promise<number> {
  const describe = options.describe ?? ((operand: ByteString) => io.shellQuoted(operand));
  let status = 0;
  for (const [index, operand] of operands.entries()) {
    try {
      const running = body(operand, index);
      if (running instanceof Promise) await running;
    } catch (error) {
      if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
      status = options.status ?? 1;
      await io.flush();
      await io.complain(`${describe(operand)}: ${error.text}`);
    }
  }
  return status;
}

/** A name as GNU tools print it before a colon in the C locale: quoted only when a shell would need it. `io.shellQuoted` knows the locale. */
export const shellQuoted = (name: ByteString): ByteString => shellEscape(name, { colon: true });

/** A name in single quotes, as GNU tools print it inside a sentence in the C locale. `io.quoted` knows the locale. */
export const quoted = (name: ByteString): ByteString => shellEscape(name, { always: true });

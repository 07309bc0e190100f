/** Each operand, or standard input: what fails is said and remembered, the rest goes on. The one place where an operand's FsError is printed. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { ProgramIo } from './program-io.ts';

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
      const fd = await io.process.open(operand, { read: true });
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
export async function forEachOperand(
  io: ProgramIo,
  operands: readonly ByteString[],
  body: (operand: ByteString, index: number) => Promise<void> | void,
  options: InputOptions = {},
): Promise<number> {
  const describe = options.describe ?? shellQuoted;
  let status = 0;
  for (const [index, operand] of operands.entries()) {
    try {
      await body(operand, index);
    } catch (error) {
      if (!(error instanceof FsError) || error.errno === 'EPIPE') throw error;
      status = options.status ?? 1;
      await io.flush();
      await io.complain(`${describe(operand)}: ${error.text}`);
    }
  }
  return status;
}

/** A name as GNU tools print it before a colon: quoted only when it holds blanks, colons or control characters (quotearg `shell-escape-colon`). */
export function shellQuoted(name: ByteString): ByteString {
  if (name !== '' && !/[\s'"\\:;&|<>()$`*?![\]#~={}\x00-\x1f\x7f-\xff]/.test(name)) return name;
  return quoted(name);
}

/** A name in single quotes, as GNU tools print it inside a sentence (quotearg `shell-escape-always`). */
export function quoted(name: ByteString): ByteString {
  if (/[\x00-\x1f\x7f-\xff]/.test(name)) {
    const escaped = name.replace(/'|[\x00-\x1f\x7f-\xff]+/g, (part) => (part === "'" ? "\\'" : `'$'${escapeControl(part)}''`));
    return `'${escaped}'`.replace(/''$/, '').replace(/^''/, "''");
  }
  if (name.includes("'")) return name.includes('"') ? `'${name.replaceAll("'", "'\\''")}'` : `"${name}"`;
  return `'${name}'`;
}

const NAMED: Readonly<Record<string, string>> = { '\x07': 'a', '\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r' };

function escapeControl(part: ByteString): ByteString {
  return part.replace(/[^]/g, (c) => `\\${NAMED[c] ?? c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

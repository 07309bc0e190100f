/** mknod: makes device nodes and named pipes. As GNU coreutils 9.4 mknod. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { parseModeChange } from '../../formats/mode.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'mknod',
  usage: '[OPTION]... NAME TYPE [MAJOR MINOR]',
  summary: 'Create the special file NAME of the given TYPE.',
  suite: 'GNU coreutils 9.4',
  options: {
    mode: { short: 'm', long: 'mode', argument: 'MODE', help: 'set file permission bits to MODE, not a=rw - umask' },
    context: { short: 'Z', help: 'set SELinux security context', notSimulated: true },
  },
  async run(io, { mode }, operands) {
    const [name = '', type = '', major, minor] = operands;
    const wanted = type === 'p' ? 2 : 4;
    checkOperands(operands, Math.min(2, wanted));
    if (operands.length < wanted) {
      throw new UsageError(
        `missing operand after ${localeQuoted(operands.at(-1) ?? '')}${operands.length === 2 ? '\nSpecial files require major and minor device numbers.' : ''}`,
      );
    }
    const extra = operands[wanted];
    if (extra !== undefined)
      throw new UsageError(
        `extra operand ${localeQuoted(extra)}${wanted === 2 && operands.length === 4 ? '\nFifos do not have major and minor device numbers.' : ''}`,
      );
    const change = mode === undefined ? undefined : parseModeChange(mode);
    if (mode !== undefined && !change) throw new UsageError('invalid mode', { hint: false });
    const node = nodeOf(type, major, minor);
    const exact = change?.({ mode: 0o666, directory: false, umask: io.process.umask() });
    try {
      io.fs.mknod(name, node, exact ?? 0o666);
      if (exact !== undefined) io.fs.chmod(name, exact);
      return 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`${io.shellQuoted(name)}: ${error.text}`);
      return 1;
    }
  },
});

function nodeOf(
  type: ByteString,
  major: ByteString | undefined,
  minor: ByteString | undefined,
): { readonly type: 'fifo' } | { readonly type: 'character' | 'block'; readonly major: number; readonly minor: number } {
  if (type === 'p') return { type: 'fifo' };
  if (!/^[bcu]$/.test(type)) throw new UsageError(`invalid device type ${localeQuoted(type)}`);
  for (const [what, text] of [
    ['major', major],
    ['minor', minor],
  ] as const) {
    if (!/^(0x[0-9a-f]+|\d+)$/i.test(text ?? ''))
      throw new UsageError(`invalid ${what} device number ${localeQuoted(text ?? '')}`, { hint: false });
  }
  return { type: type === 'b' ? 'block' : 'character', major: Number(major), minor: Number(minor) };
}

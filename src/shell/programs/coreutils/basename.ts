/** basename: a path's last component. As GNU coreutils 9.4 basename. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { baseName } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'basename',
  usage: 'NAME [SUFFIX]\n  or:  basename OPTION... NAME...',
  summary: 'Print NAME with any leading directory components removed.',
  suite: 'GNU coreutils 9.4',
  stopAtOperand: true,
  options: {
    multiple: { short: 'a', long: 'multiple', help: 'treat every argument as a NAME' },
    suffix: { short: 's', long: 'suffix', argument: 'SUFFIX', help: 'remove a trailing SUFFIX; implies -a' },
    zero: { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  },
  async run(io, { multiple, suffix, zero }, operands) {
    const many = multiple || suffix !== undefined;
    checkOperands(operands, 1);
    const extra = operands[2];
    if (!many && extra !== undefined) throw new UsageError(`extra operand ${localeQuoted(extra)}`);
    const names = many ? operands : operands.slice(0, 1);
    const cut = many ? suffix : operands[1];
    for (const name of names) await io.out(withoutSuffix(baseName(name), cut ?? '') + (zero ? '\0' : '\n'));
    return 0;
  },
});

const withoutSuffix = (name: ByteString, suffix: ByteString): ByteString =>
  suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;

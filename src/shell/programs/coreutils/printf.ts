/** printf: formats its arguments. As GNU coreutils 9.4 printf. */
import { formatPrintf, type PrintfDialect } from '../../formats/printf.ts';
import { localeQuoted, shellEscape } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';
import { UsageError } from '../usage-error.ts';

const REASONS = {
  invalid: 'expected a numeric value',
  trailing: 'value not completely converted',
  range: 'Numerical result out of range',
} as const;

export default defineProgram({
  name: 'printf',
  usage: 'FORMAT [ARGUMENT]...',
  summary: 'Print ARGUMENT(s) according to FORMAT.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  async run(io, _options, given) {
    if (await standardAnswer(io, given, { usage: 'FORMAT [ARGUMENT]...', summary: 'Print ARGUMENT(s) according to FORMAT.' })) return 0;
    const [format, ...words] = given[0] === '--' ? given.slice(1) : given;
    if (format === undefined) throw new UsageError('missing operand');
    const errors: string[] = [];
    const dialect: PrintfDialect = {
      bash: false,
      numberError: (argument, why) => void errors.push(`${localeQuoted(argument)}: ${REASONS[why]}`),
      directiveError: (specification) => void errors.push(`${specification}: invalid conversion specification`),
      quote: (argument) => shellEscape(argument, { unicode: io.unicode }),
    };
    const result = formatPrintf(format, words, dialect);
    await io.out(result.text);
    if (errors.length > 0) await io.flush();
    for (const error of errors) await io.complain(error);
    const [unused] = result.unused;
    if (unused !== undefined && !result.failed) {
      await io.flush();
      await io.complain(`warning: ignoring excess arguments, starting with ${localeQuoted(unused)}`);
    }
    return errors.length > 0 ? 1 : 0;
  },
});

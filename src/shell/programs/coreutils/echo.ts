/** echo: prints its arguments. As GNU coreutils 9.4 echo. */
import { echoText } from '../../formats/echo.ts';
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';

export default defineProgram({
  name: 'echo',
  usage: '[SHORT-OPTION]... [STRING]...',
  summary: 'Echo the STRING(s) to standard output.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  async run(io, _options, operands) {
    const answered = await standardAnswer(io, operands, {
      usage: '[SHORT-OPTION]... [STRING]...',
      summary: 'Echo the STRING(s) to standard output.',
    });
    if (!answered) await io.out(echoText(operands));
    return 0;
  },
});

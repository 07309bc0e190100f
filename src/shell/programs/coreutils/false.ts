/** false: fails. As GNU coreutils 9.4 false. */
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';

export default defineProgram({
  name: 'false',
  usage: '[ignored command line arguments]',
  summary: 'Exit with a status code indicating failure.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  run: async (io, _options, operands) => {
    await standardAnswer(io, operands, {
      usage: '[ignored command line arguments]',
      summary: 'Exit with a status code indicating failure.',
    });
    return 1;
  },
});

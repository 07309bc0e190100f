/** true: succeeds. As GNU coreutils 9.4 true. */
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';

export default defineProgram({
  name: 'true',
  usage: '[ignored command line arguments]',
  summary: 'Exit with a status code indicating success.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  run: async (io, _options, operands) => {
    await standardAnswer(io, operands, {
      usage: '[ignored command line arguments]',
      summary: 'Exit with a status code indicating success.',
    });
    return 0;
  },
});

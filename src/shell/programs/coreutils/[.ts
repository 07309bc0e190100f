/** [: test with a closing bracket. As GNU coreutils 9.4 test. */
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { standardAnswer } from '../standard-answer.ts';
import { testStatus } from './test.ts';

export default defineProgram({
  name: '[',
  usage: 'EXPRESSION ]',
  summary: 'Exit with the status determined by EXPRESSION.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  async run(io, _options, words) {
    if (await standardAnswer(io, words, { usage: 'EXPRESSION ]', summary: 'Exit with the status determined by EXPRESSION.' })) return 0;
    if (words.at(-1) === ']') return testStatus(io, words.slice(0, -1));
    await io.complain(`missing ${localeQuoted(']')}`);
    return 2;
  },
});

/** test: evaluates an expression. As GNU coreutils 9.4 test. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { evaluateTest, TestError } from '../../formats/test-expression.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'test',
  usage: 'EXPRESSION',
  summary: 'Exit with the status determined by EXPRESSION.',
  suite: 'GNU coreutils 9.4',
  raw: true,
  options: {},
  run: (io, _options, words) => testStatus(io, words),
});

/** 0 when it holds, 1 when not, 2 when it is no expression. */
export async function testStatus(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  try {
    return evaluateTest(io.process, words) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    await io.complain(explain(error));
    return 2;
  }
}

function explain({ problem, word }: TestError): string {
  switch (problem) {
    case 'missing argument':
      return `missing argument after ${localeQuoted(word)}`;
    case 'extra argument':
      return `extra argument ${localeQuoted(word)}`;
    case 'integer expected':
      return `invalid integer ${localeQuoted(word)}`;
    case 'missing )':
      return `${localeQuoted(')')} expected, found ${word}`;
    default:
      return `${localeQuoted(word)}: ${problem}`;
  }
}

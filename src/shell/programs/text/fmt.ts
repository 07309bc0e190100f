/** fmt: paragraphs filled anew. As GNU coreutils 9.4 fmt, with its way of choosing lines of even length. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { eachLine } from '../../text/each-line.ts';
import { fillParagraph, type Word } from '../../text/fill-paragraph.ts';
import { defineProgram } from '../define-program.ts';
import { forEachInput } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'fmt',
  usage: '[-WIDTH] [OPTION]... [FILE]...',
  summary: 'Reformat each paragraph in the FILE(s), writing to standard output.',
  suite: 'GNU coreutils 9.4',
  rewrite: (words) => words.map((word, i) => (i === 0 ? word.replace(/^-(\d+)$/, '-w$1') : word)),
  options: {
    crown: { short: 'c', long: 'crown-margin', help: 'preserve indentation of first two lines' },
    prefix: { short: 'p', long: 'prefix', argument: 'STRING', notSimulated: true, help: 'reformat only lines beginning with STRING' },
    split: { short: 's', long: 'split-only', help: 'split long lines, but do not refill' },
    tagged: { short: 't', long: 'tagged-paragraph', help: 'indentation of first line different from second' },
    uniform: { short: 'u', long: 'uniform-spacing', help: 'one space between words, two after sentences' },
    width: { short: 'w', long: 'width', argument: 'WIDTH', type: columns, help: 'maximum line width (default of 75 columns)' },
    goal: { short: 'g', long: 'goal', argument: 'WIDTH', type: columns, help: 'goal width (default of 93% of width)' },
  },
  run(io, options, operands) {
    const width = options.width ?? (options.goal === undefined ? 75 : options.goal + 10);
    const goal = options.goal ?? Math.floor((width * (2 * (100 - 7) + 1)) / 200);
    return forEachInput(io, operands, async ({ fd }) => {
      let paragraph: ByteString[] = [];
      const flush = async (): Promise<void> => {
        if (paragraph.length > 0) await io.out(render(paragraph, width, goal, options));
        paragraph = [];
      };
      await eachLine(io.process, fd, '\n', async (line) => {
        const indent = indentOf(line);
        const first = paragraph[0];
        const isBlank = line.trim() === '';
        const reference = options.crown || options.tagged ? (paragraph[1] ?? line) : (first ?? line);
        const joins = first !== undefined && !isBlank && !options.split && indent === indentOf(reference);
        if (!joins) await flush();
        if (isBlank) await io.out('\n');
        else paragraph.push(line);
      });
      await flush();
    });
  },
});

const indentOf = (line: ByteString): number => {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column++;
    else if (character === '\t') column += 8 - (column % 8);
    else break;
  }
  return column;
};

function render(
  lines: readonly ByteString[],
  width: number,
  goal: number,
  options: { readonly crown: boolean; readonly tagged: boolean; readonly uniform: boolean },
): ByteString {
  const first = indentOf(lines[0] ?? '');
  const other = (options.crown || options.tagged) && lines[1] !== undefined ? indentOf(lines[1]) : first;
  const words = lines.flatMap((line): readonly Word[] => wordsOf(line, options.uniform));
  return fillParagraph(words.with(-1, { ...lastOf(words), isFinal: true, hasPeriod: true }), {
    width,
    goal,
    firstIndent: first,
    otherIndent: other,
  });
}

/** A paragraph's last word ends a sentence. */
function lastOf(words: readonly Word[]): Word {
  const last = words.at(-1);
  if (!last) throw new Error('a paragraph has words');
  return last;
}

/** Words with the blanks behind them; a sentence's end at a line's end gets two. */
function wordsOf(line: ByteString, uniform: boolean): readonly Word[] {
  const matches = [...line.matchAll(/(\S+)([ \t]*)/g)];
  return matches.map(([, text = '', blanks = ''], i) => {
    const isLast = i === matches.length - 1;
    const endsSentence = /[.?!]["')\]]*$/.test(text);
    const isFinal = endsSentence && (isLast || blanks.length > 1);
    return {
      text,
      space: isLast || uniform ? (isFinal ? 2 : 1) : blanks.length,
      isFinal,
      hasPeriod: endsSentence,
      hasPunctuation: /[!-/:-@[-`{-~]$/.test(text),
      hasParenthesis: /^['"([`]/.test(text),
    };
  });
}

function columns(text: ByteString): number {
  if (!/^\d+$/.test(text) || Number(text) > 2500)
    throw new UsageError(`invalid width: ${localeQuoted(text)}${/^\d+$/.test(text) ? ': Numerical result out of range' : ''}`, {
      hint: false,
    });
  return Number(text);
}

/** Filling a paragraph so that its lines are as even as can be, by the costs that GNU fmt gives to breaks (GNU coreutils 9.4 fmt). */
import type { ByteString } from '../../sim/fs/bytes.ts';

export interface Word {
  readonly text: ByteString;
  /** Blanks behind it when the line goes on. */
  readonly space: number;
  /** Ends a sentence for sure. */
  readonly isFinal: boolean;
  readonly hasPeriod: boolean;
  readonly hasPunctuation: boolean;
  readonly hasParenthesis: boolean;
}

export interface FillOptions {
  readonly width: number;
  readonly goal: number;
  readonly firstIndent: number;
  readonly otherIndent: number;
}

const square = (value: number): number => value * value;
const LINE_COST = square(70);
const SENTENCE_BONUS = square(50);
const NO_BREAK_COST = square(600);
const PARENTHESIS_BONUS = square(40);
const PUNCTUATION_BONUS = square(40);
const widowCost = (length: number): number => square(200) / (length + 2);
const orphanCost = (length: number): number => square(150) / (length + 2);
const shortCost = (gap: number): number => square(gap * 10);
const raggedCost = (gap: number): number => shortCost(gap) / 2;

/** What it costs to begin a line with the word. */
function baseCost(words: readonly Word[], at: number): number {
  const [word, before, second] = [words[at], words[at - 1], words[at - 2]];
  let cost = LINE_COST;
  if (at > 0 && before) {
    if (before.hasPeriod) cost += before.isFinal ? -SENTENCE_BONUS : NO_BREAK_COST;
    else if (before.hasPunctuation) cost -= PUNCTUATION_BONUS;
    else if (at > 1 && second?.isFinal) cost += widowCost(before.text.length);
  }
  if (word?.hasParenthesis) cost -= PARENTHESIS_BONUS;
  else if (word?.isFinal) cost += orphanCost(word.text.length);
  return cost;
}

export function fillParagraph(words: readonly Word[], { width, goal, firstIndent, otherIndent }: FillOptions): ByteString {
  const count = words.length;
  const best: number[] = new Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const next: number[] = new Array(count + 1).fill(count);
  const lengths: number[] = new Array(count + 1).fill(0);
  best[count] = 0;
  for (let start = count - 1; start >= 0; start--) {
    let length = (start === 0 ? firstIndent : otherIndent) + (words[start]?.text.length ?? 0);
    for (let end = start + 1; ; end++) {
      const cost = lineCost(end, length, count, goal, lengths, next) + (best[end] ?? 0);
      if (cost < (best[start] ?? 0)) {
        best[start] = cost;
        next[start] = end;
        lengths[start] = length;
      }
      if (end === count) break;
      length += (words[end - 1]?.space ?? 1) + (words[end]?.text.length ?? 0);
      if (length >= width) break;
    }
    best[start] = (best[start] ?? 0) + baseCost(words, start);
  }
  return print(words, next, firstIndent, otherIndent);
}

/** How far a line is from the goal, and from the length of the one after it; the last line is free. */
function lineCost(end: number, length: number, count: number, goal: number, lengths: readonly number[], next: readonly number[]): number {
  if (end === count) return 0;
  let cost = shortCost(goal - length);
  if (next[end] !== count) cost += raggedCost(length - (lengths[end] ?? 0));
  return cost;
}

function print(words: readonly Word[], next: readonly number[], firstIndent: number, otherIndent: number): ByteString {
  let text = '';
  for (let start = 0; start < words.length; ) {
    const end = next[start] ?? words.length;
    text += ' '.repeat(start === 0 ? firstIndent : otherIndent);
    for (let i = start; i < end; i++) text += (words[i]?.text ?? '') + (i < end - 1 ? ' '.repeat(words[i]?.space ?? 1) : '');
    text += '\n';
    start = end;
  }
  return text;
}

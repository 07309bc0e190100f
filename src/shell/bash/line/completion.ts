/** What Tab does with candidates: the common beginning, the list in columns, the question before a long one. As GNU readline 8.2's complete.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { displayWidth } from '../../formats/display-width.ts';

/** What could stand at the point. */
export interface Completion {
  /** Where the word that is completed begins in the line. */
  readonly start: number;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  /** What the word becomes, quoted as the shell needs it. */
  readonly text: ByteString;
  /** How it is listed: a file without its folders, a folder with a slash. */
  readonly label: ByteString;
  /** Appended when it is the only one: a blank, a slash, a quote, or nothing. */
  readonly suffix: ByteString;
}

/** Longest beginning that all candidates share. */
export function commonBeginning(candidates: readonly Candidate[]): ByteString {
  const [first, ...others] = candidates.map(({ text }) => text);
  if (first === undefined) return '';
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  return first.slice(0, length);
}

/** Each label once, sorted by bytes. */
export function labelsOf(candidates: readonly Candidate[]): ByteString[] {
  return [...new Set(candidates.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** From how many candidates on readline asks before it lists them. */
export const ASK_FROM = 100;

/** The list, columns down, each as wide as the longest and two blanks. */
export function listColumns(labels: readonly ByteString[], columns: number, utf8: boolean): ByteString {
  const widest = Math.max(0, ...labels.map((label) => displayWidth(label, utf8))) + 2;
  const across = Math.max(1, Math.floor(columns / widest));
  // readline never fills the last column of the terminal
  const limit = across > 1 && widest * across === columns ? across - 1 : across;
  const rows = Math.ceil(labels.length / limit);
  let out = '';
  for (let row = 0; row < rows; row++) {
    for (let at = row; at < labels.length; at += rows) {
      const label = labels[at] ?? '';
      out += label;
      if (at + rows < labels.length) out += ' '.repeat(Math.max(1, widest - displayWidth(label, utf8)));
    }
    out += '\n';
  }
  return out;
}

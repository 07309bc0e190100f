/** grep's short way: a fixed text is looked for in many lines at once, and only lines that hold it are ever cut out. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

/** How many of the lines are selected, and (if `wanted`) these lines. `lines` end in newlines, the last perhaps not. */
export function scanLiteral(
  lines: ByteString,
  literal: ByteString,
  invert: boolean,
  wanted: boolean,
): { readonly count: number; readonly text: ByteString } {
  let [text, count, at] = ['', 0, 0];
  // selected lines that follow each other are cut out at once
  let [from, to] = [0, 0];
  const add = (start: number, end: number): void => {
    if (!wanted) return;
    if (start !== to) {
      text += lines.slice(from, to);
      from = start;
    }
    to = end;
  };
  while (at < lines.length) {
    const found = lines.indexOf(literal, at);
    const start = found < 0 ? lines.length : found === at ? at : Math.max(at, lines.lastIndexOf('\n', found - 1) + 1);
    if (invert && start > at) {
      add(at, start);
      count += countLines(lines, at, start);
    }
    if (found < 0) break;
    const newline = lines.indexOf('\n', found + literal.length);
    const end = newline < 0 ? lines.length : newline + 1;
    if (!invert) {
      add(start, end);
      count++;
    }
    at = end;
  }
  text += lines.slice(from, to);
  return { count, text: text === '' || text.endsWith('\n') ? text : `${text}\n` };
}

function countLines(lines: ByteString, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; count++) {
    const newline = lines.indexOf('\n', at);
    at = newline < 0 ? to : newline + 1;
  }
  return count;
}

/** What a terminal shows of what is typed: characters, `^C`, and the erasing of them. As Linux n_tty.c, echo_char and eraser. */
import { isContinuation, type OutputProcessing } from './output-processing.ts';
import type { TerminalAttributes } from './types.ts';

const TAB = 9;

const isControl = (code: number): boolean => code < 32 || code === 127;

/** A character as it is echoed: `^C` for control characters other than tab, under ECHOCTL. */
export function echoOf(code: number, attributes: TerminalAttributes): number[] {
  return attributes.echoControl && isControl(code) && code !== TAB ? [94, code ^ 64] : [code];
}

/** What takes the last character of the edited line off the screen; `line` is what is left of it. */
export function erasureOf(code: number, line: readonly number[], output: OutputProcessing, attributes: TerminalAttributes): number[] {
  if (code === TAB) return Array<number>(widthOfTab(line, output.editColumn, attributes)).fill(8);
  const columns = isControl(code) ? (attributes.echoControl ? 2 : 0) : 1;
  return Array.from({ length: columns }, () => [8, 32, 8]).flat();
}

/** How many columns a tab after `line` fills. */
function widthOfTab(line: readonly number[], editColumn: number, attributes: TerminalAttributes): number {
  const lastTab = line.lastIndexOf(TAB);
  let column = lastTab < 0 ? editColumn : 0;
  for (const code of line.slice(lastTab + 1)) {
    if (isControl(code)) column += attributes.echoControl ? 2 : 0;
    else if (!isContinuation(code, attributes)) column++;
  }
  return 8 - (column & 7);
}

/** How many bytes at the end of `line` one erase takes: a character, a word with the blanks after it, or all. */
export function erasedLength(line: readonly number[], kind: 'character' | 'word', attributes: TerminalAttributes): number {
  let rest = line.length;
  for (let seenWord = false; rest > 0; ) {
    const start = startOfCharacter(line, rest, attributes);
    const inWord = isWordCharacter(line[start] ?? 0);
    if (kind === 'word' && !inWord && seenWord) break;
    seenWord ||= inWord;
    rest = start;
    if (kind === 'character') break;
  }
  return line.length - rest;
}

function startOfCharacter(line: readonly number[], end: number, attributes: TerminalAttributes): number {
  let start = end - 1;
  while (start > 0 && isContinuation(line[start] ?? 0, attributes)) start--;
  return start;
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122) || code >= 0xc0;
}

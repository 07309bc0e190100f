/** What a terminal shows of what is typed: characters, `^C`, and the erasing of them. As Linux n_tty.c, echo_char and eraser. */
import { isContinuation, type OutputProcessing } from './output-processing.ts';
import type { TerminalAttributes } from './types.ts';

const TAB = 9;

const isControl = (code: number): boolean => code < 32 || code === 127;

/** A character as it is echoed: `^C` for control characters other than tab, under ECHOCTL. */
export function echoOf(code: number, attributes: TerminalAttributes): EchoStep[] {
  return attributes.echoControl && isControl(code) && code !== TAB ? [94, code ^ 64, 'control'] : [code];
}

/** What is still to be echoed: bytes, or something whose bytes depend on where the cursor will be then. */
export type EchoStep =
  | number
  /** The line being edited begins here. */
  | 'lineStart'
  /** That was `^C`: two columns, which without output processing nobody else counts. */
  | 'control'
  /** Goes back over a tab that stands after so many columns; `fromTab`: since the tab before it, else since the line's start. */
  | { readonly columns: number; readonly fromTab: boolean };

/** Echo is gathered while keys come in and shown at the end, unless output is stopped. */
export class EchoQueue {
  #steps: EchoStep[] = [];

  push(...steps: readonly EchoStep[]): void {
    for (const step of steps) this.#steps.push(step);
  }

  clear(): void {
    this.#steps = [];
  }

  /** The bytes of all of it, after output processing. */
  take(output: OutputProcessing, attributes: TerminalAttributes): Uint8Array {
    const out: number[] = [];
    for (const step of this.#steps) {
      if (typeof step === 'number') output.put(step, attributes, out);
      else if (step === 'lineStart') output.editColumn = output.column;
      else if (step === 'control') output.column += attributes.postProcess ? 0 : 2;
      else for (let left = widthOfTab(step, output); left > 0; left--) output.put(8, attributes, out);
    }
    this.#steps = [];
    return Uint8Array.from(out);
  }
}

function widthOfTab({ columns, fromTab }: { readonly columns: number; readonly fromTab: boolean }, output: OutputProcessing): number {
  return 8 - ((columns + (fromTab ? 0 : output.editColumn)) & 7);
}

/** What takes the last character of the edited line off the screen; `line` is what is left of it. */
export function erasureOf(code: number, line: readonly number[], attributes: TerminalAttributes): EchoStep[] {
  if (code === TAB) return [tabAfter(line, attributes)];
  const columns = isControl(code) ? (attributes.echoControl ? 2 : 0) : 1;
  return Array.from({ length: columns }, () => [8, 32, 8]).flat();
}

function tabAfter(line: readonly number[], attributes: TerminalAttributes): EchoStep {
  const lastTab = line.lastIndexOf(TAB);
  let columns = 0;
  for (const code of line.slice(lastTab + 1)) {
    if (isControl(code)) columns += attributes.echoControl ? 2 : 0;
    else if (!isContinuation(code, attributes)) columns++;
  }
  return { columns, fromTab: lastTab >= 0 };
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

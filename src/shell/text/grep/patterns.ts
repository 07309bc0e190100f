/** grep's patterns: where they come from, what it warns of, and how they are compiled. As GNU grep 3.11 and gnulib dfa.c. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { type ProgramIo, readAll, readWholeFile } from '../../programs/program-io.ts';
import { UsageError } from '../../programs/usage-error.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { createLineMatcher, type LineMatcher, type MatcherOptions } from '../line-matcher.ts';

/** Patterns of -e and -f, a line each; undefined when neither was given. */
export async function readPatterns(
  io: ProgramIo,
  patterns: readonly ByteString[],
  files: readonly ByteString[],
): Promise<readonly ByteString[] | undefined> {
  if (patterns.length === 0 && files.length === 0) return undefined;
  const all = patterns.flatMap((pattern) => pattern.split('\n'));
  for (const file of files) {
    const text = file === '-' ? fromBytes(await readAll(io.process, 0)) : await readFile(io, file);
    if (text !== '') all.push(...text.replace(/\n$/, '').split('\n'));
  }
  return all;
}

/** A file named by an option; what fails ends grep. */
export async function readFile(io: ProgramIo, file: ByteString): Promise<ByteString> {
  try {
    return fromBytes(await readWholeFile(io.process, file));
  } catch (error) {
    if (error instanceof FsError) throw new UsageError(`${file}: ${error.text}`, { hint: false });
    throw error;
  }
}

/** Warns, compiles. Throws UsageError in regcomp's words. */
export async function compilePatterns(io: ProgramIo, patterns: readonly ByteString[], options: MatcherOptions): Promise<LineMatcher> {
  try {
    const matcher = createLineMatcher(patterns, options);
    if (options.syntax === 'basic' || options.syntax === 'extended')
      for (const pattern of patterns) await warn(io, pattern, options.syntax === 'extended');
    return matcher;
  } catch (error) {
    if (error instanceof RegexError) throw new UsageError(error.message, { hint: false });
    throw error;
  }
}

/** Debian and Ubuntu have taken out the other warning, of stray backslashes. */
async function warn(io: ProgramIo, pattern: ByteString, extended: boolean): Promise<void> {
  let atStart = true;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '\\') {
      const escaped = pattern.charAt(++i);
      atStart = !extended && (escaped === '(' || escaped === '|');
    } else if (character === '[') {
      i = bracketEnd(pattern, i);
      atStart = false;
    } else if (extended && atStart && /[*+?]/.test(character)) await io.complain(`warning: ${character} at start of expression`);
    else if (extended && atStart && /^\{\d*,?\d*\}/.test(pattern.slice(i))) await io.complain('warning: {...} at start of expression');
    else atStart = (extended && /[(|]/.test(character)) || (atStart && character === '^');
  }
}

/** Where a bracket expression ends. `[:space:]` without the outer brackets is what nobody means: grep refuses it. */
function bracketEnd(pattern: ByteString, start: number): number {
  const text = pattern.slice(start);
  if (/^\[:[^\]:]+:\]/.test(text)) throw new RegexError('character class syntax is [[:space:]], not [:space:]');
  const found = /^\[\^?\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*\]/.exec(text);
  return start + (found?.[0].length ?? text.length) - 1;
}

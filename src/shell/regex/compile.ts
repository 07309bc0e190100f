/**
 * POSIX regular expressions over byte strings, leftmost-longest, for grep, sed, awk and `[[ =~ ]]`. As glibc's regcomp(3).
 * JavaScript's engine does the work wherever its answer is the same; a set-of-threads matcher does the rest.
 */
import { analyse } from './analyse.ts';
import { assemble, type Machine, runMachine } from './machine.ts';
import { parseRegex } from './parse.ts';
import { translate } from './translate.ts';

export interface RegexOptions {
  readonly syntax: 'basic' | 'extended';
  readonly ignoreCase?: boolean;
  /** The locale's characters are UTF-8's; else bytes. */
  readonly utf8?: boolean;
  /** `^` and `$` match at newlines too (sed's M). */
  readonly multiline?: boolean;
  /** As regcomp(3): an operator with nothing to repeat is an error (grep and sed let it pass). */
  readonly strict?: boolean;
}

export interface ExecFlags {
  /** The text's start is no line start (REG_NOTBOL), its end no line end (REG_NOTEOL). */
  readonly notLineStart?: boolean;
  readonly notLineEnd?: boolean;
}

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** What each group matched, the whole at 0; undefined when it took no part. */
  readonly groups: readonly (string | undefined)[];
}

export interface Regex {
  /** How many groups the pattern has. */
  readonly groupCount: number;
  /** The leftmost-longest match that begins at `from` (0) or later. What is before `from` counts as context. */
  exec(text: string, from?: number, flags?: ExecFlags): RegexMatch | undefined;
  /** Whether there is a match anywhere: faster. */
  test(text: string): boolean;
}

const NOT_ASCII = /[\x80-\xff]/;

/** Compiles a pattern (a byte string). Throws RegexError in glibc's words. */
export function compileRegex(pattern: string, options: RegexOptions): Regex {
  const utf8 = options.utf8 ?? false;
  if (!utf8) return compileFor(pattern, options, false);
  if (NOT_ASCII.test(pattern)) return compileFor(pattern, options, true);
  return choosing(compileFor(pattern, options, false), pattern, options);
}

/** Texts of ASCII alone take the plain form, which is faster. */
function choosing(plain: Regex, pattern: string, options: RegexOptions): Regex {
  let wide: Regex | undefined;
  const last = { text: '', plain: true };
  const choose = (text: string): Regex => {
    if (text !== last.text) {
      last.text = text;
      last.plain = !NOT_ASCII.test(text);
    }
    if (last.plain) return plain;
    wide ??= compileFor(pattern, options, true);
    return wide;
  };
  return {
    groupCount: plain.groupCount,
    exec: (text, from, flags) => choose(text).exec(text, from, flags),
    test: (text) => choose(text).test(text),
  };
}

function compileFor(pattern: string, options: RegexOptions, utf8: boolean): Regex {
  const { root, groups, backreferences } = parseRegex(pattern, {
    extended: options.syntax === 'extended',
    ignoreCase: options.ignoreCase ?? false,
    utf8,
    strict: options.strict ?? false,
  });
  const multiline = options.multiline ?? false;
  const { firstIsLongest, explosive } = analyse(root);
  const source = translate(root);
  const native = new RegExp(source, multiline ? 'gm' : 'g');
  const machine = (firstIsLongest && !explosive) || backreferences ? undefined : assemble(root, groups);
  const prefilter = machine && explosive ? undefined : native;
  const forced = backreferences && !firstIsLongest ? new RegExp(`(?:${source})(?![^])`, multiline ? 'my' : 'y') : undefined;
  return {
    groupCount: groups,
    exec(text, from = 0, flags = {}) {
      if (flags.notLineStart || flags.notLineEnd) return execInContext(root, groups, text, from, flags, multiline, native);
      if (machine) return execMachine(machine, prefilter, text, from, multiline);
      native.lastIndex = from;
      const found = native.exec(text);
      if (!found) return undefined;
      return (forced && longestByForce(forced, text, found)) || toMatch(found);
    },
    test(text) {
      if (machine && !prefilter) return execMachine(machine, undefined, text, 0, multiline) !== undefined;
      native.lastIndex = 0;
      return native.test(text);
    },
  };
}

function toMatch(found: RegExpExecArray): RegexMatch {
  return { start: found.index, end: found.index + found[0].length, groups: found };
}

function execMachine(
  machine: Machine,
  prefilter: RegExp | undefined,
  text: string,
  from: number,
  multiline: boolean,
): RegexMatch | undefined {
  let start = from;
  if (prefilter) {
    prefilter.lastIndex = from;
    const found = prefilter.exec(text);
    if (!found) return undefined;
    start = found.index;
  }
  const slots = runMachine(machine, text, start, prefilter !== undefined, { multiline, notLineStart: false, notLineEnd: false });
  return slots && fromSlots(slots, text);
}

function fromSlots(slots: Int32Array, text: string): RegexMatch {
  const groups: (string | undefined)[] = [];
  for (let i = 0; i < slots.length; i += 2) {
    const start = slots[i] ?? -1;
    const end = slots[i + 1] ?? -1;
    groups.push(start < 0 || end < 0 ? undefined : text.slice(start, end));
  }
  return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
}

/** With backreferences: tries every longer end, the longest first. */
function longestByForce(forced: RegExp, text: string, found: RegExpExecArray): RegexMatch | undefined {
  for (let end = text.length; end > found.index + found[0].length; end--) {
    forced.lastIndex = found.index;
    const longer = forced.exec(text.slice(0, end));
    if (longer) return toMatch(longer);
  }
  return undefined;
}

function execInContext(
  root: Parameters<typeof assemble>[0],
  groups: number,
  text: string,
  from: number,
  flags: ExecFlags,
  multiline: boolean,
  native: RegExp,
): RegexMatch | undefined {
  const machine = assemble(root, groups);
  if (!machine) {
    native.lastIndex = from;
    const found = native.exec(text);
    return found ? toMatch(found) : undefined;
  }
  const context = { multiline, notLineStart: flags.notLineStart ?? false, notLineEnd: flags.notLineEnd ?? false };
  const slots = runMachine(machine, text, from, false, context);
  return slots && fromSlots(slots, text);
}

/** Parses a command line as github.com/spf13/pflag does: no abbreviations, `--name=value`, bundled short flags, its error texts. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { AnyFlag, Flags, FlagValues } from './flags.ts';
import { goQuote } from './go-strconv.ts';

/** A flag that cannot be accepted: exit 125 with the usage line, for every command. */
export class FlagError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FlagError';
  }
}

export interface ParsedFlags<F extends Flags> {
  readonly values: FlagValues<F>;
  /** Names that were given. */
  readonly changed: ReadonlySet<string>;
  readonly operands: readonly ByteString[];
  /** `--help` or `-h` was given; parsing stopped there when the flag is not declared. */
  readonly help: boolean;
  /** Lines for standard output: `Flag --x has been deprecated, …`. */
  readonly notices: readonly string[];
}

interface Parsing {
  readonly flags: Flags;
  readonly values: Record<string, unknown>;
  readonly changed: Set<string>;
  readonly notices: string[];
  help: boolean;
}

/** `interspersed` false: the first operand ends the flags. Throws FlagError. */
export function parseFlags<F extends Flags>(flags: F, words: readonly ByteString[], interspersed = true): ParsedFlags<F> {
  const state: Parsing = { flags, values: initialValues(flags), changed: new Set(), notices: [], help: false };
  const operands: ByteString[] = [];
  for (let i = 0; i < words.length && !state.help; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) i += takeLong(state, word, words[i + 1]);
    else if (word.startsWith('-') && word.length > 1) i += takeShort(state, word.slice(1), words[i + 1]);
    else if (interspersed) operands.push(word);
    else {
      operands.push(...words.slice(i));
      break;
    }
  }
  return { values: state.values as FlagValues<F>, changed: state.changed, operands, help: state.help, notices: state.notices };
}

function initialValues(flags: Flags): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, flag.initial]));
}

/** Returns how many further words it used. */
function takeLong(state: Parsing, word: ByteString, next: ByteString | undefined): number {
  const name = word.slice(2).split('=', 1)[0] ?? '';
  const inline = word.length > name.length + 2 ? word.slice(name.length + 3) : undefined;
  if (name === '' || name.startsWith('-')) throw new FlagError(`bad flag syntax: ${word}`);
  const flag = Object.hasOwn(state.flags, name) ? state.flags[name] : undefined;
  if (!flag) {
    if (name !== 'help') throw new FlagError(`unknown flag: ${word.split('=', 1)[0]}`);
    state.help = true;
    return 0;
  }
  if (inline !== undefined || flag.isSwitch) {
    set(state, name, flag, inline ?? 'true');
    return 0;
  }
  if (next === undefined) throw new FlagError(`flag needs an argument: ${word}`);
  set(state, name, flag, next);
  return 1;
}

/** `letters` without the dash: `it`, `n5`, `n=5`. Returns how many further words it used. */
function takeShort(state: Parsing, letters: ByteString, next: ByteString | undefined): number {
  for (let rest = letters; rest !== ''; rest = rest.slice(1)) {
    const letter = rest.charAt(0);
    const found = Object.entries(state.flags).find(([, flag]) => flag.short === letter);
    if (!found) {
      if (letter !== 'h') throw new FlagError(`unknown shorthand flag: ${letterQuoted(letter)} in -${rest}`);
      state.notices.push('Flag shorthand -h has been deprecated, use --help');
      state.help = true;
      return 0;
    }
    const [name, flag] = found;
    const tail = rest.slice(1);
    if (tail.length > 1 && tail.startsWith('=')) return set(state, name, flag, tail.slice(1));
    if (flag.isSwitch) {
      set(state, name, flag, 'true');
      continue;
    }
    if (tail !== '') return set(state, name, flag, tail);
    if (next === undefined) throw new FlagError(`flag needs an argument: ${letterQuoted(letter)} in -${rest}`);
    set(state, name, flag, next);
    return 1;
  }
  return 0;
}

/** `%q` of one character. */
const letterQuoted = (letter: string): string => (letter === "'" ? "'\\''" : `'${goQuote(letter).slice(1, -1)}'`);

function set(state: Parsing, typed: string, flag: AnyFlag, text: ByteString): 0 {
  const name = flag.sets ?? typed;
  try {
    state.values[name] = flag.read(text, state.values[name]);
  } catch (error) {
    const spelled = flag.short === undefined ? `--${typed}` : `-${flag.short}, --${typed}`;
    throw new FlagError(
      `invalid argument ${goQuote(text)} for "${spelled}" flag: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  state.changed.add(name);
  if (flag.deprecated !== undefined) state.notices.push(`Flag --${typed} has been deprecated, ${flag.deprecated}`);
  if (name === 'help' && state.values['help'] === true) state.help = true;
  return 0;
}

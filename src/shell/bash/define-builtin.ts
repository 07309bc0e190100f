/** The one way to make a builtin: name, usage, and what it does with its words. One file a builtin; the table comes from outside. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { complain, type Shell, type Unwind } from './shell.ts';
import type { AssignmentNode } from './syntax/tree.ts';

export interface BuiltinDefinition {
  readonly name: string;
  /** Further names of the same: `typeset`. */
  readonly alsoNamed?: readonly string[];
  /** After `NAME: usage: `. */
  readonly usage?: string;
  /** What it does, one sentence in our own words for `help`. */
  readonly summary?: string;
  /** Its arguments may be assignments with arrays (declare, export …). */
  readonly declares?: boolean;
  /** dash has it too. */
  readonly inSh?: boolean;
  readonly run: (call: BuiltinCall) => MaybePromise<number>;
}

export interface Builtin extends BuiltinDefinition {
  readonly kind: 'builtin';
}

/** One call of a builtin. */
export interface BuiltinCall {
  readonly shell: Shell;
  /** POSIX special: in dash its errors end the shell. */
  readonly special: boolean;
  /** The name that it was called by. */
  readonly name: ByteString;
  readonly arguments: readonly ByteString[];
  /** Of declaring builtins: which argument (by position) was written as `name=(…)`. */
  readonly arrays: ReadonlyMap<number, AssignmentNode>;
  /** Writes to standard output. A failed write is told and gives status 1. */
  out(text: ByteString): MaybePromise<void>;
  /** `bash: line N: NAME: TEXT`. */
  complain(text: ByteString): MaybePromise<void>;
  /** Without the builtin's name. */
  complainPlain(text: ByteString): MaybePromise<void>;
  /** The usage line, after an invalid option. Gives status 2. */
  usage(): MaybePromise<number>;
}

export function defineBuiltin(definition: BuiltinDefinition): Builtin {
  return { kind: 'builtin', ...definition };
}

export function createCall(
  shell: Shell,
  builtin: Builtin,
  name: ByteString,
  words: readonly ByteString[],
  arrays: ReadonlyMap<number, AssignmentNode> = NO_ARRAYS,
): BuiltinCall {
  return {
    shell,
    special: isSpecialBuiltin(name),
    name,
    arguments: words,
    arrays,
    out(text) {
      if (text === '') return;
      if (shell.sink) shell.sink.text += text;
      else return shell.process.write(1, text);
    },
    complain: (text) => complain(shell, `${name}: ${text}`),
    complainPlain: (text) => complain(shell, text),
    async usage() {
      if (builtin.usage !== undefined && shell.process.isOpen(2))
        await shell.process.write(2, `${name}: usage: ${name}${builtin.usage === '' ? '' : ` ${builtin.usage}`}\n`);
      return 2;
    },
  };
}

const NO_ARRAYS: ReadonlyMap<number, AssignmentNode> = new Map();

/** Options of a builtin: letters seen, arguments of those that take one, and the operands. */
export interface ParsedFlags {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ByteString>;
  readonly operands: readonly ByteString[];
  readonly firstOperand: number;
}

/** As bash's internal_getopt: `spec` is letters, a colon after those with an argument. Undefined after it has told what is wrong. */
export async function parseFlags(call: BuiltinCall, spec: string): Promise<ParsedFlags | undefined> {
  const result = readFlags(call.arguments, spec);
  if (!('problem' in result)) return result;
  if (call.shell.dialect === 'sh') await failInSh(call, result.problem.replace(/^([-+].).*$/s, 'Illegal option $1'));
  else {
    await call.complain(result.problem);
    await call.usage();
  }
  return undefined;
}

const SPECIAL: ReadonlySet<string> = new Set(
  '. : break continue eval exec exit export readonly return set shift source times trap unset'.split(' '),
);

/** POSIX's special builtins: their errors end a script, their assignments stay. */
export const isSpecialBuiltin = (name: string): boolean => SPECIAL.has(name);

/** dash's errors: a special builtin's ends the shell, another's is status 2. */
export async function failInSh(call: BuiltinCall, text: ByteString): Promise<number> {
  await call.complain(text);
  if (call.special && !call.shell.state.interactive) throw { unwind: 'exit', status: 2 } satisfies Unwind;
  return 2;
}

/** As parseFlags, without waiting and without a word. */
export function readFlags(words: readonly ByteString[], spec: string): ParsedFlags | { readonly problem: ByteString } {
  const flags = new Set<string>();
  const values = new Map<string, ByteString>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    const sign = word[0];
    if (word.length < 2 || (sign !== '-' && !(sign === '+' && spec.includes('+')))) break;
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] ?? '';
      const known = letter === ':' || letter === '+' ? -1 : spec.indexOf(letter);
      if (known < 0) return { problem: `${sign}${letter}: invalid option` };
      flags.add(sign === '+' ? `+${letter}` : letter);
      if (spec[known + 1] !== ':') continue;
      const rest = word.slice(i + 1);
      if (rest === '' && at + 1 >= words.length) return { problem: `-${letter}: option requires an argument` };
      values.set(letter, rest === '' ? (words[++at] ?? '') : rest);
      break;
    }
  }
  return { flags, values, operands: words.slice(at), firstOperand: at };
}

/** Whether a text is a shell name. */
export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** Expanding words: to fields, to one text, to a pattern. Nothing waits unless a command substitution does. As subst.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { after, ExpansionError, type Shell } from '../shell.ts';
import type { ArithmeticSource, Part, Word } from '../syntax/tree.ts';
import { getValue } from '../variables.ts';
import { evaluateText, type Integer } from './arithmetic.ts';
import { abandonIfInterrupted } from '../interrupt.ts';
import { type Field, FieldBuilder, separatorsOf } from './fields.ts';
import { globPaths } from './glob.ts';
import { expandParameter } from './parameter.ts';
import { expandTilde } from './tilde.ts';

/** All words of a command → its arguments. */
export function expandWords(shell: Shell, words: readonly Word[], out: ByteString[] = [], from = 0): MaybePromise<ByteString[]> {
  for (let i = from; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    if (word.literal !== undefined) {
      out.push(word.literal);
      continue;
    }
    const done = expandWord(shell, word, out);
    if (done instanceof Promise) return done.then(() => expandWords(shell, words, out, i + 1));
  }
  return out;
}

/** One word → its fields, pushed to `out`. */
export function expandWord(shell: Shell, word: Word, out: ByteString[]): MaybePromise<void> {
  if (word.literal !== undefined) {
    out.push(word.literal);
    return;
  }
  if (word.braces && shell.state.options.braceexpand && shell.dialect === 'bash')
    return expandBraced(shell, word.braces[Symbol.iterator](), out);
  const fast = fastWord(shell, word);
  if (fast !== undefined) {
    out.push(fast);
    return;
  }
  const builder = new FieldBuilder(true, separatorsOf(getValue(shell, 'IFS')));
  return after(expandParts(shell, word.parts, builder, false), () => {
    builder.end();
    for (const field of builder.fields) pushGlobbed(shell, field, out);
  });
}

/** `{1..10000000}` is a long loop too. */
function expandBraced(shell: Shell, words: Iterator<Word>, out: ByteString[]): MaybePromise<void> {
  for (let next = words.next(); !next.done; next = words.next()) {
    const done = expandWord(shell, next.value, out);
    const pause = done instanceof Promise ? done : shell.process.tick();
    if (pause) return pause.then(() => abandonIfInterrupted(shell)).then(() => expandBraced(shell, words, out));
  }
}

/** `"$x"` and `'…'`: the commonest words, without a builder. */
function fastWord(shell: Shell, word: Word): ByteString | undefined {
  if (word.parts.length !== 1) return undefined;
  const [part] = word.parts;
  if (part?.kind === 'quoted') return part.text;
  if (part?.kind !== 'double' || part.parts.length !== 1) return undefined;
  const [inner] = part.parts;
  if (inner?.kind !== 'parameter' || inner.operation || inner.prefix || inner.index || !/^[A-Za-z_]/.test(inner.name) || inner.name === '_')
    return undefined;
  return getValue(shell, inner.name) ?? (shell.state.options.nounset ? undefined : '');
}

function pushGlobbed(shell: Shell, field: Field, out: ByteString[]): void {
  if (field.pattern === undefined || shell.state.options.noglob) {
    out.push(field.text);
    return;
  }
  const found = globPaths(shell, field.pattern);
  if (found.length > 0) for (const path of found) out.push(path);
  else if (shell.state.shopts.failglob) throw new ExpansionError(`no match: ${field.text}`);
  else if (!shell.state.shopts.nullglob) out.push(field.text);
}

/** Expands parts into a builder, in order. */
export function expandParts(shell: Shell, parts: readonly Part[], builder: FieldBuilder, quoted: boolean, from = 0): MaybePromise<void> {
  for (let i = from; i < parts.length; i++) {
    const part = parts[i];
    if (!part) continue;
    const done = expandPart(shell, part, builder, quoted);
    if (done instanceof Promise) return done.then(() => expandParts(shell, parts, builder, quoted, i + 1));
  }
}

function expandPart(shell: Shell, part: Part, builder: FieldBuilder, quoted: boolean): MaybePromise<void> {
  switch (part.kind) {
    case 'literal':
      builder.literal(part.text);
      return;
    case 'quoted':
      builder.quoted(part.text);
      return;
    case 'tilde':
      builder.quoted(expandTilde(shell, part.user));
      return;
    case 'double': {
      if (!part.parts.some((inner) => inner.kind === 'parameter' && listsArguments(inner.name, inner))) builder.quoted('');
      return expandParts(shell, part.parts, builder, true);
    }
    case 'parameter':
      return expandParameter(shell, part, builder, quoted);
    case 'command':
      return after(shell.actions.substitute(shell, part.script, part.source), (text) => {
        if (quoted) builder.quoted(text);
        else builder.expansion(text);
      });
    case 'arithmetic':
      return after(evaluateSource(shell, part.expression), (value) => {
        if (quoted) builder.quoted(String(value));
        else builder.expansion(String(value));
      });
    case 'process':
      builder.quoted(shell.actions.processSubstitution(shell, part.direction, part.script, part.source));
      return;
  }
}

/** `$@` and `${a[@]}` may stand for no field at all. */
const listsArguments = (name: string, part: Extract<Part, { kind: 'parameter' }>): boolean =>
  (name === '@' || (part.index?.kind === 'all' && !part.index.star) || part.prefix === '!') && part.prefix !== '#';

/** A word as one text, without splitting and globbing: assignments, `case`, here-documents, redirections' operands. */
export function expandText(shell: Shell, word: Word): MaybePromise<ByteString> {
  if (word.literal !== undefined) return word.literal;
  const fast = fastWord(shell, word);
  if (fast !== undefined) return fast;
  const [only] = word.parts;
  if (word.parts.length === 1 && only?.kind === 'command') return shell.actions.substitute(shell, only.script, only.source);
  const builder = new FieldBuilder(false, separatorsOf(undefined));
  return after(expandParts(shell, word.parts, builder, false), () => joinFields(shell, builder));
}

/** `"$@"` in a place for one text: joined by blanks. */
function joinFields(_shell: Shell, builder: FieldBuilder): ByteString {
  if (builder.fields.length === 0) return builder.text;
  return [...builder.fields.map(({ text }) => text), builder.text].join(' ');
}

/** A word as a pattern: quoted characters have a backslash. */
export function expandPattern(shell: Shell, word: Word): MaybePromise<ByteString> {
  if (word.literal !== undefined) return word.literal;
  const builder = new FieldBuilder(false, separatorsOf(undefined));
  return after(expandParts(shell, word.parts, builder, false), () =>
    builder.fields.length === 0
      ? builder.pattern
      : [...builder.fields.map(({ pattern, text }) => pattern ?? text), builder.pattern].join(' '),
  );
}

/** An arithmetic expression from the source: expanded first when it has to be. */
export function evaluateSource(shell: Shell, source: ArithmeticSource, command = ''): MaybePromise<Integer> {
  if (!source.word) return evaluateText(shell, source.text, command);
  return after(expandText(shell, source.word), (text) => evaluateText(shell, text, command));
}

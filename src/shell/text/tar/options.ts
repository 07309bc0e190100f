/** tar's command line: old style (`tar xzf a.tgz`), options in any order, and -C among the names. As GNU tar 1.35. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { UsageError } from '../../programs/usage-error.ts';

/** Letters that take an argument. */
const WITH_ARGUMENT = 'fCTXbgKNVFLHI';
/** An operand that stands for `-C DIRECTORY`: no file name begins with a zero byte. */
const CHANGE = '\0C';

/** Old-style letters become options, bundles are taken apart, and -C stays at its place among the operands. */
export function rewriteWords(words: readonly ByteString[]): readonly ByteString[] {
  const rest = [...words];
  const out: ByteString[] = [];
  const [first] = rest;
  if (first !== undefined && !first.startsWith('-') && first !== '') {
    rest.shift();
    for (const letter of first) {
      const argument = WITH_ARGUMENT.includes(letter) ? rest.shift() : undefined;
      if (argument === undefined && WITH_ARGUMENT.includes(letter))
        throw new UsageError(`Old option '${letter}' requires an argument.`, { status: 2 });
      push(out, letter, argument);
    }
  }
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--') return [...out, '--', ...rest];
    if (word.startsWith('--directory=')) push(out, 'C', word.slice(12));
    else if (word === '--directory' || word === '--cd') push(out, 'C', rest.shift());
    else if (/^-[^-]/.test(word)) takeBundle(word, rest, out);
    else out.push(word);
  }
  return out;
}

function takeBundle(word: ByteString, rest: ByteString[], out: ByteString[]): void {
  for (let i = 1; i < word.length; i++) {
    const letter = word.charAt(i);
    if (!WITH_ARGUMENT.includes(letter)) {
      out.push(`-${letter}`);
      continue;
    }
    push(out, letter, i + 1 < word.length ? word.slice(i + 1) : rest.shift());
    return;
  }
}

function push(out: ByteString[], letter: string, argument: ByteString | undefined): void {
  if (letter === 'C' && argument !== undefined) out.push(CHANGE + argument);
  else if (argument === undefined) out.push(`-${letter}`);
  else out.push(`-${letter}`, argument);
}

/** A name of a member or file, seen from a directory. */
export interface PlacedName {
  readonly name: ByteString;
  /** '' where tar was started. */
  readonly directory: ByteString;
}

export function placeOperands(operands: readonly ByteString[]): { readonly names: readonly PlacedName[]; readonly directory: ByteString } {
  const names: PlacedName[] = [];
  let directory = '';
  for (const operand of operands) {
    if (operand.startsWith(CHANGE)) directory = under(directory, operand.slice(CHANGE.length));
    else names.push({ name: operand, directory });
  }
  return { names, directory };
}

/** A path as seen from a directory. */
export function under(directory: ByteString, path: ByteString): ByteString {
  if (directory === '' || path.startsWith('/')) return path;
  return `${directory.replace(/\/+$/, '') || ''}/${path}`;
}

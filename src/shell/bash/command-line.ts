/** The arguments of `bash` and `sh`. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { isOptionName, isShoptName, optionOfLetter, type OptionName, type ShoptName } from './options.ts';

export interface CommandLine {
  readonly command: ByteString | undefined;
  readonly operands: readonly ByteString[];
  readonly options: readonly (readonly [OptionName, boolean])[];
  readonly shopts: readonly (readonly [ShoptName, boolean])[];
  readonly interactive: boolean;
  readonly login: boolean;
  /** -s */
  readonly standardInput: boolean;
  readonly noRc: boolean;
  readonly noProfile: boolean;
  readonly rcFile: ByteString | undefined;
  readonly version: boolean;
  readonly help: boolean;
}

interface Draft {
  options: [OptionName, boolean][];
  shopts: [ShoptName, boolean][];
  words: Set<string>;
  letters: Set<string>;
  rcFile: ByteString | undefined;
}

const LONG = [
  'debug',
  'debugger',
  'dump-po-strings',
  'dump-strings',
  'help',
  'init-file',
  'login',
  'noediting',
  'noprofile',
  'norc',
  'posix',
  'pretty-print',
  'rcfile',
  'restricted',
  'verbose',
  'version',
];

export type Problem = { readonly problem: ByteString; readonly usage: boolean /** Said with a line number. */; readonly early?: boolean };

export function parseCommandLine(words: readonly ByteString[], dialect: 'bash' | 'sh'): CommandLine | Problem {
  const draft: Draft = { options: [], shopts: [], words: new Set(), letters: new Set(), rcFile: undefined };
  let at = 0;
  for (; dialect === 'bash' && at < words.length; at++) {
    const word = words[at] ?? '';
    const name = /^--?([a-z][a-z-]+)$/.exec(word)?.[1];
    if (name === undefined || !LONG.includes(name)) {
      if (word.startsWith('--') && word.length > 2) return { problem: `${word}: invalid option`, usage: true };
      break;
    }
    draft.words.add(name);
    if (name === 'rcfile' || name === 'init-file') draft.rcFile = words[++at];
  }
  const rest = readLetters(words, at, draft, dialect);
  if ('problem' in rest) return rest;
  return finish(words.slice(rest.at), draft);
}

function readLetters(words: readonly ByteString[], from: number, draft: Draft, dialect: 'bash' | 'sh'): { readonly at: number } | Problem {
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--' || word === '-') return { at: at + 1 };
    if (!/^[-+]./.test(word)) break;
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      if (letter === 'o' || letter === 'O') {
        const name = words[at + 1];
        if (name === undefined) continue;
        at++;
        if (letter === 'o' && isOptionName(name)) draft.options.push([name, on]);
        else if (letter === 'O' && isShoptName(name)) draft.shopts.push([name, on]);
        else
          return {
            problem: letter === 'o' && dialect === 'bash' ? `bash: ${name}: invalid option name` : `${name}: invalid shell option name`,
            usage: false,
            early: true,
          };
        continue;
      }
      const option = optionOfLetter(letter);
      if (letter === 'c' || letter === 's' || letter === 'i' || letter === 'l') draft.letters.add(letter);
      else if (option) draft.options.push([option, on]);
      else if (letter !== 'D' && letter !== 'r')
        return {
          problem: dialect === 'sh' ? `0: Illegal option ${word[0]}${letter}` : `${word[0]}${letter}: invalid option`,
          usage: dialect === 'bash',
        };
    }
  }
  return { at };
}

function finish(operands: readonly ByteString[], draft: Draft): CommandLine | Problem {
  const { letters, words } = draft;
  const hasCommand = letters.has('c');
  if (hasCommand && operands.length === 0) return { problem: '-c: option requires an argument', usage: false };
  if (words.has('posix')) draft.options.push(['posix', true]);
  if (words.has('verbose')) draft.options.push(['verbose', true]);
  return {
    command: hasCommand ? operands[0] : undefined,
    operands: hasCommand ? operands.slice(1) : operands,
    options: draft.options,
    shopts: draft.shopts,
    interactive: letters.has('i'),
    login: letters.has('l') || words.has('login'),
    standardInput: letters.has('s'),
    noRc: words.has('norc'),
    noProfile: words.has('noprofile'),
    rcFile: draft.rcFile,
    version: words.has('version'),
    help: words.has('help'),
  };
}

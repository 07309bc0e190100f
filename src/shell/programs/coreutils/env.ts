/** env: runs a program in a changed environment, or prints it. As GNU coreutils 9.4 env. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { execByName } from '../../files/search-path.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'env',
  usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
  summary: 'Set each NAME to VALUE in the environment and run COMMAND.',
  suite: 'GNU coreutils 9.4',
  usageStatus: 125,
  stopAtOperand: true,
  rewrite: splitStrings,
  options: {
    empty: { short: 'i', long: 'ignore-environment', help: 'start with an empty environment' },
    zero: { short: '0', long: 'null', help: 'end each output line with NUL, not newline' },
    unset: { short: 'u', long: 'unset', argument: 'NAME', repeat: true, help: 'remove variable from the environment' },
    directory: { short: 'C', long: 'chdir', argument: 'DIR', help: 'change working directory to DIR' },
    split: { short: 'S', long: 'split-string', argument: 'S', help: 'process and split S into separate arguments' },
    debug: { short: 'v', long: 'debug', help: 'print verbose information for each processing step', notSimulated: true },
    block: { long: 'block-signal', argument: 'SIG', optional: true, notSimulated: true },
    default: { long: 'default-signal', argument: 'SIG', optional: true, notSimulated: true },
    ignore: { long: 'ignore-signal', argument: 'SIG', optional: true, notSimulated: true },
    list: { long: 'list-signal-handling', notSimulated: true },
  },
  async run(io, { empty, zero, unset, directory }, operands) {
    const words = operands[0] === '-' ? operands.slice(1) : operands;
    const environment = new Map(empty || operands[0] === '-' ? [] : io.process.environment);
    for (const name of unset) {
      if (name === '' || name.includes('=')) throw new UsageError(`cannot unset ${localeQuoted(name)}: Invalid argument`, { hint: false });
      environment.delete(name);
    }
    const command = words.slice(assign(environment, words));
    if (command.length === 0) {
      if (directory !== undefined) throw new UsageError('must specify command with --chdir (-C)');
      for (const [name, value] of environment) await io.out(`${name}=${value}${zero ? '\0' : '\n'}`);
      return 0;
    }
    if (zero) throw new UsageError('cannot specify --null (-0) with command');
    if (directory !== undefined) changeDirectory(io, directory);
    replace(io.process.environment, environment);
    try {
      return await execByName(io.process, command, environment);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`${localeQuoted(command[0] ?? '')}: ${error.text}`);
      if (error.errno === 'ENOENT' && /\s/.test(command[0] ?? '')) await io.complain('use -[v]S to pass options in shebang lines');
      return error.errno === 'ENOENT' ? 127 : 126;
    }
  },
});

/** Applies leading NAME=VALUE words; returns how many there were. */
function assign(environment: Map<ByteString, ByteString>, words: readonly ByteString[]): number {
  let count = 0;
  for (; count < words.length; count++) {
    const word = words[count] ?? '';
    const equals = word.indexOf('=');
    if (equals < 0) break;
    environment.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return count;
}

/** PATH of the new environment is the one searched. */
function replace(target: Map<ByteString, ByteString>, source: ReadonlyMap<ByteString, ByteString>): void {
  target.clear();
  for (const [name, value] of source) target.set(name, value);
}

function changeDirectory(io: ProgramIo, path: ByteString): void {
  try {
    io.process.chdir(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`cannot change directory to ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

/** `-S 'a b'` and `-S'a b'` (as `#!/usr/bin/env -S a b` gives it) become the words a and b. */
function splitStrings(given: readonly ByteString[]): readonly ByteString[] {
  for (const [i, word] of given.entries()) {
    if (!word.startsWith('-') || word === '--') break;
    const inline = /^(?:-S|--split-string=)(.+)$/s.exec(word)?.[1];
    const text = inline ?? (word === '-S' || word === '--split-string' ? given[i + 1] : undefined);
    if (text !== undefined)
      return [...given.slice(0, i), ...splitWords(text), ...splitStrings(given.slice(i + (inline === undefined ? 2 : 1)))];
    if (/^-[uC]$/.test(word)) break;
  }
  return given;
}

const splitWords = (text: ByteString): readonly ByteString[] =>
  [...text.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs)].map(([word]) =>
    word.replace(
      /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs,
      (_, escaped?: string, double?: string, single?: string) => escaped ?? single ?? (double ?? '').replace(/\\(.)/gs, '$1'),
    ),
  );

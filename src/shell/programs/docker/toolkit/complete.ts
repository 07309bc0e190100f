/** Completion of docker command lines: commands, flags, and what the command itself offers. As docker/cli cli/command/completion. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import type { Process } from '../../../../sim/kernel/types.ts';
import { connectEngine } from './command-context.ts';
import { type CommandTable, findCommand, listGroup } from './command-table.ts';
import type { Candidates, Command } from './define-command.ts';
import type { Flags } from './flags.ts';
import { globalFlags } from './global-flags.ts';
import { FlagError, parseFlags } from './pflag.ts';
import { StatusError } from './status-error.ts';

/** Candidates for the last of `words` (what stands after `docker`, the word being typed last), sorted. Never throws: no daemon, no candidates. */
export function completeDocker(table: CommandTable, words: readonly ByteString[], process: Process | undefined): readonly ByteString[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const commandWords = skipGlobalFlags(before);
  if (commandWords === undefined) return [];
  const found = commandWords.length === 0 ? undefined : findCommand(table, commandWords);
  if (found && 'command' in found) return matching(commandCandidates(found.command, found.words, typed, process), typed);
  if (typed.startsWith('-')) return matching(flagNames(found ? {} : globalFlags('')), typed);
  if (found && 'unknown' in found) return [];
  const { groups, commands } = listGroup(table, found?.group.path ?? '');
  return matching(
    [...groups, ...commands].map((row) => row.name),
    typed,
  );
}

const matching = (names: readonly ByteString[], typed: ByteString): readonly ByteString[] =>
  [...new Set(names)].filter((name) => name.startsWith(typed)).sort();

const flagNames = (flags: Flags): readonly ByteString[] =>
  Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .flatMap(([name, flag]) => (flag.short === undefined ? [`--${name}`] : [`--${name}`, `-${flag.short}`]));

function skipGlobalFlags(words: readonly ByteString[]): readonly ByteString[] | undefined {
  try {
    return parseFlags(globalFlags(''), words, false).operands;
  } catch (error) {
    if (error instanceof FlagError) return undefined;
    throw error;
  }
}

function commandCandidates(
  command: Command,
  words: readonly ByteString[],
  typed: ByteString,
  process: Process | undefined,
): readonly ByteString[] {
  let operands: readonly ByteString[];
  try {
    operands = parseFlags(command.flags, words, command.interspersed).operands;
  } catch (error) {
    if (error instanceof FlagError) return [];
    throw error;
  }
  if (typed.startsWith('-')) return flagNames(command.flags);
  const candidates = command.complete?.[operands.length] ?? command.complete?.at(-1);
  if (!candidates || !process || operands.length >= command.arguments.maximum) return [];
  return ask(candidates, operands, process);
}

function ask(candidates: Candidates, operands: readonly ByteString[], process: Process): readonly ByteString[] {
  try {
    return candidates(connectEngine(process, { host: '', context: '', debug: false }, 'Get /info'), operands);
  } catch (error) {
    if (error instanceof StatusError || error instanceof EngineError || error instanceof FsError) return [];
    throw error;
  }
}

/** The `docker` program: global flags, the command found by its words, one place where errors are printed. As docker/cli cmd/docker/docker.go. */
import { digestOf } from '../../../../sim/engine/digest.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Process, Program } from '../../../../sim/kernel/types.ts';
import { VERSION_LINE } from './client-version.ts';
import type { GlobalOptions } from './command-context.ts';
import { type CommandTable, commandTable, findCommand, listGroup } from './command-table.ts';
import { completeDocker } from './complete.ts';
import { DECLARED } from './declared/declared.ts';
import type { Command } from './define-command.ts';
import { globalFlags, rootHelp } from './global-flags.ts';
import { type Group, groupHelp } from './help.ts';
import { FlagError, parseFlags } from './pflag.ts';
import { columnsOf, explain, fail, interruptible, runCommand, say, showHelp } from './run-command.ts';
import { StatusError } from './status-error.ts';

export interface DockerProgram extends Program {
  readonly summary: string;
  /** All commands, declared ones included. */
  readonly table: CommandTable;
  /** Candidates for the last of `words` (what stands after `docker`, the word being typed last). `process`: the shell's, to ask the daemon. */
  readonly complete: (words: readonly ByteString[], process?: Process) => readonly ByteString[];
}

/** `commands` are those that work; the rest of docker's commands are added as declared but not simulated. */
export function createDockerProgram(commands: readonly Command[]): DockerProgram {
  const table = commandTable([...DECLARED, ...commands]);
  return {
    name: 'docker',
    summary: 'A self-sufficient runtime for containers',
    table,
    complete: (words, process) => completeDocker(table, words, process),
    main: (process) => interruptible(process, () => interpret(table, process)),
  };
}

async function interpret(table: CommandTable, process: Process): Promise<number> {
  const home = process.environment.get('HOME') || '/root';
  const words = process.argv.slice(1);
  try {
    const parsed = parseFlags(globalFlags(home), words, false);
    await say(process, 1, parsed.notices.map((line) => `${line}\n`).join(''));
    checkLogLevel(parsed.values['log-level']);
    const global: GlobalOptions = { host: parsed.values.host.at(-1) ?? '', context: parsed.values.context, debug: parsed.values.debug };
    const help = parsed.help || parsed.operands[0] === 'help';
    const rest = parsed.help ? afterHelp(words) : parsed.operands[0] === 'help' ? parsed.operands.slice(1) : parsed.operands;
    if (parsed.values.version && rest.length === 0 && !help) return await say(process, 1, `${VERSION_LINE}\n`);
    if (rest.length === 0) return await say(process, help ? 1 : 2, rootHelp(topCommands(table), home, columnsOf(process)));
    checkContext(global, home);
    return await dispatch(table, process, global, rest, help, parsed.operands[0] === 'help');
  } catch (error) {
    const usage =
      error instanceof FlagError ? `\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information` : '';
    return await explain(process, error, usage);
  }
}

/** The words behind the first `--help` or `-h`: `docker --help ps` is `docker ps --help`. */
const afterHelp = (words: readonly ByteString[]): readonly ByteString[] =>
  words.slice(words.findIndex((word) => /^(--help|-h)$/.test(word)) + 1).filter((word) => !word.startsWith('-'));

function checkLogLevel(level: string): void {
  if (!['debug', 'info', 'warn', 'warning', 'error', 'fatal', 'panic', 'trace'].includes(level.toLowerCase())) {
    throw new StatusError(`Unable to parse logging level: ${level}`);
  }
}

function checkContext(global: GlobalOptions, home: string): void {
  if (global.context === '' || global.context === 'default') return;
  if (global.host !== '') throw new StatusError('conflicting options: cannot specify both --host and --context');
  throw new StatusError(
    `Failed to initialize: unable to resolve docker endpoint: context "${global.context}": context not found: open ${home}/.docker/contexts/meta/${digestOf(global.context).slice('sha256:'.length)}/meta.json: no such file or directory`,
  );
}

async function dispatch(
  table: CommandTable,
  process: Process,
  global: GlobalOptions,
  words: readonly ByteString[],
  help: boolean,
  topic: boolean,
): Promise<number> {
  const found = findCommand(table, words);
  if ('unknown' in found) {
    if (topic) return fail(process, `unknown help topic: ${words.join(' ')}`);
    if (help) return say(process, 1, rootHelp(topCommands(table), process.environment.get('HOME') || '/root', columnsOf(process)));
    return fail(process, `docker: unknown command: docker ${found.unknown}\n\nRun 'docker --help' for more information`);
  }
  if ('group' in found) return runGroup(table, process, found.group, found.words, help);
  if (help) return showHelp(found.command, found.path, process);
  return runCommand(found.command, found.path, found.words, process, global);
}

async function runGroup(table: CommandTable, process: Process, group: Group, words: readonly ByteString[], help: boolean): Promise<number> {
  const title = group.title ?? group.path;
  const usage = `\n\nUsage:  docker ${title}${group.usage ? ` ${group.usage}` : ''}\n\nRun 'docker ${title} --help' for more information`;
  try {
    const parsed = parseFlags(group.flags ?? {}, words, false);
    await say(process, 1, parsed.notices.map((line) => `${line}\n`).join(''));
    const [word] = parsed.operands;
    const isPlugin = title.split(' ')[0] === 'buildx';
    if (word !== undefined && !parsed.help && !help && !isPlugin)
      return fail(process, `docker: unknown command: docker ${title} ${word}${usage}`);
    const { groups, commands } = listGroup(table, title);
    await say(process, parsed.help || help || group.flags ? 1 : 2, groupHelp(group, groups, commands, columnsOf(process)));
    return word === undefined || parsed.help || help ? 0 : fail(process, `ERROR: unknown command: "${word}"`);
  } catch (error) {
    return explain(process, error, error instanceof FlagError ? usage : '');
  }
}

function topCommands(table: CommandTable): ReadonlyMap<string, Command> {
  return new Map([...table.commands].filter(([path]) => !path.includes(' ')));
}

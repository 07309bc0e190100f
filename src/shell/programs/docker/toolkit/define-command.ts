/** The one way to make a docker command: paths, usage, flags and arity as data, so that parsing, help, errors and completion come from one declaration. */
import type { Engine } from '../../../../sim/engine/engine.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { Arity } from './arity.ts';
import type { CommandContext } from './command-context.ts';
import type { Flags } from './flags.ts';

/** Candidates for one argument; `typed` are the arguments before it. */
export type Candidates = (engine: Engine, typed: readonly ByteString[]) => readonly ByteString[];

/** Name of a flag → what help says of it. */
export type FlagTexts = Readonly<Record<string, string>>;

export interface CommandDefinition<F extends Flags> {
  /** Without `docker `; the first one's last word is the file's name. Paths with the same parent are aliases: the first is shown for all. */
  readonly paths: readonly [string, ...string[]];
  /** What usage shows instead of the path (`docker builder build` is `docker buildx build`). */
  readonly title?: string;
  /** After the path: `[OPTIONS] CONTAINER`. A second line begins with a tab. */
  readonly usage: string;
  /** One line; lists of commands show it. */
  readonly summary: string;
  /** What `--help` shows instead of the summary. */
  readonly details?: string;
  /** The words under `Aliases:`, where they are not simply the paths. Empty: none. */
  readonly aliases?: string;
  readonly arguments: Arity;
  readonly flags: F;
  /** Help of the flags, where it is loaded apart. */
  readonly texts?: () => Promise<FlagTexts>;
  /** False: the first argument ends the flags (run, exec, commit …). Default: true. */
  readonly interspersed?: boolean;
  /** One entry an argument, the last one for all further ones. */
  readonly complete?: readonly Candidates[];
  /** Not listed in help. */
  readonly hidden?: boolean;
  /** Returns the exit status; undefined is 0. */
  readonly run: (context: CommandContext<F>) => Promise<number | undefined> | Promise<void> | number | undefined | void;
}

/** A command whose types of flags are forgotten: what the table of commands holds. */
export interface Command extends Omit<CommandDefinition<Flags>, 'run'> {
  readonly interspersed: boolean;
  readonly run: (context: CommandContext) => Promise<number | undefined> | Promise<void> | number | undefined | void;
}

export function defineCommand<const F extends Flags>(definition: CommandDefinition<F>): Command {
  const run = definition.run as unknown as Command['run'];
  return { ...definition, interspersed: definition.interspersed ?? true, run };
}

/** Whether a module's default export is a command: for the law over the files that a glob finds. */
export function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'paths' in value && 'run' in value && 'arguments' in value;
}

/** The `run` of a command that is declared, with its help and errors, but not simulated yet. */
export async function notSimulated(context: CommandContext): Promise<number> {
  await context.err(`drydock: docker ${context.path} is not simulated\n`);
  return 1;
}

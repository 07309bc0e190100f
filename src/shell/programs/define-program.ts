/** The one way to make a program: options as data, one frame around `run` for errors, --help and --version. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Process, Program } from '../../sim/kernel/types.ts';
import { NotSimulated, type OptionSpecs, type OptionValues, optionTargets, parseOptions, StandardRequest } from './getopt.ts';
import { ProgramIo, WriteError } from './program-io.ts';
import { UsageError } from './usage-error.ts';

export interface ProgramDefinition<O extends OptionSpecs> {
  /** Its name in /usr/bin and its file's name. */
  readonly name: string;
  /** After `Usage: NAME `. */
  readonly usage: string;
  /** What it does, one sentence for `--help`. */
  readonly summary: string;
  /** For `--version`: `GNU coreutils 9.4`. */
  readonly suite?: string;
  readonly options: O;
  /** The first operand ends the options (env, timeout, xargs …). */
  readonly stopAtOperand?: boolean;
  /** Turns historic spellings (`head -5`, `tar xzf`) into options before parsing. */
  readonly rewrite?: (arguments_: readonly ByteString[]) => readonly ByteString[];
  /** The exit status of a usage error (1; grep, ls, sort: 2). */
  readonly usageStatus?: number;
  /** What follows the text of a usage error, in place of the `Try 'NAME --help' …` line: a text, or what `--help` prints. */
  readonly hint?: string | { readonly help: true };
  /** `NAME: ` in messages, when it is not the name (mawk says `mawk: `). */
  readonly complainAs?: string;
  /** No `--help` and `--version`, and argv unparsed in `operands`: for echo, test, printf, expr alone. */
  readonly raw?: boolean;
  /** Replaces the generated `--help`. */
  readonly help?: string;
  /** Candidates for completion of the operand being typed; without it, file names. */
  readonly complete?: (words: readonly ByteString[]) => readonly ByteString[];
  readonly run: (io: ProgramIo, options: OptionValues<O>, operands: readonly ByteString[]) => Promise<number> | number;
}

/** A program with what others may read of it: completion, laws, the list of what is simulated. */
export interface DefinedProgram extends Program {
  readonly summary: string;
  readonly options: OptionSpecs;
  readonly complete: ((words: readonly ByteString[]) => readonly ByteString[]) | undefined;
}

export function defineProgram<const O extends OptionSpecs>(definition: ProgramDefinition<O>): DefinedProgram {
  return {
    name: definition.name,
    summary: definition.summary,
    options: definition.options,
    complete: definition.complete,
    main: (process) => runInFrame(definition, process),
  };
}

async function runInFrame<O extends OptionSpecs>(definition: ProgramDefinition<O>, process: Process): Promise<number> {
  const io = new ProgramIo(definition.complainAs ?? definition.name, process);
  try {
    const status = await runParsed(definition, io);
    await io.flush();
    return status;
  } catch (error) {
    return await explain(definition, io, error);
  }
}

function runParsed<O extends OptionSpecs>(definition: ProgramDefinition<O>, io: ProgramIo): Promise<number> | number {
  const given = io.process.argv.slice(1);
  if (definition.raw) return definition.run(io, {} as OptionValues<O>, given);
  const words = definition.rewrite ? definition.rewrite(given) : given;
  const { options, operands } = parseOptions(definition.options, words, definition.stopAtOperand);
  return definition.run(io, options, operands);
}

async function explain<O extends OptionSpecs>(definition: ProgramDefinition<O>, io: ProgramIo, error: unknown): Promise<number> {
  if (error instanceof StandardRequest) {
    await io.out(error.asks === 'version' ? versionText(definition) : (definition.help ?? helpText(definition)));
    await io.flush();
    return 0;
  }
  if (error instanceof NotSimulated) {
    await io.err(`drydock: ${definition.name} ${error.option} is not simulated\n`);
    return definition.usageStatus ?? 1;
  }
  if (error instanceof UsageError) {
    await io.flush();
    if (error.text !== '') await io.complain(error.text);
    if (error.hint) await io.err(hintText(definition));
    return error.status ?? definition.usageStatus ?? 1;
  }
  if (error instanceof WriteError) {
    await io.complain(`write error: ${error.text}`);
    return definition.usageStatus ?? 1;
  }
  if (error instanceof FsError) {
    await io.flush();
    await io.complain(error.path === undefined ? error.text : `${io.shellQuoted(error.path)}: ${error.text}`);
    return definition.usageStatus ?? 1;
  }
  throw error;
}

function hintText<O extends OptionSpecs>(definition: ProgramDefinition<O>): string {
  if (typeof definition.hint === 'object') return definition.help ?? helpText(definition);
  return definition.hint ?? `Try '${definition.name} --help' for more information.\n`;
}

function versionText<O extends OptionSpecs>(definition: ProgramDefinition<O>): string {
  const suite = /^(.*) (\S+)$/.exec(definition.suite ?? 'drydock 0.1.0');
  return `${definition.name} (${suite?.[1]}) ${suite?.[2]}\n`;
}

function helpText<O extends OptionSpecs>(definition: ProgramDefinition<O>): string {
  const rows = optionTargets(definition.options).map(({ spec }) => {
    const long = spec.long === undefined ? [] : typeof spec.long === 'string' ? [spec.long] : spec.long;
    const value = spec.argument === undefined ? '' : spec.optional ? `[=${spec.argument}]` : `=${spec.argument}`;
    const names = [...[...(spec.short ?? '')].map((s) => `-${s}`), ...long.map((name) => `--${name}${value}`)];
    const indent = spec.short ? '  ' : '      ';
    return `${`${indent}${names.join(', ')}`.padEnd(28)}  ${spec.help ?? ''}`.trimEnd();
  });
  rows.push('      --help                display this help and exit', '      --version             output version information and exit');
  return `Usage: ${definition.name} ${definition.usage}\n${definition.summary}\n\n${rows.join('\n')}\n`;
}

/** The frame around every program of apt's family: options, `--help`, `--version`, the command, and the one place where AptError is printed. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import { type DefinedProgram, defineProgram } from '../../define-program.ts';
import type { ProgramIo } from '../../program-io.ts';
import { AptContext } from './apt-context.ts';
import { AptError } from './apt-error.ts';
import { parseAptOptions } from './apt-options.ts';

export interface AptCommand {
  readonly summary: string;
  readonly run: (context: AptContext, operands: readonly ByteString[]) => Promise<number>;
}

export interface AptDefinition {
  readonly name: string;
  readonly summary: string;
  /** `apt-get [options] command`, one line each. */
  readonly usage: readonly string[];
  /** What it is for, a few sentences. */
  readonly about: string;
  readonly commands: Readonly<Record<string, AptCommand>>;
  /** Commands that the real one has and this one has not. */
  readonly notSimulated: readonly string[];
}

const APT_VERSION = 'apt 2.8.3 (amd64)';

export function defineAptProgram(definition: AptDefinition): DefinedProgram {
  return defineProgram({
    name: definition.name,
    usage: definition.usage[0] ?? '',
    summary: definition.summary,
    options: {},
    raw: true,
    complete: (words) => (words.length <= 2 ? Object.keys(definition.commands) : []),
    run: (io, _options, words) => runAptProgram(definition, io, words),
  });
}

async function runAptProgram(definition: AptDefinition, io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  let context = new AptContext(io, { items: new Map(), quiet: 0, operands: [] });
  try {
    context = new AptContext(io, parseAptOptions(words));
    const status = await runCommand(definition, context);
    await io.flush();
    return status;
  } catch (error) {
    if (error instanceof FsError && error.errno === 'ENOSPC') throw error;
    if (!(error instanceof AptError)) throw error;
    await context.say(error.messages);
    return error.status;
  }
}

async function runCommand(definition: AptDefinition, context: AptContext): Promise<number> {
  const [command, ...operands] = context.settings.operands;
  if (context.is('version')) {
    await context.out(`${APT_VERSION}\n`);
    return 0;
  }
  if (command === undefined || command === 'help' || context.is('help')) {
    await context.out(helpText(definition));
    return 0;
  }
  if (context.isApt && !context.isTerminal) {
    await context.err('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  }
  const found = definition.commands[command];
  if (found) return found.run(context, operands);
  if (definition.notSimulated.includes(command)) {
    await context.err(`drydock: ${definition.name} ${command} is not simulated\n`);
    return 100;
  }
  throw new AptError(`Invalid operation ${command}`);
}

function helpText({ name, usage, about, commands }: AptDefinition): string {
  const head = usage.map((line, index) => `${index === 0 ? 'Usage: ' : '       '}${line}\n`).join('');
  const rows = Object.entries(commands)
    .filter(([, { summary }]) => summary !== '')
    .map(([command, { summary }]) => `  ${command} - ${summary}\n`);
  const cow =
    name === 'apt-mark' || name === 'apt-cache' || name === 'apt-config'
      ? ''
      : '                                        This APT has Super Cow Powers.\n';
  return `${APT_VERSION}\n${head}\n${about}\n\nMost used commands:\n${rows.join('')}\nSee ${name}(8) for more information about the available commands.\nConfiguration options and syntax is detailed in apt.conf(5).\nInformation about how to configure sources can be found in sources.list(5).\nPackage and version choices can be expressed via apt_preferences(5).\nSecurity details are available in apt-secure(8).\n${cow}`;
}

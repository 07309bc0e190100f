/** awk and mawk as programs: the command line and what may go wrong. As mawk 1.3.4. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import { baseName } from '../formats/paths.ts';
import { type DefinedProgram, defineProgram } from '../programs/define-program.ts';
import { ProgramIo, readAll, readWholeFile } from '../programs/program-io.ts';
import { createInterpreter } from './interpreter.ts';
import { readStringEscapes } from './lexer.ts';
import { parseProgram } from './parse-program.ts';
import { AwkRegexError } from './regex.ts';
import { resolveNames } from './resolve.ts';
import { Runtime } from './runtime.ts';
import { AwkExit, AwkRunTimeError } from './runtime-error.ts';
import { AwkSyntaxError } from './tree.ts';
import { fromOutside } from './values.ts';

/** Debian's and Ubuntu's awk is mawk; it names itself as it was called. */
export function createAwkProgram(name: 'awk' | 'mawk'): DefinedProgram {
  return defineProgram({
    name,
    usage: "[-W OPTION] [-F VALUE] [-v VAR=VALUE] [--] 'PROGRAM TEXT' [FILE ...]",
    summary: 'Scan FILEs for patterns and process them.',
    raw: true,
    options: {},
    async run({ process }, _options, operands) {
      const io = new ProgramIo(baseName(process.argv[0] ?? name), process);
      const status = await runAwk(io, operands);
      await io.flush();
      return status;
    },
  });
}

interface CommandLine {
  readonly source: ByteString;
  readonly separator: ByteString | undefined;
  readonly assignments: readonly (readonly [string, ByteString])[];
  readonly operands: readonly ByteString[];
  /** The program file, for messages. */
  readonly file: ByteString | undefined;
}

async function runAwk(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  let runtime: Runtime | undefined;
  let file: ByteString | undefined;
  try {
    const line = await readCommandLine(io, words);
    if (typeof line === 'number') return line;
    file = line.file;
    const program = parseProgram(line.source);
    const names = resolveNames(program);
    runtime = new Runtime(io, names.slots, names.arrays);
    prepare(runtime, line);
    const interpreter = createInterpreter(program, names, runtime);
    await interpreter.run();
    await runtime.streams.finish();
    return runtime.exitStatus;
  } catch (error) {
    return explain(io, error, runtime, file);
  }
}

async function explain(io: ProgramIo, error: unknown, runtime: Runtime | undefined, file: ByteString | undefined): Promise<number> {
  if (error instanceof AwkSyntaxError) {
    for (const line of error.message.split('\n')) await io.complain(file === undefined ? line : `${file}: ${line}`);
  } else if (error instanceof AwkRegexError) await io.complain(`line 1: ${error.message}`);
  else if (error instanceof AwkRunTimeError) await io.complain(`run time error: ${error.message}\n${runtime?.where() ?? ''}`);
  else if (error instanceof AwkExit)
    await io.complain(error.message.startsWith('regular expression') ? `line 1: ${error.message}` : error.message);
  else throw error;
  await runtime?.streams.finish();
  return 2;
}

function prepare(runtime: Runtime, { separator, assignments, operands }: CommandLine): void {
  const argv = runtime.arrays.get('ARGV');
  for (const [i, operand] of [runtime.io.name, ...operands].entries()) argv?.set(i, fromOutside(operand), runtime.convfmt);
  runtime.globals[13] = operands.length + 1;
  const environment = runtime.arrays.get('ENVIRON');
  for (const [key, value] of runtime.io.process.environment) environment?.set(key, fromOutside(value), runtime.convfmt);
  if (separator !== undefined) runtime.assign('FS', separator);
  for (const [name, value] of assignments) runtime.assign(name, value);
}

const VERSION = `mawk 1.3.4 20240123
Copyright 2008-2023,2024, Thomas E. Dickey
Copyright 1991-1996,2014, Michael D. Brennan

random-funcs:       srandom/random
regex-funcs:        internal

compiled limits:
sprintf buffer      8192
maximum-integer     9223372036854775808
`;

const USAGE = `Usage: mawk [Options] [Program] [file ...]

Program:
    The program text is the first operand unless -f names a file that holds it; "--" ends the options.

Options:
    -f program-file  Program text is read from file instead of from the command-line.
    -v name=value    assign value to variable name.
    -F value         sets the field separator, FS, to value.
    --               unambiguous end of options.
    -W version       show version information and exit.
`;

/** A number: the exit status, when nothing is to be run. */
async function readCommandLine(io: ProgramIo, words: readonly ByteString[]): Promise<CommandLine | number> {
  const sources: ByteString[] = [];
  const assignments: (readonly [string, ByteString])[] = [];
  let [separator, file]: [ByteString | undefined, ByteString | undefined] = [undefined, undefined];
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    if (word === '--') {
      i++;
      break;
    }
    const letter = word.charAt(1);
    if (/^--?(?:W ?)?version$/.test(word) || (letter === 'W' && /^v/.test(word.slice(2) || (words[i + 1] ?? '')))) {
      await io.out(VERSION);
      return 0;
    }
    if (word === '--help' || word === '--usage') {
      await io.out(USAGE);
      return 0;
    }
    if (!/[fvFW]/.test(letter)) throw new AwkExit(`not an option: ${word}`);
    const argument = word.length > 2 ? word.slice(2) : words[++i];
    if (argument === undefined) throw new AwkExit(`option -${letter} lacks argument`);
    if (letter === 'f') {
      sources.push(await readProgramFile(io, argument));
      file = argument;
    } else if (letter === 'v') assignments.push(readAssignment(argument));
    else if (letter === 'F') separator = readStringEscapes(argument);
  }
  const operands = words.slice(i);
  const [text, ...rest] = operands;
  if (sources.length > 0) return { source: sources.join('\n'), separator, assignments, operands, file };
  if (text === undefined) {
    await io.err(USAGE);
    return 2;
  }
  return { source: text, separator, assignments, operands: rest, file };
}

function readAssignment(text: ByteString): readonly [string, ByteString] {
  const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text);
  if (!match) throw new AwkExit(`improper assignment: -v ${text}`);
  return [match[1] ?? '', match[2] ?? ''];
}

async function readProgramFile(io: ProgramIo, file: ByteString): Promise<ByteString> {
  try {
    return fromBytes(await (file === '-' ? readAll(io.process, 0) : readWholeFile(io.process, file)));
  } catch (error) {
    if (error instanceof FsError) throw new AwkExit(`cannot open ${file} (${error.text})`);
    throw error;
  }
}

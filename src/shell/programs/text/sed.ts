/** sed: the stream editor. As GNU sed 4.9. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { InPlace } from '../../sed/in-place.ts';
import { Input } from '../../sed/input.ts';
import { Machine } from '../../sed/machine.ts';
import { Output, WriteFiles } from '../../sed/outputs.ts';
import { parseScript } from '../../sed/parse-script.ts';
import { createRunningScript } from '../../sed/run-script.ts';
import type { ScriptPiece } from '../../sed/scanner.ts';
import { type Script, ScriptError } from '../../sed/script.ts';
import { defineProgram } from '../define-program.ts';
import type { OptionValues } from '../getopt.ts';
import { type ProgramIo, readAll, readWholeFile } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

type Source = { readonly script: ByteString } | { readonly file: ByteString };

const options = {
  quiet: { short: 'n', long: ['quiet', 'silent'], help: 'suppress automatic printing of pattern space' },
  debug: { long: 'debug', notSimulated: true, help: 'annotate program execution' },
  sources: {
    short: 'e',
    long: 'expression',
    argument: 'script',
    repeat: true,
    type: (script: ByteString): Source => ({ script }),
    help: 'add the script to the commands to be executed',
  },
  files: {
    short: 'f',
    long: 'file',
    argument: 'script-file',
    repeat: true,
    into: 'sources',
    type: (file: ByteString): Source => ({ file }),
    help: 'add the contents of script-file to the commands',
  },
  followSymlinks: { long: 'follow-symlinks', help: 'follow symlinks when processing in place' },
  inPlace: {
    short: 'i',
    long: 'in-place',
    argument: 'SUFFIX',
    optional: true,
    help: 'edit files in place (makes backup if SUFFIX supplied)',
  },
  lineLength: {
    short: 'l',
    long: 'line-length',
    argument: 'N',
    type: lineLength,
    help: "specify the desired line-wrap length for the 'l' command",
  },
  posix: { long: 'posix', help: 'disable all GNU extensions (they stay enabled here)' },
  extended: { short: 'Er', long: 'regexp-extended', help: 'use extended regular expressions in the script' },
  separate: { short: 's', long: 'separate', help: 'consider files as separate rather than as a single stream' },
  sandbox: { long: 'sandbox', help: 'operate in sandbox mode (disable e/r/w commands)' },
  unbuffered: { short: 'u', long: 'unbuffered', help: 'load minimal amounts of data and flush the output buffers more often' },
  zero: { short: 'z', long: 'null-data', help: 'separate lines by NUL characters' },
  binary: { short: 'b', long: 'binary', help: '(ignored)' },
} as const;

export default defineProgram({
  name: 'sed',
  usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
  summary: 'Edit a stream of lines by a script.',
  suite: 'GNU sed 4.9',
  hint: { help: true },
  options,
  async run(io, values, operands) {
    const sources = values.sources;
    const [script] = operands;
    if (sources.length === 0 && script === undefined) throw new UsageError('');
    const files = sources.length === 0 ? operands.slice(1) : operands;
    try {
      const pieces = await readPieces(io, sources.length === 0 ? [{ script: script ?? '' }] : sources);
      const parsed = parseScript(pieces, { extended: values.extended, utf8: io.unicode, sandbox: values.sandbox });
      return await edit(io, values, parsed, files.length === 0 ? ['-'] : files);
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      await io.flush();
      await io.complain(error.message);
      return error.status;
    }
  },
});

async function edit(io: ProgramIo, values: OptionValues<typeof options>, script: Script, files: readonly ByteString[]): Promise<number> {
  const standardOutput = new Output((text) => io.out(text), values.zero ? '\0' : '\n');
  const writeFiles = new WriteFiles(io, standardOutput, values.zero ? '\0' : '\n');
  for (const name of namesToWrite(script)) await writeFiles.open(name);
  const running = createRunningScript(script, io.unicode);
  const { inPlace: suffix } = values;
  const inPlace =
    suffix === undefined ? undefined : new InPlace(io, suffix === true ? '' : suffix, values.followSymlinks, values.zero ? '\0' : '\n');
  const separate = values.separate || inPlace !== undefined;
  const delimiter = values.zero ? '\0' : '\n';
  const input = new Input(io, files, {
    separate,
    delimiter,
    async opened(name, fd) {
      if (separate) running.reset();
      const output = inPlace ? await inPlace.open(name, fd) : standardOutput;
      if (output) machine.output = output;
      return output !== undefined;
    },
    closed: () => inPlace?.close(),
  });
  const quiet = values.quiet || script.quiet;
  const machine = new Machine(
    io,
    { quiet, delimiter, width: values.lineLength ?? 70, unbuffered: values.unbuffered },
    input,
    standardOutput,
    writeFiles,
  );
  await running.run(machine);
  await input.finish();
  return machine.status || (inPlace?.failed ? 4 : input.failed ? 2 : 0);
}

async function readPieces(io: ProgramIo, sources: readonly Source[]): Promise<readonly ScriptPiece[]> {
  let expressions = 0;
  const pieces: ScriptPiece[] = [];
  for (const source of sources) {
    if ('script' in source) pieces.push({ text: source.script, title: `-e expression #${++expressions}`, isFile: false });
    else pieces.push({ text: await readScript(io, source.file), title: source.file, isFile: true });
  }
  return pieces;
}

async function readScript(io: ProgramIo, file: ByteString): Promise<ByteString> {
  if (file === '-' || file === '/dev/stdin') return fromBytes(await readAll(io.process, 0)).replace(/\n$/, '');
  try {
    return fromBytes(await readWholeFile(io.process, file)).replace(/\n$/, '');
  } catch (error) {
    if (error instanceof FsError) throw new ScriptError(`couldn't open file ${file}: ${error.text}`, 4);
    throw error;
  }
}

function namesToWrite({ commands }: Script): readonly ByteString[] {
  return commands.flatMap(({ action }) => {
    if (action.name === 'w' || action.name === 'W') return [action.file];
    return action.name === 's' && action.substitution.file !== undefined ? [action.substitution.file] : [];
  });
}

function lineLength(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid line length: ${text}`);
  return Number(text);
}

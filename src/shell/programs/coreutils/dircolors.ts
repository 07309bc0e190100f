/** dircolors: sets up LS_COLORS for ls. As GNU coreutils 9.4 dircolors. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { isColorTerminal } from '../../files/listing/color-terminals.ts';
import { DEFAULT_KINDS, DEFAULT_SUFFIXES } from '../../files/listing/default-colors.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { lastOf } from '../getopt.ts';
import { readAll, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'dircolors',
  usage: '[OPTION]... [FILE]',
  summary: 'Output commands to set the LS_COLORS environment variable.',
  suite: 'GNU coreutils 9.4',
  options: {
    shell: lastOf({
      bourne: { short: 'b', long: ['sh', 'bourne-shell'], help: 'output Bourne shell code to set LS_COLORS' },
      c: { short: 'c', long: ['csh', 'c-shell'], help: 'output C shell code to set LS_COLORS' },
    }),
    database: { short: 'p', long: 'print-database', help: 'output defaults' },
    lsColors: { long: 'print-ls-colors', help: 'output fully escaped colors for display' },
  },
  async run(io, { shell, database, lsColors }, operands) {
    if (Number(database) + Number(lsColors) + Number(shell !== undefined) > 1) {
      throw new UsageError(
        database || lsColors ? 'the options to output non shell syntax,\nand to select a shell syntax are mutually exclusive' : '',
      );
    }
    const extra = operands[database ? 0 : 1];
    if (extra !== undefined)
      throw new UsageError(
        `extra operand ${localeQuoted(extra)}${database ? '\nfile operands cannot be combined with --print-database (-p)' : ''}`,
      );
    if (database) {
      const { databaseText } = await io.process.hold(import('../../files/color-database.ts'));
      await io.out(databaseText());
      return 0;
    }
    const kind = lsColors ? 'bourne' : (shell ?? guessShell(io));
    const colors = operands[0] === undefined ? defaultColors(io) : await fileColors(io, operands[0]);
    if (lsColors)
      await io.out(
        colors
          .split(':')
          .filter((item) => item !== '')
          .map((item) => `\x1b[${item.slice(item.indexOf('=') + 1)}m${item.replace('=', '\t')}\x1b[0m\n`)
          .join(''),
      );
    else await io.out(kind === 'bourne' ? `LS_COLORS='${colors}';\nexport LS_COLORS\n` : `setenv LS_COLORS '${colors}'\n`);
    return 0;
  },
});

function guessShell(io: ProgramIo): 'bourne' | 'c' {
  const shell = io.process.environment.get('SHELL');
  if (!shell) throw new UsageError('no SHELL environment variable, and no shell type option given', { hint: false });
  return /csh$/.test(shell) ? 'c' : 'bourne';
}

function defaultColors(io: ProgramIo): ByteString {
  const { environment } = io.process;
  if (!environment.get('COLORTERM') && !isColorTerminal(environment.get('TERM') ?? 'none')) return '';
  return `${DEFAULT_KINDS}:${DEFAULT_SUFFIXES.flatMap(([color, suffixes]) => suffixes.split(' ').map((suffix) => `*${suffix}=${color}:`)).join('')}`;
}

async function fileColors(io: ProgramIo, path: ByteString): Promise<ByteString> {
  const text = await readFile(io, path);
  const { parseDatabase } = await io.process.hold(import('../../files/color-database.ts'));
  return parseDatabase(text, io.process.environment.get('TERM') ?? 'none');
}

async function readFile(io: ProgramIo, path: ByteString): Promise<ByteString> {
  if (path === '-') return fromBytes(await readAll(io.process, 0));
  return fromBytes(io.fs.readFile(path));
}

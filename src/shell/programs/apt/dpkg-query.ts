// dpkg-query: questions to dpkg's database. As dpkg 1.22 src/query/main.c.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { DpkgError, QUERY_HINT } from './toolkit/dpkg-error.ts';
import { listInColumns } from './toolkit/dpkg-list.ts';
import { DEFAULT_FORMAT, searchPaths, showControlFiles, showFiles, showFormatted, showStatus } from './toolkit/dpkg-show.ts';

interface Query {
  readonly run: (io: ProgramIo, operands: readonly ByteString[], format: ByteString) => Promise<number>;
  /** What it needs at least, in the words of the error. */
  readonly needs?: string;
}

const QUERIES: Readonly<Record<string, Query>> = {
  list: { run: (io, operands) => listInColumns(io, operands) },
  show: { run: (io, operands, format) => showFormatted(io, format, operands) },
  status: { run: (io, operands) => showStatus(io, operands) },
  'print-avail': { run: (io, operands) => showStatus(io, operands, true) },
  listfiles: { run: showFiles, needs: 'package name' },
  search: { run: searchPaths, needs: 'file name pattern' },
  'control-list': { run: (io, operands) => showControlFiles(io, operands, 'kind'), needs: 'package name' },
  'control-path': { run: (io, operands) => showControlFiles(io, operands, 'path'), needs: 'package name' },
};
const SHORT: Readonly<Record<string, string>> = {
  l: 'list',
  W: 'show',
  s: 'status',
  p: 'print-avail',
  L: 'listfiles',
  S: 'search',
  c: 'control-path',
};

export default defineProgram({
  name: 'dpkg-query',
  usage: '[<option>...] <command>',
  summary: "Ask dpkg's database about packages and their files.",
  options: {},
  raw: true,
  run: async (io, _options, words) => {
    try {
      return await runQuery(io, words);
    } catch (error) {
      if (!(error instanceof DpkgError)) throw error;
      await io.flush();
      await io.err(`dpkg-query: error: ${error.text}\n${error.isUsage ? QUERY_HINT : ''}`);
      return 2;
    }
  },
});

/** Runs the question that the arguments ask; also for dpkg, which hands its own over. Throws DpkgError. */
export async function runQuery(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  let query: string | undefined;
  let format: ByteString = DEFAULT_FORMAT;
  const operands: ByteString[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const [, name = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else if (name === 'help') {
      await io.out(HELP);
      return 0;
    } else if (name === 'version') {
      await io.out("Debian 'dpkg-query' package management program query tool version 1.22.6 (amd64).\n");
      return 0;
    } else if (name === 'showformat' || /^f/.test(name)) {
      const given = value ?? (name.length > 1 && name !== 'showformat' ? name.slice(1) : words[++i]);
      if (given === undefined) throw new DpkgError(`${word} option takes a value`, true);
      format = given.replace(/^=/, '');
    } else if (name !== 'no-pager') {
      const long = word.startsWith('--') ? name : SHORT[name];
      if (long === undefined || !QUERIES[long])
        throw new DpkgError(`unknown option ${word.startsWith('--') ? word : `-${name.charAt(0)}`}`, true);
      query = long;
    }
  }
  const found = query === undefined ? undefined : QUERIES[query];
  if (!found) throw new DpkgError('need an action option', true);
  if (found.needs && operands.length === 0) throw new DpkgError(`--${query} needs at least one ${found.needs} argument`, true);
  return found.run(io, operands, format);
}

const HELP = `Usage: dpkg-query [<option>...] <command>

Commands:
  -l, --list [<pattern>...]       packages in columns
  -W, --show [<pattern>...]       packages by a format
  -s, --status [<package>...]     what is known of packages
  -p, --print-avail <package>...  the same without their state
  -L, --listfiles <package>...    the files of packages
  -S, --search <pattern>...       the packages that have a file
      --control-list <package>    its files in the info folder

Options:
  -f, --showformat=<format>       for --show
`;

/** ps: a snapshot of the processes. As procps-ng 4.0.4 ps: UNIX options with a dash, BSD ones without, GNU ones with two. */
import { FsError } from '../../../sim/fs/errno.ts';
import { type ColumnContext, tableLines } from '../../files/processes/columns.ts';
import { asTree, type ProcessRow, readMemory, readProcesses } from '../../files/processes/process-row.ts';
import { parsePsArguments, PsError, type PsRequest } from '../../files/processes/ps-arguments.ts';
import { sortRows } from '../../files/processes/ps-sort.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

export default defineProgram({
  name: 'ps',
  usage: '[options]',
  summary: 'Report a snapshot of the current processes.',
  raw: true,
  options: {},
  async run(io, _options, words) {
    try {
      const request = parsePsArguments(words, readAccounts(io.fs));
      if (request.answer !== undefined) {
        await io.out(request.answer === 'help' ? USAGE : 'ps from procps-ng 4.0.4\n');
        return 0;
      }
      return await show(io, request);
    } catch (error) {
      if (!(error instanceof PsError)) throw error;
      if (error.notSimulated) await io.err(`drydock: ps ${error.message} is not simulated\n`);
      else await io.err(`error: ${error.message}\n${USAGE}`);
      return 1;
    }
  },
});

async function show(io: ProgramIo, request: PsRequest): Promise<number> {
  let all: readonly ProcessRow[];
  try {
    all = readProcesses(io);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.err('Error, do this: mount -t proc proc /proc\n');
    return 47;
  }
  const self = all.find(({ pid }) => pid === io.process.pid);
  const chosen = all.filter((row) => request.selects(row, self) !== request.negated);
  const ordered = request.tree === 'none' ? sortRows(chosen, request.sort) : asTree(chosen);
  const context: ColumnContext = {
    accounts: readAccounts(io.fs),
    zone: parseTimeZone(io.process.environment.get('TZ')),
    now: io.process.now(),
    memory: readMemory(io)('MemTotal'),
    tree: request.tree,
  };
  const lines = tableLines(request.columns, ordered, context, { width: widthOf(io, request), headings: request.headings });
  await io.out(lines.map((line) => `${line}\n`).join(''));
  return chosen.length === 0 ? 1 : 0;
}

/** As wide as the terminal; 0 (all) elsewhere and with -ww. */
function widthOf(io: ProgramIo, { wide, columnsGiven }: PsRequest): number {
  if (columnsGiven !== undefined) return columnsGiven;
  if (wide > 1) return 0;
  const named = Number(io.process.environment.get('COLUMNS'));
  const terminal = io.process.isOpen(1) ? io.process.terminal(1) : undefined;
  const width = named > 0 ? named : terminal ? terminal.size.columns || 80 : 0;
  return width === 0 ? 0 : wide === 1 ? Math.max(132, width) : width;
}

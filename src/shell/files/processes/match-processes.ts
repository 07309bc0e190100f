/** pgrep and pkill: which processes their options and pattern name. As procps-ng 4.0.4 pgrep.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type Accounts, readAccounts } from '../../formats/accounts.ts';
import { compileRegex } from '../../regex/compile.ts';
import type { OptionValues } from '../../programs/getopt.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { UsageError } from '../../programs/usage-error.ts';
import { commandLine, type ProcessRow, readProcesses } from './process-row.ts';

/** What both take. */
export const matchOptions = {
  full: { short: 'f', long: 'full', help: 'use full process name to match' },
  ignoreCase: { short: 'i', long: 'ignore-case', help: 'match case insensitively' },
  newest: { short: 'n', long: 'newest', help: 'select most recently started' },
  oldest: { short: 'o', long: 'oldest', help: 'select least recently started' },
  group: { short: 'g', long: 'pgroup', argument: 'PGID', help: 'match listed process group IDs' },
  parent: { short: 'P', long: 'parent', argument: 'PPID', help: 'match only child processes of the given parent' },
  session: { short: 's', long: 'session', argument: 'SID', help: 'match session IDs' },
  terminal: { short: 't', long: 'terminal', argument: 'TTY', help: 'match by controlling terminal' },
  euid: { short: 'u', long: 'euid', argument: 'ID', help: 'match by effective IDs' },
  uid: { short: 'U', long: 'uid', argument: 'ID', help: 'match by real IDs' },
  exact: { short: 'x', long: 'exact', help: 'match exactly with the command name' },
  inverse: { short: 'v', long: 'inverse', help: 'negates the matching' },
  states: { short: 'r', long: 'runstates', argument: 'STATE', help: 'match runstates [D,S,Z,...]' },
} as const;

type Given = OptionValues<typeof matchOptions>;

export function matchProcesses(io: ProgramIo, given: Given, operands: readonly ByteString[]): readonly ProcessRow[] {
  const { group, parent, session, terminal, euid, uid, states, newest, oldest, inverse } = given;
  const [pattern, extra] = operands;
  const criteria = [group, parent, session, terminal, euid, uid, states].some((each) => each !== undefined) || newest || oldest;
  if (extra !== undefined) throw procpsError(io, 'only one pattern can be provided');
  if (pattern === undefined && !criteria) throw procpsError(io, 'no matching criteria specified');
  const tests = testsOf(given, pattern, readAccounts(io.fs));
  const found = readProcesses(io).filter((row) => row.pid !== io.process.pid && tests.every((test) => test(row)) !== inverse);
  if (newest) return found.slice(-1);
  return oldest ? found.slice(0, 1) : found;
}

/** procps quotes with a backquote in its hint. */
export const procpsError = (io: ProgramIo, text: string): UsageError =>
  new UsageError(`${text}\nTry \`${io.name} --help' for more information.`, { hint: false, status: 2 });

function testsOf(
  { full, ignoreCase, exact, group, parent, session, terminal, euid, uid, states }: Given,
  pattern: ByteString | undefined,
  accounts: Accounts,
): ((row: ProcessRow) => boolean)[] {
  const numbers = (text: ByteString, of: (row: ProcessRow) => number): ((row: ProcessRow) => boolean) => {
    const wanted = text.split(',').map(Number);
    return (row) => wanted.includes(of(row));
  };
  const users = (text: ByteString): ((row: ProcessRow) => boolean) => {
    const wanted = text.split(',').map((name) => accounts.userByName(name)?.uid ?? Number(name));
    return (row) => wanted.includes(row.uid);
  };
  const tests: ((row: ProcessRow) => boolean)[] = [];
  if (group !== undefined) tests.push(numbers(group, (row) => row.group));
  if (parent !== undefined) tests.push(numbers(parent, (row) => row.parentPid));
  if (session !== undefined) tests.push(numbers(session, (row) => row.session));
  if (terminal !== undefined) tests.push((row) => terminal.split(',').includes(row.terminal ?? '-'));
  if (euid !== undefined) tests.push(users(euid));
  if (uid !== undefined) tests.push(users(uid));
  if (states !== undefined) tests.push((row) => states.includes(row.state));
  if (pattern !== undefined) {
    const regex = compileRegex(exact ? `^(${pattern})$` : pattern, { syntax: 'extended', ignoreCase });
    tests.push((row) => regex.test(full ? commandLine(row) : row.name));
  }
  return tests;
}

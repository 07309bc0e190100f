/** docker top: the processes of a container as the host's ps shows them. As moby's daemon/top_unix.go; the titles and rows are those of procps. */
import type { ProcessInfo } from '../../kernel/types.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { readText } from '../runtime/network-files.ts';
import { hostFileSystem } from './create.ts';
import { getContainer, notRunning } from './find.ts';

export interface ProcessTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Row = ProcessInfo & { readonly hostPid: number; readonly hostParent: number };

/** `psArguments` as typed after the container; none means `-ef`. Throws EngineError. */
export function containerProcesses(engine: Engine, text: string, psArguments: readonly string[] = []): ProcessTable {
  const container = getContainer(engine.state, text);
  const namespace = engine.namespaceOf(container.id);
  if (!namespace) throw notRunning(container);
  const processes = engine.ports.kernel.processes(namespace);
  const hostPids = new Map(processes.map(({ pid, hostPid }) => [pid, hostPid]));
  const rows = processes.map((info): Row => ({ ...info, hostParent: hostPids.get(info.parentPid) ?? 1 }));
  const names = userNames(engine);
  const columns = columnsFor(psArguments.length > 0 ? psArguments : ['-ef']);
  const now = engine.now();
  const lines = rows.map((row) => columns.map(({ value }) => value(row, { names, now })).join(' '));
  return { titles: columns.map(({ title }) => title), rows: lines.map((line) => cellsOf(line, columns.length)) };
}

/** The daemon cuts what ps printed at its blanks; all that is left over is the last column's. */
function cellsOf(line: string, count: number): readonly string[] {
  const words = line.split(/\s+/);
  return [...words.slice(0, count - 1), words.slice(count - 1).join(' ')];
}

interface Context {
  readonly names: ReadonlyMap<number, string>;
  readonly now: number;
}
interface Column {
  readonly title: string;
  readonly value: (row: Row, context: Context) => string;
}

const command = ({ argv, name }: Row): string => (argv.length > 0 ? argv.join(' ') : `[${name}]`);
const user = ({ uid }: Row, { names }: Context): string => names.get(uid) ?? String(uid);
const terminal = ({ terminal: tty }: Row): string => tty ?? '?';
const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

function cpuTime({ cpu }: Row): string {
  const seconds = Math.floor(cpu / 1e6);
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** HH:MM, and MonDD when it began more than a day ago. */
function startTime({ started }: Row, { now }: Context): string {
  const text = new Date(started / 1000).toUTCString(); // Tue, 24 Nov 2026 17:35:25 GMT
  return now - started < 86_400e6 ? text.slice(17, 22) : `${text.slice(8, 11)}${text.slice(5, 7)}`;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  user: { title: 'USER', value: user },
  uid: { title: 'UID', value: ({ uid }) => String(uid) },
  pid: { title: 'PID', value: ({ hostPid }) => String(hostPid) },
  ppid: { title: 'PPID', value: ({ hostParent }) => String(hostParent) },
  c: { title: 'C', value: () => '0' },
  stime: { title: 'STIME', value: startTime },
  start: { title: 'START', value: startTime },
  tty: { title: 'TTY', value: terminal },
  tt: { title: 'TT', value: terminal },
  time: { title: 'TIME', value: cpuTime },
  cmd: { title: 'CMD', value: command },
  args: { title: 'COMMAND', value: command },
  command: { title: 'COMMAND', value: command },
  comm: { title: 'COMMAND', value: ({ name }) => name },
  stat: { title: 'STAT', value: ({ state, pid, session }) => state + (pid === session ? 's' : '') },
  state: { title: 'S', value: ({ state }) => state },
  '%cpu': { title: '%CPU', value: () => '0.0' },
  '%mem': { title: '%MEM', value: () => '0.0' },
  vsz: { title: 'VSZ', value: () => '4296' },
  rss: { title: 'RSS', value: () => '3328' },
  flags: { title: 'F', value: () => '4' },
  pri: { title: 'PRI', value: () => '80' },
  ni: { title: 'NI', value: () => '0' },
  addr: { title: 'ADDR', value: () => '-' },
  sz: { title: 'SZ', value: () => '1074' },
  wchan: { title: 'WCHAN', value: () => '-' },
};

const FULL: readonly Column[] = [{ title: 'UID', value: user }, ...named(['pid', 'ppid', 'c', 'stime', 'tty', 'time', 'cmd'])];

const LONG_BEGINNING = ['ppid', 'c', 'pri', 'ni', 'addr', 'sz', 'wchan'];

function columnsFor(psArguments: readonly string[]): readonly Column[] {
  const joined = psArguments.join(' ');
  const list = /(?:^|\s)(?:-?[a-zA-Z]*o|--format)[ =]?([\w%,]+)/.exec(joined)?.[1];
  if (list !== undefined) return withPid(list.split(','));
  if (psArguments.some((word) => word.startsWith('--'))) refuse('unknown gnu long option');
  if (psArguments.some((word) => /^[^-]/.test(word) && !/^[auxlfgewr]+$/.test(word))) refuse('unsupported option (BSD syntax)');
  if (psArguments.length > 1 && psArguments.some((word) => !word.startsWith('-'))) refuse('unsupported option (BSD syntax)');
  if (/^-?aux/.test(joined) || joined === 'u')
    return named(['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tty', 'stat', 'start', 'time', 'command']);
  if (/^-?[ax]*x[ax]*$/.test(joined)) return named(['pid', 'tty', 'stat', 'time', 'command']);
  const [full, long] = [/f/.test(joined), /l/.test(joined)];
  if (!long) return full ? FULL : named(['pid', 'tty', 'time', 'cmd']);
  const owner = full ? { title: 'UID', value: user } : { title: 'UID', value: ({ uid }: Row) => String(uid) };
  return [...named(['flags', 'state']), owner, ...named(['pid', ...LONG_BEGINNING, ...(full ? ['stime'] : []), 'tty', 'time', 'cmd'])];
}

function refuse(words: string): never {
  throw new EngineError('system', `ps: error: ${words}`);
}

function withPid(names: readonly string[]): readonly Column[] {
  for (const name of names) if (!COLUMNS[name]) refuse(`unknown user-defined format specifier "${name}"`);
  if (!names.includes('pid')) throw new EngineError('system', "Couldn't find PID field in ps output");
  return named(names);
}

function named(names: readonly string[]): Column[] {
  return names.flatMap((name) => COLUMNS[name] ?? []);
}

/** The host's names: ps runs there. */
function userNames(engine: Engine): ReadonlyMap<number, string> {
  const lines = (readText(hostFileSystem(engine), '/etc/passwd') ?? 'root:x:0:').split('\n').filter((line) => line.includes(':'));
  return new Map(lines.map((line) => line.split(':')).map(([name = '', , uid = '']) => [Number(uid), name]));
}

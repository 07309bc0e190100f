/** One process as ps, top and pgrep see it: the kernel's list and /proc/PID/statm. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { ProcessInfo } from '../../../sim/kernel/types.ts';
import type { ProgramIo } from '../../programs/program-io.ts';

export interface ProcessRow extends ProcessInfo {
  /** Kibibytes. */
  readonly virtualSize: number;
  readonly resident: number;
  readonly shared: number;
  /** Steps below the process that the tree begins with; set when a tree is shown. */
  readonly depth: number;
}

const PAGE = 4;

/** All processes that can be seen, by number. Throws FsError(ENOENT) when /proc is not mounted. */
export function readProcesses(io: ProgramIo): readonly ProcessRow[] {
  io.fs.stat('/proc/self');
  return io.process.processes().map((info) => ({ ...info, ...memoryOf(io, info), depth: 0 }));
}

function memoryOf(io: ProgramIo, { pid, state }: ProcessInfo): Pick<ProcessRow, 'virtualSize' | 'resident' | 'shared'> {
  const none = { virtualSize: 0, resident: 0, shared: 0 };
  if (state === 'Z') return none;
  try {
    const [size = 0, resident = 0, shared = 0] = fromBytes(io.fs.readFile(`/proc/${pid}/statm`))
      .split(' ')
      .map(Number);
    return { virtualSize: size * PAGE, resident: resident * PAGE, shared: shared * PAGE };
  } catch (error) {
    if (error instanceof FsError) return none;
    throw error;
  }
}

/** The command line, or `[name]` for one that has none. */
export const commandLine = ({ argv, name, state }: ProcessInfo): ByteString =>
  state === 'Z' ? `[${name}] <defunct>` : argv.length === 0 ? `[${name}]` : argv.join(' ').replace(/[\n\t]/g, ' ');

/** `Ss+`: the state and what it is to its session and terminal. */
export const stateText = ({ state, pid, session, group, foregroundGroup, terminal }: ProcessInfo): string =>
  `${state}${pid === session ? 's' : ''}${terminal !== undefined && group === foregroundGroup ? '+' : ''}`;

/** /proc/meminfo in kibibytes by name. */
export function readMemory(io: ProgramIo): (name: string) => number {
  const text = fromBytes(io.fs.readFile('/proc/meminfo'));
  const values = new Map([...text.matchAll(/^(.+?):\s+(\d+)/gm)].map(([, name = '', value]) => [name, Number(value)]));
  return (name) => values.get(name) ?? 0;
}

/** Seconds since boot. */
export const readUptime = (io: ProgramIo): number => Number(fromBytes(io.fs.readFile('/proc/uptime')).split(' ')[0]);

/** The three load averages, as written. */
export const readLoad = (io: ProgramIo): readonly string[] => fromBytes(io.fs.readFile('/proc/loadavg')).split(' ').slice(0, 3);

/** In tree order, each with its depth. */
export function asTree(rows: readonly ProcessRow[]): readonly ProcessRow[] {
  const known = new Set(rows.map(({ pid }) => pid));
  const result: ProcessRow[] = [];
  const add = (row: ProcessRow, depth: number): void => {
    result.push({ ...row, depth });
    for (const child of rows) if (child.parentPid === row.pid && child.pid !== row.pid) add(child, depth + 1);
  };
  for (const row of rows) if (!known.has(row.parentPid) || row.parentPid === row.pid) add(row, 0);
  return result;
}

/** top's summary and table. As procps-ng 4.0.4 top. */
import { type ByteString, fromBytes } from '../../../sim/fs/bytes.ts';
import { readAccounts } from '../../formats/accounts.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { commandLine, type ProcessRow, readMemory, readProcesses } from './process-row.ts';
import { uptimeLine } from './uptime-line.ts';

export type TopOrder = 'cpu' | 'memory' | 'pid' | 'time';

/** The five lines above the table. */
export function summaryLines(io: ProgramIo): readonly string[] {
  const rows = readProcesses(io);
  const count = (state: ProcessRow['state']): string => String(rows.filter((row) => row.state === state).length).padStart(3);
  const memory = readMemory(io);
  const mebi = (kibibytes: number): string => (kibibytes / 1024).toFixed(1).padStart(8);
  const used = memory('MemTotal') - memory('MemAvailable');
  const cache = memory('Buffers') + memory('Cached') + memory('SReclaimable');
  return [
    `top -${uptimeLine(io)}`,
    `Tasks: ${String(rows.length).padStart(3)} total, ${count('R')} running, ${count('S')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
    `%Cpu(s): ${percentages(io)} `,
    `MiB Mem : ${mebi(memory('MemTotal'))} total, ${mebi(memory('MemFree'))} free, ${mebi(used)} used, ${mebi(cache)} buff/cache     `,
    `MiB Swap: ${mebi(memory('SwapTotal'))} total, ${mebi(memory('SwapFree'))} free, ${mebi(memory('SwapTotal') - memory('SwapFree'))} used. ${mebi(memory('MemAvailable'))} avail Mem `,
  ];
}

/** Since boot, as top's first screen shows them. */
function percentages(io: ProgramIo): string {
  const [, ...ticks] = (fromBytes(io.fs.readFile('/proc/stat')).split('\n')[0] ?? '').split(/\s+/);
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0, stolen = 0] = ticks.map(Number);
  const total = Math.max(1, user + nice + system + idle + wait + hard + soft + stolen);
  const shown: readonly (readonly [number, string])[] = [
    [user, 'us'],
    [system, 'sy'],
    [nice, 'ni'],
    [idle, 'id'],
    [wait, 'wa'],
    [hard, 'hi'],
    [soft, 'si'],
    [stolen, 'st'],
  ];
  return shown.map(([value, name]) => `${((value / total) * 100).toFixed(1).padStart(4)} ${name}`).join(', ');
}

export interface TableView {
  readonly commandLine: boolean;
  readonly order: TopOrder;
  readonly pids: readonly number[] | undefined;
  readonly user: ByteString | undefined;
  readonly width: number | undefined;
}

/** The heading and a line a process. */
export function topTable(io: ProgramIo, { commandLine: full, order, pids, user, width }: TableView): readonly ByteString[] {
  const accounts = readAccounts(io.fs);
  const total = readMemory(io)('MemTotal');
  const now = io.process.now();
  const percent = ({ cpu, started }: ProcessRow): number => (now > started ? Math.min(100, (cpu / (now - started)) * 100) : 0);
  const uid = user === undefined ? undefined : (accounts.userByName(user)?.uid ?? Number(user));
  const rows = readProcesses(io).filter((row) => (pids?.includes(row.pid) ?? true) && (uid === undefined || row.uid === uid));
  const keys: Readonly<Record<TopOrder, (row: ProcessRow) => number>> = {
    cpu: (row) => Number(percent(row).toFixed(1)),
    memory: ({ resident }) => resident,
    pid: ({ pid }) => pid,
    time: ({ cpu }) => cpu,
  };
  const sorted = [...rows].sort((a, b) => keys[order](b) - keys[order](a) || a.pid - b.pid);
  const lines = sorted.map((row) => {
    const sizes = `${String(row.virtualSize).padStart(7)} ${String(row.resident).padStart(6)} ${String(row.shared).padStart(6)}`;
    const shares = `${percent(row).toFixed(1).padStart(5)} ${((row.resident / total) * 100).toFixed(1).padStart(5)}`;
    return `${String(row.pid).padStart(7)} ${accounts.userName(row.uid).slice(0, 8).padEnd(8)}  20   0 ${sizes} ${row.state} ${shares} ${timeText(row.cpu)} ${full ? commandLine(row) : row.name}`;
  });
  return ['    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND', ...lines].map((line) =>
    width ? line.slice(0, width) : line,
  );
}

/** Minutes, seconds and hundredths. */
function timeText(microseconds: number): string {
  const hundredths = Math.floor(microseconds / 10_000);
  const minutes = Math.floor(hundredths / 6000);
  return `${minutes}:${((hundredths % 6000) / 100).toFixed(2).padStart(5, '0')}`.padStart(9);
}

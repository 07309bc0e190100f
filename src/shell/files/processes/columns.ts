/** ps' columns: heading, width, and what stands in them. As procps-ng 4.0.4 output.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Instant } from '../../../sim/fs/types.ts';
import type { Accounts } from '../../formats/accounts.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import type { TimeZone } from '../../formats/time-zone.ts';
import { commandLine, type ProcessRow, stateText } from './process-row.ts';

export interface ColumnContext {
  readonly accounts: Accounts;
  readonly zone: TimeZone;
  readonly now: Instant;
  readonly memory: number;
  /** How command lines stand in a tree. */
  readonly tree: 'none' | 'indent' | 'art';
}

export interface Column {
  readonly heading: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly value: (row: ProcessRow, context: ColumnContext) => ByteString;
}

const left = (heading: string, width: number, value: Column['value']): Column => ({ heading, width, align: 'left', value });
const right = (heading: string, width: number, value: Column['value']): Column => ({ heading, width, align: 'right', value });

const seconds = ({ cpu }: ProcessRow): number => Math.floor(cpu / 1e6);
const elapsed = ({ started }: ProcessRow, { now }: ColumnContext): number => Math.floor((now - started) / 1e6);
const percent = (row: ProcessRow, { now }: ColumnContext): number => (now > row.started ? (row.cpu / (now - row.started)) * 100 : 0);
const two = (value: number): string => String(value).padStart(2, '0');

const clock = (total: number): string => {
  const days = Math.floor(total / 86_400);
  return `${days > 0 ? `${days}-` : ''}${two(Math.floor(total / 3600) % 24)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
};

const elapsedText = (total: number): string => (total >= 3600 ? clock(total) : `${two(Math.floor(total / 60))}:${two(total % 60)}`);

/** The clock within a day, else the date. */
function startText({ started }: ProcessRow, { now, zone }: ColumnContext): string {
  const [then, today] = [calendarTime(started, zone), calendarTime(now, zone)];
  if (then.year !== today.year) return formatTime(' %Y', then);
  return then.yearDay !== today.yearDay ? formatTime('%b%d', then) : formatTime('%H:%M', then);
}

function longStart({ started }: ProcessRow, { now, zone }: ColumnContext): string {
  return now - started < 86_400e6
    ? formatTime('%H:%M:%S', calendarTime(started, zone))
    : formatTime('  %b %d', calendarTime(started, zone));
}

const inTree = (text: ByteString, { depth }: ProcessRow, { tree }: ColumnContext): ByteString => {
  if (tree === 'none' || depth === 0) return text;
  return tree === 'indent' ? '  '.repeat(depth) + text : `${'    '.repeat(depth - 1)} \\_ ${text}`;
};

const terminal = ({ terminal: name }: ProcessRow): ByteString => name ?? '?';
/** A name that does not fit becomes its number, as ps does it. */
const user = ({ uid }: ProcessRow, { accounts }: ColumnContext): ByteString => {
  const name = accounts.userName(uid);
  return name.length > 8 ? `${name.slice(0, 7)}+` : name;
};

const pid = right('PID', 7, (row) => String(row.pid));
const args = left('COMMAND', 27, (row, context) => inTree(commandLine(row), row, context));
const comm = left('COMMAND', 15, (row, context) => inTree(row.state === 'Z' ? `${row.name} <defunct>` : row.name, row, context));
const state = left('S', 1, (row) => row.state);
const session = right('SID', 7, (row) => String(row.session));
const group = right('PGID', 7, (row) => String(row.group));
const cpu = right('%CPU', 4, (row, context) => percent(row, context).toFixed(1));
const memory = right('%MEM', 4, ({ resident }, context) => ((resident / context.memory) * 100).toFixed(1));
const virtual = right('VSZ', 6, (row) => String(row.virtualSize));
const resident = right('RSS', 5, (row) => String(row.resident));
const nice = right('NI', 3, () => '0');
const time = right('TIME', 8, (row) => clock(seconds(row)));
const start = right('START', 5, startText);
const uid = right('UID', 5, (row) => String(row.uid));
const gid = right('GID', 5, (row) => String(row.gid));
const groupName = left('GROUP', 8, (row, { accounts }) => accounts.groupName(row.gid));
const owner = left('USER', 8, user);

/** By the name that -o takes. */
export const columns: Readonly<Record<string, Column>> = {
  '%cpu': cpu,
  pcpu: cpu,
  '%mem': memory,
  pmem: memory,
  addr: right('ADDR', 4, () => '-'),
  addr_sz: left('ADDR SZ', 7, ({ virtualSize }) => `- ${String(virtualSize / 4).padStart(5)}`),
  args,
  command: args,
  cmd: { ...args, heading: 'CMD' },
  bsdtime: right('TIME', 6, (row) => `${Math.floor(seconds(row) / 60)}:${two(seconds(row) % 60)}`),
  bsdstart: right('START', 6, startText),
  c: right('C', 2, (row, context) => String(Math.min(99, Math.floor(percent(row, context))))),
  cp: right('CP', 3, (row, context) => String(Math.floor(percent(row, context) * 10))),
  comm,
  ucomm: comm,
  ucmd: { ...comm, heading: 'CMD' },
  etime: right('ELAPSED', 11, (row, context) => elapsedText(elapsed(row, context))),
  etimes: right('ELAPSED', 7, (row, context) => String(elapsed(row, context))),
  euid: { ...uid, heading: 'EUID' },
  euser: { ...owner, heading: 'EUSER' },
  egid: { ...gid, heading: 'EGID' },
  egroup: { ...groupName, heading: 'EGROUP' },
  f: right('F', 1, () => '4'),
  flag: right('F', 1, () => '4'),
  flags: right('F', 1, () => '4'),
  gid,
  group: groupName,
  rgroup: { ...groupName, heading: 'RGROUP' },
  rgid: { ...gid, heading: 'RGID' },
  lstart: right('STARTED', 24, ({ started }, { zone }) => formatTime('%a %b %e %H:%M:%S %Y', calendarTime(started, zone))),
  lwp: right('LWP', 7, (row) => String(row.pid)),
  tid: right('TID', 7, (row) => String(row.pid)),
  nlwp: right('NLWP', 4, () => '1'),
  thcount: right('THCNT', 5, () => '1'),
  ni: nice,
  nice,
  opri: right('PRI', 3, () => '80'),
  pri: right('PRI', 3, () => '19'),
  priority: right('PRI', 3, () => '20'),
  pgid: group,
  pgrp: { ...group, heading: 'PGRP' },
  pid,
  ppid: right('PPID', 7, (row) => String(row.parentPid)),
  psr: right('PSR', 3, () => '0'),
  rss: resident,
  rssize: resident,
  rsz: { ...resident, heading: 'RSZ' },
  ruid: { ...uid, heading: 'RUID' },
  ruser: { ...owner, heading: 'RUSER' },
  s: state,
  state,
  stat: left('STAT', 4, stateText),
  sess: { ...session, heading: 'SESS' },
  session: { ...session, heading: 'SESS' },
  sid: session,
  size: right('SIZE', 5, ({ virtualSize }) => String(virtualSize)),
  start: right('STARTED', 8, longStart),
  start_time: start,
  stime: { ...start, heading: 'STIME' },
  sz: right('SZ', 5, ({ virtualSize }) => String(virtualSize / 4)),
  time,
  cputime: time,
  tname: left('TTY', 8, terminal),
  tt: left('TT', 8, terminal),
  tty: left('TT', 8, terminal),
  tpgid: right('TPGID', 7, (row) => String(row.terminal === undefined ? -1 : row.foregroundGroup)),
  uid,
  uid_name: { ...owner, heading: 'UID' },
  user: owner,
  uname: owner,
  vsize: { ...virtual, heading: 'VSZ' },
  vsz: virtual,
  wchan: left('WCHAN', 6, (row) => (row.state === 'R' ? '-' : 'do_sys')),
  label: left('LABEL', 31, () => '-'),
  cls: right('CLS', 3, () => 'TS'),
};

/** The lines of a table, heading first unless all headings are empty. The last column is not filled up; `width` cuts (0: no limit). */
export function tableLines(
  chosen: readonly Column[],
  rows: readonly ProcessRow[],
  context: ColumnContext,
  { width, headings }: { readonly width: number; readonly headings: boolean },
): readonly ByteString[] {
  const line = (cells: readonly ByteString[]): ByteString => {
    const text = cells
      .map((cell, i) => {
        const column = chosen[i];
        if (!column) return cell;
        if (column.align === 'right') return cell.padStart(column.width);
        return i === cells.length - 1 ? cell : cell.padEnd(column.width);
      })
      .join(' ');
    return width > 0 ? text.slice(0, width) : text;
  };
  const heading = headings && chosen.some((column) => column.heading !== '') ? [line(chosen.map((column) => column.heading))] : [];
  return [...heading, ...rows.map((row) => line(chosen.map((column) => column.value(row, context))))];
}

/** ps --sort: by the columns' names, `-` for descending. As procps-ng 4.0.4 sortformat.c. */
import type { ProcessRow } from './process-row.ts';

const KEYS: Readonly<Record<string, (row: ProcessRow) => number | string>> = {
  pid: ({ pid }) => pid,
  ppid: ({ parentPid }) => parentPid,
  pgid: ({ group }) => group,
  pgrp: ({ group }) => group,
  sid: ({ session }) => session,
  session: ({ session }) => session,
  uid: ({ uid }) => uid,
  user: ({ uid }) => uid,
  gid: ({ gid }) => gid,
  group: ({ gid }) => gid,
  comm: ({ name }) => name,
  cmd: ({ name }) => name,
  ucmd: ({ name }) => name,
  args: ({ argv }) => argv.join(' '),
  command: ({ argv }) => argv.join(' '),
  time: ({ cpu }) => cpu,
  cputime: ({ cpu }) => cpu,
  '%cpu': ({ cpu }) => cpu,
  pcpu: ({ cpu }) => cpu,
  '%mem': ({ resident }) => resident,
  pmem: ({ resident }) => resident,
  rss: ({ resident }) => resident,
  vsz: ({ virtualSize }) => virtualSize,
  size: ({ virtualSize }) => virtualSize,
  start_time: ({ started }) => started,
  start: ({ started }) => started,
  lstart: ({ started }) => started,
  stime: ({ started }) => started,
  etime: ({ started }) => -started,
  etimes: ({ started }) => -started,
  tty: ({ terminal }) => terminal ?? '',
  tt: ({ terminal }) => terminal ?? '',
  tname: ({ terminal }) => terminal ?? '',
  stat: ({ state }) => state,
  state: ({ state }) => state,
  s: ({ state }) => state,
  ni: () => 0,
  nice: () => 0,
  pri: () => 0,
};

export const isSortKey = (name: string): boolean => name.replace(/^[-+]/, '') in KEYS;

export function sortRows(rows: readonly ProcessRow[], keys: readonly string[]): readonly ProcessRow[] {
  if (keys.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const of = KEYS[key.replace(/^[-+]/, '')];
      if (!of) continue;
      const [x, y] = [of(a), of(b)];
      if (x !== y) return (x < y ? -1 : 1) * (key.startsWith('-') ? -1 : 1);
    }
    return a.pid - b.pid;
  });
}

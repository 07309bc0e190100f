/** The texts of /proc/N/stat, statm and status. As Linux fs/proc/array.c; fields that nothing here has are zeros. */
import type { Core } from '../core.ts';
import { numberOf, type PidNamespace, pidIn } from '../namespace.ts';
import { infoOf, stateOf } from '../process-list.ts';
import { SIGNALS, signalNumber } from '../signal-table.ts';
import type { Task } from '../task.ts';
import type { Disposition } from '../types.ts';

/** What every process takes: nothing here has memory of its own. */
const PAGES = { size: 1145, resident: 912, shared: 768 };
export const RESIDENT_KIB = PAGES.resident * 4;

const STATES = { R: 'R (running)', S: 'S (sleeping)', T: 'T (stopped)', Z: 'Z (zombie)' } as const;

/** USER_HZ: a hundredth of a second. */
const ticks = (microseconds: number): number => Math.floor(microseconds / 10_000);

export function statText(core: Core, task: Task, viewer: PidNamespace): string {
  const info = infoOf(task, viewer);
  const device = task.session.terminal?.device ?? 0;
  const started = ticks(task.started - core.boot);
  const fields = [
    ...[info.pid, `(${task.name})`, info.state, info.parentPid, info.group, info.session, device, info.foregroundGroup],
    // flags, faults, then user, system, children's user, children's system time
    ...[4_194_304, 100, 0, 0, 0, ticks(task.cpu), 0, ticks(task.cpuOfChildren), 0],
    // priority, nice, threads, interval timer, start
    ...[20, 0, 1, 0, started, PAGES.size * 4096, PAGES.resident, '18446744073709551615'],
    ...Array<number>(25).fill(0),
    ...[0, 0],
  ];
  return `${fields.slice(0, 51).join(' ')} ${task.ended && 'exited' in task.ended ? task.ended.exited << 8 : 0}\n`;
}

export function statmText(): string {
  return `${PAGES.size} ${PAGES.resident} ${PAGES.shared} 6 0 120 0\n`;
}

export function statusText(task: Task, viewer: PidNamespace): string {
  const { credentials, realUid } = task;
  const { uid, gid, groups } = credentials;
  const pid = pidIn(viewer, task);
  const inNamespaces = viewer.isHost && !task.namespace.isHost ? `${pid}\t${task.pid}` : `${pid}`;
  const rows: (readonly [string, string | number])[] = [
    ['Name', task.name],
    ['Umask', `0${task.umask.toString(8).padStart(3, '0')}`],
    ['State', STATES[stateOf(task)]],
    ['Tgid', pid],
    ['Ngid', 0],
    ['Pid', pid],
    ['PPid', infoOf(task, viewer).parentPid],
    ['TracerPid', 0],
    ['Uid', `${realUid}\t${uid}\t${uid}\t${uid}`],
    ['Gid', `${gid}\t${gid}\t${gid}\t${gid}`],
    ['FDSize', 256],
    ['Groups', `${groups.join(' ')} `],
    ['NStgid', inNamespaces],
    ['NSpid', inNamespaces],
    ['NSpgid', numberOf(task.group, viewer)],
    ['NSsid', numberOf(task.session, viewer)],
    ['Kthread', 0],
    ...(task.ended ? [] : memoryRows()),
    ['Threads', 1],
    ['SigQ', `${task.pending.length}/15398`],
    ['SigPnd', mask([])],
    ['ShdPnd', mask(task.pending.map(signalNumber))],
    ['SigBlk', mask([])],
    ['SigIgn', mask(numbersOf(task, (disposition) => disposition === 'ignore'))],
    ['SigCgt', mask(numbersOf(task, (disposition) => typeof disposition === 'object'))],
    ['CapInh', mask([])],
    ['CapPrm', capabilities(task)],
    ['CapEff', capabilities(task)],
    ['CapBnd', task.namespace.isHost ? ALL_CAPABILITIES : CONTAINER_CAPABILITIES],
    ['CapAmb', mask([])],
    ['NoNewPrivs', 0],
    ['Seccomp', task.namespace.isHost ? 0 : 2],
    ['Seccomp_filters', task.namespace.isHost ? 0 : 1],
    ['Cpus_allowed', '3'],
    ['Cpus_allowed_list', '0-1'],
    ['Mems_allowed_list', '0'],
    ['voluntary_ctxt_switches', 1],
    ['nonvoluntary_ctxt_switches', 0],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

const ALL_CAPABILITIES = '000001ffffffffff';
/** Docker's default set. */
const CONTAINER_CAPABILITIES = '00000000a80425fb';

function capabilities({ credentials, namespace }: Task): string {
  if (credentials.uid !== 0) return mask([]);
  return namespace.isHost ? ALL_CAPABILITIES : CONTAINER_CAPABILITIES;
}

function memoryRows(): (readonly [string, string])[] {
  const size = kib(PAGES.size * 4);
  const resident = kib(RESIDENT_KIB);
  return [
    ['VmPeak', size],
    ['VmSize', size],
    ['VmLck', kib(0)],
    ['VmPin', kib(0)],
    ['VmHWM', resident],
    ['VmRSS', resident],
    ['RssAnon', kib((PAGES.resident - PAGES.shared) * 4)],
    ['RssFile', kib(PAGES.shared * 4)],
    ['RssShmem', kib(0)],
    ['VmData', kib(488)],
    ['VmStk', kib(132)],
    ['VmExe', kib(24)],
    ['VmLib', kib(1588)],
    ['VmPTE', kib(48)],
    ['VmSwap', kib(0)],
  ];
}

const kib = (count: number): string => `${String(count).padStart(8)} kB`;

function numbersOf(task: Task, matches: (disposition: Disposition) => boolean): number[] {
  return SIGNALS.filter((signal) => matches(task.dispositions.get(signal) ?? 'default')).map(signalNumber);
}

/** 64 bits in hexadecimal, bit n-1 for signal n. */
function mask(numbers: readonly number[]): string {
  let low = 0;
  for (const number of numbers) low |= 1 << (number - 1);
  return (low >>> 0).toString(16).padStart(16, '0');
}

/** /proc/net: the network devices of a process's namespace. As proc_pid_net(5); nothing is counted. */
import type { VirtualDirectory } from '../../fs/types.ts';
import type { Task } from '../task.ts';
import { type Attributes, directoryOf, file } from './virtual.ts';

export function netDirectory({ namespace }: Task, attributes: () => Attributes): VirtualDirectory {
  const devices = namespace.hasNetwork ? ['lo', 'eth0'] : ['lo'];
  const counters = `${' '.repeat(7)}0${' '.repeat(7)}0    0    0    0     0          0         0`;
  const dev = `${DEVICE_HEADER}${devices.map((name) => `${name.padStart(6)}:${counters} ${counters}\n`).join('')}`;
  const tables = { tcp: TCP_HEADER, tcp6: TCP_HEADER, udp: TCP_HEADER, udp6: TCP_HEADER };
  const entries = Object.fromEntries(
    Object.entries({ ...tables, dev, route: ROUTE_HEADER }).map(([name, text]) => [name, file(() => text)]),
  );
  return directoryOf(entries, attributes, '/proc/net');
}

const DEVICE_HEADER =
  'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
const TCP_HEADER = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const ROUTE_HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

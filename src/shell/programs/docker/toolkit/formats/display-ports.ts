/** The PORTS column: `0.0.0.0:8080->80/tcp, [::]:8080->80/tcp`, neighbours grouped as ranges. As docker/cli formatter DisplayablePorts. */
import type { PortMap } from '../../../../../sim/engine/types.ts';

interface Port {
  readonly ip: string;
  readonly inside: number;
  readonly outside: number | undefined;
  readonly protocol: string;
}

interface Group {
  first: Port;
  last: Port;
}

export function displayPorts(ports: PortMap): string {
  const all = Object.entries(ports).flatMap(([name, bindings]): Port[] => {
    const [inside = '', protocol = 'tcp'] = name.split('/');
    const port = { inside: Number(inside), protocol };
    if (!bindings || bindings.length === 0) return [{ ...port, ip: '', outside: undefined }];
    return bindings.map(({ HostIp, HostPort }) => ({ ...port, ip: HostIp, outside: Number(HostPort) }));
  });
  const groups: Group[] = [];
  const pending = new Map<string, Group>();
  const single: string[] = [];
  for (const port of all.sort(byPort)) {
    if (port.outside !== undefined && port.outside !== port.inside) {
      single.push(shown({ first: port, last: port }));
      continue;
    }
    const key = `${port.ip}/${port.protocol}/${port.outside === undefined}`;
    const group = pending.get(key);
    if (group && group.last.inside + 1 === port.inside) {
      group.last = port;
      continue;
    }
    const next = { first: port, last: port };
    groups.push(next);
    pending.set(key, next);
  }
  return [...groups.map(shown), ...single].join(', ');
}

const byPort = (a: Port, b: Port): number =>
  a.inside - b.inside ||
  (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0) ||
  (a.outside ?? 0) - (b.outside ?? 0) ||
  (a.protocol < b.protocol ? -1 : 1);

function shown({ first, last }: Group): string {
  const range = (from: number, to: number): string => (from === to ? String(from) : `${from}-${to}`);
  const inside = `${range(first.inside, last.inside)}/${first.protocol}`;
  if (first.outside === undefined) return inside;
  const ip = first.ip.includes(':') ? `[${first.ip}]` : first.ip;
  return `${ip}:${range(first.outside, last.outside ?? first.outside)}->${inside}`;
}

/** `-p` and `--expose`: port specifications. As github.com/docker/go-connections nat. */
import type { PortBinding, PortMap, StringSet } from '../../../../../sim/engine/types.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { StatusError } from '../status-error.ts';
import { isAddress } from './validators.ts';

export interface PublishedPorts {
  readonly exposed: StringSet;
  readonly bindings: PortMap;
}

/** Throws StatusError in nat's words. */
export function parsePorts(published: readonly ByteString[], exposed: readonly ByteString[]): PublishedPorts {
  const bindings: Record<string, PortBinding[]> = {};
  const ports: Record<string, Record<string, never>> = {};
  for (const text of published) {
    for (const { port, binding } of parsePortSpec(longForm(text))) {
      ports[port] = {};
      bindings[port] = [...(bindings[port] ?? []), binding];
    }
  }
  for (const text of exposed) for (const port of exposedPorts(text)) ports[port] = {};
  return { exposed: ports, bindings };
}

/** `published=8080,target=80,protocol=tcp` as `8080:80/tcp`. */
function longForm(text: string): string {
  if (!text.includes('=')) return text;
  const fields = new Map(text.split(',').map((field) => [field.split('=')[0] ?? '', field.slice(field.indexOf('=') + 1)] as const));
  const published = fields.get('published');
  return `${published === undefined ? '' : `${published}:`}${fields.get('target') ?? ''}/${fields.get('protocol') ?? 'tcp'}`;
}

interface Mapping {
  readonly port: string;
  readonly binding: PortBinding;
}

function parsePortSpec(text: string): readonly Mapping[] {
  const { ip, host, container } = splitParts(text);
  const [ports = '', protocol = 'tcp'] = splitProtocol(container);
  if (ip.includes(':') && !text.startsWith('[')) {
    throw new StatusError(`Invalid ip address ${ip}: address ${ip}:: too many colons in address`, 125);
  }
  if (ip !== '' && !isAddress(ip)) throw new StatusError(`Invalid ip address: ${ip}`, 125);
  if (ports === '') throw new StatusError(`No port specified: ${text}<empty>`, 125);
  const inside = parseRange(ports, 'containerPort');
  const outside = host === '' ? undefined : parseRange(host, 'hostPort');
  const ranges = outside && outside.end - outside.start !== inside.end - inside.start;
  if (ranges && inside.start !== inside.end) {
    throw new StatusError(`Invalid ranges specified for container and host Ports: ${ports} and ${host}`, 125);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) throw new StatusError(`Invalid proto: ${protocol}`, 125);
  return Array.from({ length: inside.end - inside.start + 1 }, (_, i) => ({
    port: `${inside.start + i}/${protocol.toLowerCase()}`,
    binding: { HostIp: ip, HostPort: outside === undefined ? '' : ranges ? host : String(outside.start + i) },
  }));
}

function splitParts(text: string): { readonly ip: string; readonly host: string; readonly container: string } {
  const bracket = /^\[([^\]]*)\]:(.*)$/.exec(text);
  const parts = (bracket?.[2] ?? text).split(':');
  const container = parts.pop() ?? '';
  const host = parts.pop() ?? '';
  return { ip: bracket?.[1] ?? parts.join(':'), host, container };
}

const splitProtocol = (text: string): readonly string[] => {
  const slash = text.indexOf('/');
  return slash < 0 || slash === text.length - 1 ? [text.replace(/\/$/, '')] : [text.slice(0, slash), text.slice(slash + 1)];
};

function parseRange(text: string, what: string): { readonly start: number; readonly end: number } {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  const start = Number(match?.[1]);
  const end = Number(match?.[2] ?? match?.[1]);
  if (!match || start > 65535 || end > 65535 || end < start) throw new StatusError(`Invalid ${what}: ${text}`, 125);
  return { start, end };
}

function exposedPorts(text: string): readonly string[] {
  if (text.includes(':')) throw new StatusError(`invalid port format for --expose: ${text}`, 125);
  const [ports = '', protocol = 'tcp'] = splitProtocol(text);
  const match = /^(\d+)(?:-(\d+))?$/.exec(ports);
  if (!match)
    throw new StatusError(`invalid range format for --expose: ${text}, error: strconv.ParseUint: parsing "${ports}": invalid syntax`, 125);
  const start = Number(match[1]);
  const end = Number(match[2] ?? match[1]);
  if (end < start)
    throw new StatusError(`invalid range format for --expose: ${text}, error: Invalid range specified for the Port: ${ports}`, 125);
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, i) => `${start + i}/${protocol.toLowerCase()}`);
}

/** What a container gets from its networks while it runs: addresses, published ports, and the files that tell of them. As moby's libnetwork. */
import { type ByteString, fromBytes } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import type { FileSystem } from '../../fs/types.ts';
import { randomId } from '../digest.ts';
import { EngineError } from '../engine-error.ts';
import type { Container, Endpoint, EngineState, Moment, Network, PortBinding, PortMap } from '../types.ts';

/** The network of a name or ID; undefined when there is none. */
export function findNetwork(state: EngineState, text: string): Network | undefined {
  const networks = [...state.networks.values()];
  const exact = state.networks.get(text) ?? networks.find(({ name }) => name === text);
  if (exact || text === '') return exact;
  const found = networks.filter(({ id }) => id.startsWith(text));
  return found.length === 1 ? found[0] : undefined;
}

/** The container with addresses and published ports. Throws EngineError when a network is gone or a port is taken. */
export function connected(state: EngineState, container: Container, { random }: Moment): Container {
  const taken = new Set([...state.containers.values()].flatMap(({ endpoints }) => endpoints.map(({ address }) => address)));
  const endpoints = container.endpoints.map((endpoint) => {
    const network = findNetwork(state, endpoint.network);
    if (!network) throw new EngineError('notFound', `failed to set up container networking: network ${endpoint.network} not found`);
    const connected = { ...endpoint, networkId: network.id, endpointId: randomId(random) };
    if (network.subnet === undefined) return connected;
    const address = freeAddress(network, taken);
    taken.add(address);
    return { ...connected, address, prefixLength: Number(network.subnet.split('/')[1]), gateway: network.gateway ?? '', macAddress: macAddress(random) };
  });
  const isBridged = endpoints.some(({ address }) => address !== '');
  return { ...container, endpoints, ports: isBridged ? publish(state, { ...container, endpoints }) : {} };
}

export function disconnected(container: Container): Container {
  const endpoints = container.endpoints.map((endpoint): Endpoint => ({ ...endpoint, endpointId: '', address: '', prefixLength: 0, gateway: '', macAddress: '' }));
  return { ...container, endpoints, ports: {} };
}

function freeAddress({ subnet = '', gateway }: Network, taken: ReadonlySet<string>): string {
  const [base = '', prefix = '16'] = subnet.split('/');
  const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  for (let number = first + 2; number < first + 2 ** (32 - Number(prefix)) - 1; number++) {
    const address = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
    if (address !== gateway && !taken.has(address)) return address;
  }
  throw new EngineError('system', 'failed to set up container networking: no available IPv4 addresses on this network\'s address pools');
}

/** Locally administered, as moby's netutils.GenerateRandomMAC. */
function macAddress(random: () => number): string {
  const bytes = Array.from({ length: 6 }, () => Math.floor(random() * 256));
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 0x02;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

const FIRST_EPHEMERAL = 32768;

function publish(state: EngineState, container: Container): PortMap {
  const { hostConfig, config } = container;
  const wanted: Record<string, readonly PortBinding[] | null> = {};
  for (const port of Object.keys(config.ExposedPorts ?? {})) wanted[port] = hostConfig.PublishAllPorts ? [{ HostIp: '', HostPort: '' }] : null;
  Object.assign(wanted, hostConfig.PortBindings);
  const taken = takenPorts(state, container);
  return Object.fromEntries(Object.entries(wanted).map(([port, bindings]) => [port, bindings && bindings.flatMap((binding) => bind(port, binding, taken, container))]));
}

function takenPorts(state: EngineState, { id }: Container): Set<string> {
  const taken = new Set<string>();
  for (const other of state.containers.values()) {
    if (other.id === id) continue;
    for (const [port, bindings] of Object.entries(other.ports)) for (const { HostPort } of bindings ?? []) taken.add(`${HostPort}/${port.split('/')[1]}`);
  }
  return taken;
}

function bind(port: string, { HostIp, HostPort }: PortBinding, taken: Set<string>, container: Container): PortBinding[] {
  const protocol = port.split('/')[1] ?? 'tcp';
  let number = HostPort;
  if (number === '' || number === '0') {
    let next = FIRST_EPHEMERAL;
    while (taken.has(`${next}/${protocol}`)) next++;
    number = String(next);
  } else if (taken.has(`${number}/${protocol}`)) throw portTaken(container, HostIp || '0.0.0.0', number);
  taken.add(`${number}/${protocol}`);
  return HostIp === '' ? [{ HostIp: '0.0.0.0', HostPort: number }, { HostIp: '::', HostPort: number }] : [{ HostIp, HostPort: number }];
}

function portTaken({ name, endpoints }: Container, address: string, port: string): EngineError {
  const endpoint = endpoints[0]?.endpointId ?? '';
  return new EngineError(
    'system',
    `failed to set up container networking: driver failed programming external connectivity on endpoint ${name} (${endpoint}): Bind for ${address}:${port} failed: port is already allocated`,
  );
}

/** /etc/hosts of a container that has its own network. */
export function hostsText({ config, hostConfig, endpoints }: Container): ByteString {
  const lines = ['127.0.0.1\tlocalhost', '::1\tlocalhost ip6-localhost ip6-loopback', 'fe00::\tip6-localnet', 'ff00::\tip6-mcastprefix'];
  lines.push('ff02::1\tip6-allnodes', 'ff02::2\tip6-allrouters');
  for (const extra of hostConfig.ExtraHosts ?? []) {
    const colon = extra.indexOf(':');
    lines.push(`${extra.slice(colon + 1).replace('host-gateway', '172.17.0.1')}\t${extra.slice(0, colon)}`);
  }
  const names = config.Domainname ? `${config.Hostname}.${config.Domainname} ${config.Hostname}` : config.Hostname;
  for (const { address } of endpoints) if (address !== '') lines.push(`${address}\t${names}`);
  return `${lines.join('\n')}\n`;
}

/** /etc/resolv.conf, made from the host's and from --dns, --dns-search, --dns-option. */
export function resolverText(host: FileSystem, { hostConfig, endpoints }: Container): ByteString {
  const text = readText(host, '/run/systemd/resolve/resolv.conf') ?? readText(host, '/etc/resolv.conf') ?? '';
  const words = text.split('\n').map((line) => line.trim().split(/\s+/));
  const of = (key: string): string[] => words.filter(([first]) => first === key).flatMap(([, ...rest]) => rest);
  const servers = hostConfig.Dns.length > 0 ? hostConfig.Dns : of('nameserver').filter((address) => !address.startsWith('127.'));
  const search = hostConfig.DnsSearch.length > 0 ? hostConfig.DnsSearch.filter((domain) => domain !== '.') : of('search');
  const options = hostConfig.DnsOptions.length > 0 ? hostConfig.DnsOptions : of('options');
  const overrides = [hostConfig.Dns.length > 0 && 'nameservers', hostConfig.DnsSearch.length > 0 && 'search', hostConfig.DnsOptions.length > 0 && 'options'];
  const isOwn = endpoints.some(({ network, address }) => address !== '' && network !== 'bridge');
  const outer = servers.length > 0 ? servers : ['8.8.8.8', '8.8.4.4'];
  const lines = ['# Generated by Docker Engine.', '# This file can be edited; Docker Engine will not make further changes once it', '# has been modified.', ''];
  for (const server of isOwn ? ['127.0.0.11'] : outer) lines.push(`nameserver ${server}`);
  if (search.length > 0) lines.push(`search ${search.join(' ')}`);
  const allOptions = isOwn && !options.some((option) => option.startsWith('ndots:')) ? [...options, 'ndots:0'] : options;
  if (allOptions.length > 0) lines.push(`options ${allOptions.join(' ')}`);
  lines.push('', `# Based on host file: '/etc/resolv.conf' (${isOwn ? 'internal resolver' : 'legacy'})`);
  if (isOwn) lines.push(`# ExtServers: [${outer.map((server) => `host(${server})`).join(' ')}]`);
  lines.push(`# Overrides: [${overrides.filter(Boolean).join(' ')}]`);
  if (isOwn && allOptions !== options) lines.push('# Option ndots from: internal');
  return `${lines.join('\n')}\n`;
}

export function readText(fs: FileSystem, path: string): ByteString | undefined {
  try {
    return fromBytes(fs.readFile(path));
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

/** What a container gets from its networks while it runs: addresses and published ports. As moby's libnetwork. */
import { randomId } from '../digest.ts';
import { EngineError } from '../engine-error.ts';
import { addressText, parseSubnet } from '../network/address.ts';
import { findNetwork } from '../network/find.ts';
import type { Endpoint, Network } from '../network/network-types.ts';
import type { Container, EngineState, Moment, PortBinding, PortMap } from '../types.ts';

/** The container with addresses and published ports. Throws EngineError when a network is gone or a port is taken. */
export function connected(state: EngineState, container: Container, moment: Moment): Container {
  if (container.endpoints.slice(1).some(({ network }) => network === 'host'))
    throw new EngineError(
      'forbidden',
      'failed to set up container networking: cannot connect container to host network - container must be created in host network mode',
    );
  const joined = container.endpoints.reduce((next, { network }) => connectedTo(state, next, network, moment), container);
  const isBridged = joined.endpoints.some(({ address }) => address !== '');
  return { ...joined, ports: isBridged ? publish(state, joined) : {} };
}

/** The container with an address in one of its networks. */
export function connectedTo(state: EngineState, container: Container, name: string, { random }: Moment): Container {
  const network = findNetwork(state, name);
  if (!network) throw new EngineError('notFound', `failed to set up container networking: network ${name} not found`);
  const others = [...state.containers.values(), container].flatMap(({ endpoints }) => endpoints);
  const taken = new Set(others.map(({ address }) => address));
  const endpoints = container.endpoints.map((endpoint): Endpoint => {
    if (endpoint.network !== name) return endpoint;
    const here = { ...endpoint, networkId: network.id, endpointId: randomId(random) };
    if (network.subnet === undefined) return here;
    const prefixLength = Number(network.subnet.split('/')[1]);
    return {
      ...here,
      address: addressFor(network, taken, endpoint.wantedAddress),
      prefixLength,
      gateway: network.gateway ?? '',
      macAddress: macAddress(random),
    };
  });
  return { ...container, endpoints };
}

export function disconnected(container: Container): Container {
  const endpoints = container.endpoints.map(
    (endpoint): Endpoint => ({ ...endpoint, endpointId: '', address: '', prefixLength: 0, gateway: '', macAddress: '' }),
  );
  return { ...container, endpoints, ports: {} };
}

function addressFor(network: Network, taken: ReadonlySet<string>, wanted = ''): string {
  if (wanted === '') return freeAddress(network, taken);
  if (taken.has(wanted) || wanted === network.gateway)
    throw new EngineError('forbidden', 'failed to set up container networking: Address already in use');
  return wanted;
}

function freeAddress({ subnet = '', gateway, pools }: Network, taken: ReadonlySet<string>): string {
  const whole = parseSubnet(subnet);
  const range = parseSubnet(pools?.[0]?.IPRange ?? subnet);
  if (whole && range) {
    const last = whole.first + whole.size - 1;
    for (let number = range.first; number < range.first + range.size; number++) {
      const address = addressText(number);
      if (number !== whole.first && number !== last && address !== gateway && !taken.has(address)) return address;
    }
  }
  throw new EngineError('system', "failed to set up container networking: no available IPv4 addresses on this network's address pools");
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
  for (const port of Object.keys(config.ExposedPorts ?? {}))
    wanted[port] = hostConfig.PublishAllPorts ? [{ HostIp: '', HostPort: '' }] : null;
  Object.assign(wanted, hostConfig.PortBindings);
  const taken = takenPorts(state, container);
  return Object.fromEntries(
    Object.entries(wanted).map(([port, bindings]) => [port, bindings?.flatMap((binding) => bind(port, binding, taken, container)) ?? null]),
  );
}

function takenPorts(state: EngineState, { id }: Container): Set<string> {
  const taken = new Set<string>();
  for (const other of state.containers.values()) {
    if (other.id === id) continue;
    for (const [port, bindings] of Object.entries(other.ports))
      for (const { HostPort } of bindings ?? []) taken.add(`${HostPort}/${port.split('/')[1]}`);
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
  return HostIp === ''
    ? [
        { HostIp: '0.0.0.0', HostPort: number },
        { HostIp: '::', HostPort: number },
      ]
    : [{ HostIp, HostPort: number }];
}

function portTaken({ name, endpoints }: Container, address: string, port: string): EngineError {
  const endpoint = endpoints[0]?.endpointId ?? '';
  return new EngineError(
    'system',
    `failed to set up container networking: driver failed programming external connectivity on endpoint ${name} (${endpoint}): Bind for ${address}:${port} failed: port is already allocated`,
  );
}

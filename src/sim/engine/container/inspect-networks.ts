/** The NetworkSettings of a container. As moby's container.NetworkSettings, API 1.51. */
import type { Endpoint } from '../network/network-types.ts';
import type { Container, Json, JsonObject } from '../types.ts';

export function inspectedNetworks(container: Container): JsonObject {
  const isUp = container.state.status === 'running' || container.state.status === 'paused';
  const bridge = container.endpoints.find(({ network }) => network === 'bridge');
  const sandbox = isUp && !container.hostConfig.NetworkMode.startsWith('container:') ? sandboxOf(container) : '';
  return {
    Bridge: '',
    SandboxID: sandbox,
    SandboxKey:
      sandbox === '' ? '' : `/var/run/docker/netns/${container.hostConfig.NetworkMode === 'host' ? 'default' : sandbox.slice(0, 12)}`,
    Ports: isUp ? (sorted(container.ports) as unknown as JsonObject) : {},
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: bridge?.endpointId ?? '',
    Gateway: bridge?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: bridge?.address ?? '',
    IPPrefixLen: bridge?.prefixLength ?? 0,
    IPv6Gateway: '',
    MacAddress: bridge?.macAddress ?? '',
    Networks: Object.fromEntries(container.endpoints.map((endpoint) => [endpoint.network, inspectedEndpoint(container, endpoint)])),
  };
}

function inspectedEndpoint(container: Container, endpoint: Endpoint): JsonObject {
  return {
    IPAMConfig: wantedOf(endpoint),
    Links: null,
    Aliases: endpoint.aliases && (endpoint.aliases.length > 0 || isConnected(endpoint)) ? endpoint.aliases : null,
    MacAddress: endpoint.macAddress,
    DriverOpts: isConnected(endpoint) ? {} : null,
    GwPriority: 0,
    NetworkID: endpoint.networkId,
    EndpointID: endpoint.endpointId,
    Gateway: endpoint.gateway,
    IPAddress: endpoint.address,
    IPPrefixLen: endpoint.prefixLength,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: dnsNames(container, endpoint),
  };
}

/** By docker network connect, whose request has all fields. */
const isConnected = ({ wantedAddress }: Endpoint): boolean => wantedAddress !== undefined;

/** docker network connect always sends one, docker run only with --ip. */
function wantedOf({ wantedAddress }: Endpoint): Json {
  if (wantedAddress === undefined) return null;
  return wantedAddress === '' ? {} : { IPv4Address: wantedAddress };
}

/** Only networks of the user's have a resolver. */
function dnsNames({ id, name, config }: Container, { network, networkId, aliases = [], wantedAddress }: Endpoint): Json {
  if ((networkId === '' && wantedAddress === undefined) || ['bridge', 'host', 'none'].includes(network)) return null;
  return [...new Set([name, ...aliases, id.slice(0, 12), config.Hostname])];
}

/** Made of the endpoint: the same as long as it runs. */
const sandboxOf = ({ endpoints, id }: Container): string => [...(endpoints[0]?.endpointId || id)].reverse().join('');

const sorted = (map: object): object => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

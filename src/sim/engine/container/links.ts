/** `--link`: other containers under a name of one's own. As moby's daemon/links.go and daemon/links/links.go. */
import { EngineError } from '../engine-error.ts';
import { withContainer } from '../state.ts';
import type { Container, ContainerId, EngineState, Verb } from '../types.ts';
import { findContainer, getContainer, isRunning } from './find.ts';

export interface Link {
  readonly target: ContainerId;
  /** Its name when the link was made: shown when it is gone. */
  readonly name: string;
  readonly alias: string;
}

/** `db:mydb`, or `db` under its own name. Throws EngineError. */
export function readLinks(state: EngineState, texts: readonly string[] | null): readonly Link[] {
  return (texts ?? []).map((text) => {
    const [name = '', alias = name] = text.split(':');
    const other = findContainer(state, name);
    if (!other) throw new EngineError('notFound', `could not get container for ${name}: No such container: ${name}`);
    return { target: other.id, name: other.name, alias };
  });
}

export interface LinkedContainer {
  readonly container: Container;
  readonly alias: string;
}

/** Those that are still there. */
function linkedFrom(state: EngineState, { links = [] }: Container): readonly LinkedContainer[] {
  return links.flatMap(({ target, alias }) => {
    const container = state.containers.get(target);
    return container ? [{ container, alias }] : [];
  });
}

/** As inspect shows them: `/db:/web/mydb`. */
export function shownLinks(state: EngineState, container: Container): readonly string[] | null {
  const shown = (container.links ?? []).map(
    ({ target, name, alias }) => `/${state.containers.get(target)?.name ?? name}:/${container.name}/${alias}`,
  );
  return shown.length > 0 ? shown : null;
}

/** Names under which others know it: `web/mydb`. */
export function namesByLinks(state: EngineState, { id }: Container): readonly string[] {
  return [...state.containers.values()].flatMap(({ name, links = [] }) =>
    links.filter(({ target }) => target === id).map(({ alias }) => `${name}/${alias}`),
  );
}

/** What a linked container tells of itself; only on the default bridge. Throws EngineError when one of them does not run. */
export function linkEnvironment(state: EngineState, container: Container): readonly string[] {
  if (container.hostConfig.NetworkMode !== 'bridge') return [];
  return (container.links ?? []).flatMap(({ target, name, alias }) => {
    const other = state.containers.get(target);
    if (other && isRunning(other)) return environmentOfLink(container.name, { container: other, alias });
    throw new EngineError('conflict', `Cannot link to a non running container: /${other?.name ?? name} AS /${container.name}/${alias}`);
  });
}

const addressOf = ({ endpoints }: Container): string => endpoints.find(({ network }) => network === 'bridge')?.address ?? '';

function environmentOfLink(parent: string, { container, alias }: LinkedContainer): readonly string[] {
  const prefix = alias.replaceAll('-', '_').toUpperCase();
  const address = addressOf(container);
  const ports = Object.keys(container.config.ExposedPorts ?? {}).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const url = (port: string): string => `${port.split('/')[1]}://${address}:${port.split('/')[0]}`;
  const environment = [`${prefix}_NAME=/${parent}/${alias}`];
  if (ports[0] !== undefined) environment.push(`${prefix}_PORT=${url(ports[0])}`);
  environment.push(...rangesOf(prefix, ports, url));
  for (const port of ports) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const name = `${prefix}_PORT_${number}_${protocol.toUpperCase()}`;
    environment.push(`${name}=${url(port)}`, `${name}_ADDR=${address}`, `${name}_PORT=${number}`, `${name}_PROTO=${protocol}`);
  }
  for (const entry of container.config.Env ?? []) if (!/^(HOME|PATH)=/.test(entry)) environment.push(`${prefix}_ENV_${entry}`);
  return environment;
}

/** Ports that follow each other are told as a range too. */
function rangesOf(prefix: string, ports: readonly string[], url: (port: string) => string): readonly string[] {
  const environment: string[] = [];
  for (let start = 0; start < ports.length; ) {
    let end = start;
    const [number = '', protocol = 'tcp'] = (ports[start] ?? '').split('/');
    while (ports[end + 1] === `${Number(number) + end - start + 1}/${protocol}`) end++;
    const name = `${prefix}_PORT_${number}_${protocol.toUpperCase()}`;
    const [first = '', last = ''] = [ports[start], ports[end]];
    if (end > start)
      environment.push(
        `${name}_START=${url(first)}`,
        `${name}_PORT_START=${number}`,
        `${name}_END=${url(last)}`,
        `${name}_PORT_END=${last.split('/')[0] ?? ''}`,
      );
    start = end + 1;
  }
  return environment;
}

/** Lines of /etc/hosts: address, alias, host name, and the name where it differs. */
export function linkHosts(state: EngineState, container: Container): readonly string[] {
  if (container.hostConfig.NetworkMode !== 'bridge') return [];
  return linkedFrom(state, container).map(({ container: other, alias }) => {
    const names = [alias, other.config.Hostname, ...(alias === other.name ? [] : [other.name])];
    return `${addressOf(other)}\t${names.join(' ')}`;
  });
}

/** `docker rm --link web/mydb`. Throws EngineError. */
export const removeLink =
  (text: string): Verb =>
  (state) => {
    const [parent = '', alias] = text.split('/');
    const container = getContainer(state, parent);
    if (alias === undefined) throw new EngineError('conflict', 'Conflict, cannot remove the default link name of the container');
    if (!container.links?.some((link) => link.alias === alias)) throw new EngineError('notFound', `No such container: ${text}`);
    const links = container.links.filter((link) => link.alias !== alias);
    return withContainer(state, { ...container, links });
  };

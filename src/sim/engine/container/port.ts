/** docker port: where a container's ports are published. */
import type { EngineState, PortBinding } from '../types.ts';
import { getContainer } from './find.ts';

/** `80/tcp` and where, in the order in which Docker prints them. Empty while it does not run. */
export function containerPorts(state: EngineState, text: string): { readonly port: string; readonly bindings: readonly PortBinding[] }[] {
  const { ports } = getContainer(state, text);
  const number = (port: string): number => Number(port.split('/')[0]);
  return Object.entries(ports)
    .map(([port, bindings]) => ({ port, bindings: bindings ?? [] }))
    .sort((a, b) => number(a.port) - number(b.port) || (a.port < b.port ? -1 : 1));
}

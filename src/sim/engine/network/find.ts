/** Finding a network by name, ID or a unique beginning of its ID. */
import { EngineError } from '../engine-error.ts';
import type { EngineState } from '../types.ts';
import type { Network } from './network-types.ts';

/** The network of a name or ID; undefined when there is none. */
export function findNetwork(state: EngineState, text: string): Network | undefined {
  const networks = [...state.networks.values()];
  const exact = state.networks.get(text) ?? networks.find(({ name }) => name === text);
  if (exact || text === '') return exact;
  const found = networks.filter(({ id }) => id.startsWith(text));
  return found.length === 1 ? found[0] : undefined;
}

/** Throws EngineError `network nosuch not found`. */
export function getNetwork(state: EngineState, text: string): Network {
  const network = findNetwork(state, text);
  if (!network) throw new EngineError('notFound', `network ${text} not found`);
  return network;
}

/** What commands offer for completion: names of containers, images, volumes and networks. As docker/cli cli/command/completion. */
import type { Engine } from '../../../../sim/engine/engine.ts';
import type { Candidates } from './define-command.ts';

type ContainerStatus =
  Engine['state']['containers'] extends ReadonlyMap<string, infer C> ? (C extends { state: { status: infer S } } ? S : never) : never;

/** Names of containers in one of these states (all without any), but those already typed. */
export const containers =
  (...states: readonly ContainerStatus[]): Candidates =>
  (engine, typed) =>
    [...engine.state.containers.values()]
      .filter((container) => states.length === 0 || states.includes(container.state.status))
      .map((container) => container.name)
      .filter((name) => !typed.includes(name));

/** Names of images, as they are shown: without the default registry. */
export const images: Candidates = (engine) =>
  [...engine.state.names.keys()].filter((name) => !name.includes('@')).map((name) => name.replace(/^docker\.io\/(library\/)?/, ''));

export const volumes: Candidates = (engine, typed) => [...engine.state.volumes.keys()].filter((name) => !typed.includes(name));
export const networks: Candidates = (engine, typed) =>
  [...engine.state.networks.values()].map((network) => network.name).filter((name) => !typed.includes(name));
/** Nothing of ours: the shell may offer files. */
export const nothing: Candidates = () => [];

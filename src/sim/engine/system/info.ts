/** What docker info and docker version say of the daemon. As moby's daemon/info.go; versions of Docker 28.5.2 for Ubuntu 24.04. */
import type { Engine } from '../engine.ts';

/** Of the last release before 29 that Docker packaged. */
export const VERSIONS = {
  engine: '28.5.2',
  api: '1.51',
  leastApi: '1.24',
  go: 'go1.25.3',
  commit: '89c5e8f',
  built: 'Wed Nov  5 14:43:11 2025',
  containerd: { version: 'v2.2.0', commit: '1c4457e00facac03ce1d75f7b6777a7a851e5c41' },
  runc: { version: '1.3.3', commit: 'v1.3.3-0-gd842d771' },
  init: { version: '0.19.0', commit: 'de40ad0' },
} as const;

export interface EngineInfo {
  readonly containers: number;
  readonly running: number;
  readonly paused: number;
  readonly stopped: number;
  readonly images: number;
  readonly name: string;
  readonly id: string;
}

/** What changes; all else of `docker info` is fixed and the client's to print. */
export function engineInfo({ state, ports }: Engine): EngineInfo {
  const states = [...state.containers.values()].map((container) => container.state.status);
  const count = (status: string): number => states.filter((other) => other === status).length;
  const bridge = [...state.networks.keys()][0] ?? '';
  return {
    containers: states.length,
    running: count('running') + count('restarting'),
    paused: count('paused'),
    stopped: states.length - count('running') - count('restarting') - count('paused'),
    images: state.images.size,
    name: ports.hostname,
    id: bridge.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  };
}

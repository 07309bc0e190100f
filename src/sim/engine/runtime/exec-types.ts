/** What the daemon knows of a `docker exec`. As moby's container/exec.go. */
import type { ExecRequest } from '../engine.ts';
import type { ContainerId } from '../types.ts';
import type { Streams } from './streams.ts';

export interface Exec {
  readonly id: string;
  readonly container: ContainerId;
  readonly request: ExecRequest;
  state: 'created' | 'running' | 'ended';
  exitCode: number | undefined;
  hostPid: number;
  streams: Streams | undefined;
}

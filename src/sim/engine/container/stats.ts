/** docker stats: what a container uses. Processor time is the kernel's fuel; memory is an estimate from the number of processes. */
import type { Engine } from '../engine.ts';
import { getContainer } from './find.ts';

export interface ContainerStats {
  readonly id: string;
  readonly name: string;
  /** Microseconds of processor time so far, and the instant of this sample. */
  readonly cpu: number;
  readonly at: number;
  /** Bytes. */
  readonly memory: number;
  readonly memoryLimit: number;
  readonly processes: number;
  readonly running: boolean;
}

const HOST_MEMORY = 8_326_344_704;
const MEMORY_OF_PROCESS = 900_000;

/** One sample; all zero while it does not run. Throws EngineError. */
export function containerStats(engine: Engine, text: string): ContainerStats {
  const container = getContainer(engine.state, text);
  const namespace = engine.namespaceOf(container.id);
  const processes = namespace ? engine.ports.kernel.processes(namespace) : [];
  return {
    id: container.id,
    name: container.name,
    cpu: processes.reduce((sum, { cpu }) => sum + cpu, 0),
    at: engine.now(),
    memory: processes.length * MEMORY_OF_PROCESS,
    memoryLimit: container.hostConfig.Memory || HOST_MEMORY,
    processes: processes.length,
    running: namespace !== undefined,
  };
}

/** What all parts of the kernel share: one a kernel, handed from function to function. */
import type { Credentials, Instant } from '../fs/types.ts';
import type { PidNamespace, PidNumbers } from './namespace.ts';
import type { Pipe } from './pipe.ts';
import type { Pty } from './pty.ts';
import type { Scheduler } from './scheduler.ts';
import type { Task } from './task.ts';
import type { KernelEvent, Platform, Process, ProgramTable, WaitStatus } from './types.ts';

export interface Core {
  readonly platform: Platform;
  readonly scheduler: Scheduler;
  /** When the machine was switched on. */
  readonly boot: Instant;
  readonly programs: ProgramTable;
  /** Every process of the machine by its host-wide number: the host's own table. */
  readonly tasks: Map<number, Task>;
  /** Gives host-wide numbers. */
  readonly hostPids: PidNumbers;
  readonly namespaces: Set<PidNamespace>;
  /** What answers at an address. */
  readonly services: Map<string, unknown>;
  /** Fifos that somebody has open, by the key of their node. */
  readonly fifos: Map<string, Pipe>;
  /** Every pseudo-terminal by its machine-wide number. */
  readonly ptys: Map<number, Pty>;
  nextPty(): number;
  /** Numbers for pipes and other things without a file system. */
  nextIno(): number;
  /** The system calls of a process: what its program gets. */
  calls(task: Task): Process;
  /** Ends a process: see exit.ts. */
  end(task: Task, status: WaitStatus): void;
  emit(event: KernelEvent): void;
  /** Reports an error of ours: something threw what is neither an FsError nor an exit. */
  fault(error: unknown): void;
}

export const ROOT: Credentials = { uid: 0, gid: 0, groups: [0] };

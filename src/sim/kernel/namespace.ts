/** What separates a container from the host, and the numbers of its processes. As Linux pid_namespaces(7), restricted to two levels. */
import type { ByteString } from '../fs/bytes.ts';
import type { Mount } from '../fs/types.ts';
import type { Group, Session, Task } from './task.ts';
import type { Tty } from './tty.ts';
import type { Namespace } from './types.ts';

const PID_MAX = 4_194_304;

export interface NamespaceOptions {
  readonly id: string;
  readonly hostname: ByteString;
  readonly mounts: readonly Mount[];
  readonly container?: string;
  /** false: no way to the simulated internet. */
  readonly network?: boolean;
}

export class PidNamespace implements Namespace {
  readonly id: string;
  readonly container: string | undefined;
  readonly hasNetwork: boolean;
  hostname: ByteString;
  mounts: readonly Mount[];
  /** Its living and unreaped processes by the number that they have here; on the host, that is the host-wide one. */
  readonly tasks = new Map<number, Task>();
  readonly pids = new PidNumbers(this.tasks);
  /** Its pseudo-terminals by number: what /dev/pts lists. */
  readonly terminals = new Map<number, Tty>();
  /** What /dev/console is: the terminal of the first process. */
  console: Tty | undefined;
  init: Task | undefined;
  isFrozen = false;

  constructor(options: NamespaceOptions) {
    this.id = options.id;
    this.hostname = options.hostname;
    this.mounts = options.mounts;
    this.container = options.container;
    this.hasNetwork = options.network ?? true;
  }

  get isHost(): boolean {
    return this.container === undefined;
  }

  nextTerminal(): number {
    let number = 0;
    while (this.terminals.has(number)) number++;
    return number;
  }
}

/** Gives numbers: upwards, past those in use, round at the end. */
export class PidNumbers {
  last = 0;
  readonly #taken: ReadonlyMap<number, Task>;

  constructor(taken: ReadonlyMap<number, Task>) {
    this.#taken = taken;
  }

  next(): number {
    do {
      this.last = this.last >= PID_MAX - 1 ? 300 : this.last + 1;
    } while (this.#taken.has(this.last));
    return this.last;
  }
}

/** The processes that one in `namespace` can see: the host sees all of the machine. */
export function visibleTasks(core: { readonly tasks: ReadonlyMap<number, Task> }, namespace: PidNamespace): Iterable<Task> {
  return (namespace.isHost ? core.tasks : namespace.tasks).values();
}

/** The number that a process has there. */
export const pidIn = (namespace: PidNamespace, task: Task): number => (namespace.isHost ? task.hostPid : task.pid);

/** The number of a group or session there; 0 when it comes from outside. */
export function numberOf(thing: Group | Session, namespace: PidNamespace): number {
  return namespace.isHost ? thing.hostId : thing.id;
}

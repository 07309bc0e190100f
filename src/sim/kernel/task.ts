/** The kernel's own record of a process, and the groups and sessions that hold processes together. As Linux's task_struct, struct pid. */
import type { ByteString } from '../fs/bytes.ts';
import type { Credentials, FileSystem, Instant, Pin } from '../fs/types.ts';
import type { DescriptorTable } from './descriptors.ts';
import type { PidNamespace } from './namespace.ts';
import { ProcessExit } from './process-exit.ts';
import { exitStatusOf } from './signal-table.ts';
import type { Tty } from './tty.ts';
import type { Disposition, Process, Signal, WaitStatus } from './types.ts';
import { type Waiter, WaitQueue } from './wait-queue.ts';

/** Why a system call may not simply go on: bits of `Task.attention`. */
export const DEAD = 1;
export const STOPPED = 2;
export const FROZEN = 4;
export const SIGNALED = 8;

/** A blocked call of a process. */
export interface Wait extends Waiter {
  /** The terminal that it reads without a time limit. */
  readonly reads: Tty | undefined;
  /** Leaves all queues and never returns: exec threw its program away. */
  readonly abandon: () => void;
}

/** A working directory that parent and children share until one of them changes it. */
export class SharedPin {
  readonly pin: Pin;
  #references = 1;

  constructor(pin: Pin) {
    this.pin = pin;
  }

  retain(): this {
    this.#references++;
    return this;
  }

  release(): void {
    if (--this.#references === 0) this.pin.release();
  }
}

export interface TaskOptions {
  readonly hostPid: number;
  readonly pid: number;
  readonly namespace: PidNamespace;
  readonly parent: Task | undefined;
  readonly group: Group;
  readonly argv: readonly ByteString[];
  readonly name: ByteString;
  readonly executable: ByteString;
  readonly environment: Map<ByteString, ByteString>;
  readonly credentials: Credentials;
  readonly realUid: number;
  readonly started: Instant;
  readonly umask: number;
  readonly cwd: SharedPin;
  readonly descriptors: DescriptorTable;
  readonly makeFs: (task: Task) => FileSystem;
}

export class Task {
  readonly hostPid: number;
  readonly pid: number;
  readonly namespace: PidNamespace;
  readonly children = new Set<Task>();
  readonly started: Instant;
  readonly descriptors: DescriptorTable;
  readonly dispositions = new Map<Signal, Disposition>();
  readonly waits = new Set<Wait>();
  /** Woken when a child ended, stopped or went on. */
  readonly childQueue = new WaitQueue();
  /** Woken when a stopped or frozen process may go on. */
  readonly gate = new WaitQueue();
  parent: Task | undefined;
  group: Group;
  argv: readonly ByteString[];
  name: ByteString;
  executable: ByteString;
  environment: Map<ByteString, ByteString>;
  credentials: Credentials;
  realUid: number;
  umask: number;
  cwd: SharedPin;
  attention = 0;
  /** Signals with a handler that has not run yet. */
  pending: Signal[] = [];
  /** Calls that wait in the run queue. */
  queued = 0;
  cpu = 0;
  cpuOfChildren = 0;
  /** How it ended; a zombie until reaped. */
  ended: WaitStatus | undefined;
  /** Stopped or continued, and its parent has not asked yet. */
  changed: WaitStatus | undefined;
  /** What to do once it goes on: a background tcsetattr waits for that. */
  onContinue: (() => void)[] = [];
  /** What is given back when it ends: the masters of its pseudo-terminals. */
  owned: (() => void)[] = [];
  onEnd: ((status: WaitStatus) => void) | undefined;
  isAnnounced = false;
  /** PID 1: its end is the end of its namespace. */
  isReaper = false;
  hasExeced = false;
  /** The calls that its present program has; those of one that exec replaced are dead. */
  current: Process | undefined;
  #fs: FileSystem | undefined;
  #exit: ProcessExit | undefined;
  readonly #makeFs: (task: Task) => FileSystem;

  constructor(options: TaskOptions) {
    this.hostPid = options.hostPid;
    this.pid = options.pid;
    this.namespace = options.namespace;
    this.parent = options.parent;
    this.group = options.group;
    this.argv = options.argv;
    this.name = options.name;
    this.executable = options.executable;
    this.environment = options.environment;
    this.credentials = options.credentials;
    this.realUid = options.realUid;
    this.started = options.started;
    this.umask = options.umask;
    this.cwd = options.cwd;
    this.descriptors = options.descriptors;
    this.#makeFs = options.makeFs;
    options.group.members.add(this);
    options.parent?.children.add(this);
  }

  /** What every call throws once it is dead. Made when one does: most processes end without. */
  get exit(): ProcessExit {
    const { ended } = this;
    this.#exit ??= new ProcessExit(ended && !('stopped' in ended || 'continued' in ended) ? exitStatusOf(ended) : 137);
    return this.#exit;
  }

  /** Made at the first use: many short processes never look at a file. */
  get fs(): FileSystem {
    this.#fs ??= this.#makeFs(this);
    return this.#fs;
  }

  get session(): Session {
    return this.group.session;
  }

  /** PID 1 of a container or the host: signals without a handler do not reach it. */
  get isInit(): boolean {
    return this.namespace.init === this;
  }

  /** Blocked in calls, and nothing of it in the run queue. */
  get isBlocked(): boolean {
    return this.waits.size > 0 && this.queued === 0;
  }

  wakeAll(): void {
    for (const wait of [...this.waits]) wait.wake();
  }
}

/** A process group. It lives as long as it has members. */
export class Group {
  readonly hostId: number;
  readonly id: number;
  readonly session: Session;
  readonly members = new Set<Task>();

  constructor(hostId: number, id: number, session: Session) {
    this.hostId = hostId;
    this.id = id;
    this.session = session;
  }

  /** No member has a parent in another group of the same session: nobody could continue it. */
  get isOrphaned(): boolean {
    for (const { parent, ended } of this.members) {
      if (ended === undefined && parent && parent.group !== this && parent.session === this.session) return false;
    }
    return true;
  }

  get hasStopped(): boolean {
    for (const { attention, ended } of this.members) if (ended === undefined && attention & STOPPED) return true;
    return false;
  }
}

export class Session {
  readonly hostId: number;
  readonly id: number;
  leader: Task | undefined;
  /** Its controlling terminal. */
  terminal: Tty | undefined;

  constructor(hostId: number, id: number) {
    this.hostId = hostId;
    this.id = id;
  }
}

/** The kernel of one machine: puts processes, time, terminals and services together. Its parts are functions over `Core`. */
import { FsError } from '../fs/errno.ts';
import { Attention, awaitsInput, innermost } from './attention.ts';
import type { Core } from './core.ts';
import { endTask } from './exit.ts';
import { startInit } from './init.ts';
import { type NamespaceOptions, PidNamespace, PidNumbers } from './namespace.ts';
import { infoOf } from './process-list.ts';
import { Pty } from './pty.ts';
import { Scheduler } from './scheduler.ts';
import { sendSignal } from './signals.ts';
import { Streams } from './streams.ts';
import { SystemCalls } from './system-calls.ts';
import { DEAD, FROZEN, type Task } from './task.ts';
import { createPty } from './terminal.ts';
import type {
  Clock,
  InitOptions,
  Kernel,
  KernelEvent,
  MaybePromise,
  Namespace,
  Platform,
  ProcessInfo,
  ProgramTable,
  PtyMaster,
  Signal,
  StreamEnd,
  WindowSize,
} from './types.ts';

export interface KernelOptions {
  readonly platform: Platform;
  readonly programs: ProgramTable;
}

export function createKernel(options: KernelOptions): Kernel {
  return new MachineKernel(options);
}

/** The inside of a kernel of ours, for the parts of sim/kernel that stand beside it (mounts). */
export function coreOf(kernel: Kernel): Core {
  if (kernel instanceof MachineKernel) return kernel.core;
  throw new TypeError('not a kernel of createKernel');
}

class MachineKernel implements Kernel {
  readonly clock: Clock;
  readonly core: Core;
  readonly #streams: Streams;
  readonly #attention: Attention;
  readonly #listeners = new Set<(event: KernelEvent) => void>();

  constructor({ platform, programs }: KernelOptions) {
    this.core = makeCore(platform, programs, (event) => this.#emit(event));
    this.#streams = new Streams(this.core);
    this.#attention = new Attention(this.core);
    this.core.scheduler.listen(this.#attention);
    this.clock = { now: () => this.core.scheduler.now() };
  }

  createNamespace(options: NamespaceOptions): Namespace {
    const namespace = new PidNamespace(options);
    this.core.namespaces.add(namespace);
    return namespace;
  }

  destroyNamespace(namespace: Namespace): void {
    const inside = this.#inside(namespace);
    for (const task of [...inside.tasks.values()]) sendSignal(this.core, task, 'KILL', true);
    this.core.namespaces.delete(inside);
  }

  startInit(namespace: Namespace, options: InitOptions): number {
    return startInit(this.core, this.#streams, this.#inside(namespace), options).hostPid;
  }

  createPty(size: WindowSize): PtyMaster {
    return createPty(this.core, size);
  }

  createStream(): { readonly readEnd: StreamEnd; readonly writeEnd: StreamEnd } {
    return this.#streams.create();
  }

  readStream(end: StreamEnd, maximum?: number): MaybePromise<Uint8Array> {
    return this.#streams.read(end, maximum);
  }

  writeStream(end: StreamEnd, bytes: Uint8Array): MaybePromise<void> {
    return this.#streams.write(end, bytes);
  }

  closeStream(end: StreamEnd): void {
    this.#streams.close(end);
  }

  serve(address: string, service: unknown): void {
    this.core.services.set(address, service);
  }

  kill(hostPid: number, signal: Signal): void {
    const task = this.core.tasks.get(hostPid);
    if (task === undefined) throw new FsError('ESRCH');
    sendSignal(this.core, task, signal, true);
  }

  setFrozen(namespace: Namespace, frozen: boolean): void {
    const inside = this.#inside(namespace);
    inside.isFrozen = frozen;
    for (const task of inside.tasks.values()) freeze(task, frozen);
    this.core.scheduler.kick();
  }

  processes(namespace?: Namespace): readonly (ProcessInfo & { readonly hostPid: number })[] {
    const tasks = namespace === undefined ? this.core.tasks : this.#inside(namespace).tasks;
    return [...tasks.values()].map((task) => ({ ...infoOf(task, task.namespace), hostPid: task.hostPid }));
  }

  after(microseconds: number, callback: () => void): () => void {
    return this.core.scheduler.after(microseconds, callback);
  }

  settled(): Promise<void> {
    return this.#attention.settled();
  }

  awaitsInput(pty: PtyMaster): boolean {
    return awaitsInput(this.#ptyOf(pty));
  }

  pass(microseconds: number): Promise<void> {
    return this.#attention.pass(microseconds);
  }

  untilAwaitsInput(pty: PtyMaster): Promise<void> {
    return this.#attention.untilAwaitsInput(this.#ptyOf(pty));
  }

  innermost(pty: PtyMaster): { readonly pty: PtyMaster; readonly namespace: Namespace | undefined } {
    return innermost(this.#ptyOf(pty));
  }

  onEvent(listener: (event: KernelEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hold<T>(outside: Promise<T>): Promise<T> {
    return this.core.scheduler.hold(outside);
  }

  halt(): void {
    this.core.scheduler.halt();
    this.#listeners.clear();
    for (const task of this.core.tasks.values()) task.attention |= DEAD;
  }

  #emit(event: KernelEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A listener that fails must not stop the kernel in the middle of something.
        if (event.type !== 'fault') this.#emit(faultOf(error));
      }
    }
  }

  #ptyOf(master: PtyMaster): Pty {
    if (!(master instanceof Pty)) throw new FsError('ENOTTY');
    return master;
  }

  #inside(namespace: Namespace): PidNamespace {
    if (!(namespace instanceof PidNamespace)) throw new TypeError('not a namespace of this kernel');
    return namespace;
  }
}

function makeCore(platform: Platform, programs: ProgramTable, emit: (event: KernelEvent) => void): Core {
  const tasks = new Map<number, Task>();
  const scheduler = new Scheduler(platform);
  let lastIno = 4026;
  let lastPty = -1;
  const core: Core = {
    ...{ platform, programs, tasks, emit },
    scheduler,
    boot: scheduler.now(),
    hostPids: new PidNumbers(tasks),
    namespaces: new Set(),
    services: new Map(),
    fifos: new Map(),
    ptys: new Map(),
    nextPty: () => ++lastPty,
    nextIno: () => ++lastIno,
    calls: (task) => new SystemCalls(core, task),
    end: (task, status) => endTask(core, task, status),
    fault: (error) => emit(faultOf(error)),
  };
  return core;
}

function faultOf(error: unknown): KernelEvent {
  if (error instanceof Error) return { type: 'fault', message: error.message, stack: error.stack ?? '' };
  return { type: 'fault', message: String(error), stack: '' };
}

function freeze(task: Task, frozen: boolean): void {
  if (frozen) task.attention |= FROZEN;
  else task.attention &= ~FROZEN;
  if (!frozen) task.gate.wake();
}

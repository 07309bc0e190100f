/** How a process sees files: what sim/fs asks at each of its calls. A dead process's next file call throws ProcessExit here. */
import { createFileSystem } from '../fs/filesystem.ts';
import type { Caller, FileSystem, FileSystemView, Instant, Mount, Pin } from '../fs/types.ts';
import { type Core, ROOT } from './core.ts';
import { DEAD, SharedPin, type Task } from './task.ts';

/** `asRoot`: the same view, permissions not asked: how the kernel itself reads what exec may run but not read. */
export function fileSystemOfTask(core: Core, task: Task, asRoot = false): FileSystem {
  return createFileSystem(new TaskView(core, task, asRoot));
}

class TaskView implements FileSystemView {
  readonly #core: Core;
  readonly #task: Task;
  readonly #asRoot: boolean;
  #caller: Caller;

  constructor(core: Core, task: Task, asRoot: boolean) {
    this.#core = core;
    this.#task = task;
    this.#asRoot = asRoot;
    this.#caller = { pid: task.hostPid, credentials: asRoot ? ROOT : task.credentials };
  }

  get mounts(): readonly Mount[] {
    if (this.#task.attention & DEAD) throw this.#task.exit;
    return this.#task.namespace.mounts;
  }

  get caller(): Caller {
    const { credentials, hostPid } = this.#task;
    if (!this.#asRoot && this.#caller.credentials !== credentials) this.#caller = { pid: hostPid, credentials };
    return this.#caller;
  }

  get umask(): number {
    return this.#task.umask;
  }

  set umask(mask: number) {
    this.#task.umask = mask;
  }

  get cwd(): Pin {
    return this.#task.cwd.pin;
  }

  set cwd(pin: Pin) {
    this.#task.cwd.release();
    this.#task.cwd = new SharedPin(pin);
  }

  /** Every time stamp costs a microsecond, so no two are the same. */
  now(): Instant {
    this.#core.scheduler.charge(1);
    return this.#core.scheduler.now();
  }
}

/** What every system call does first: it costs a microsecond, and it does not work in a dead process or for a program that exec replaced. */
import type { Core } from './core.ts';
import { ProcessExit } from './process-exit.ts';
import { attendNow } from './sleep.ts';
import { DEAD, type Task } from './task.ts';

export class BaseCalls {
  protected readonly core: Core;
  protected readonly task: Task;

  constructor(core: Core, task: Task) {
    this.core = core;
    this.task = task;
  }

  /** The start of a call that may wait: true when it must `attend` before it does anything. */
  protected enter(): boolean {
    const { task, core } = this;
    core.scheduler.charge(1);
    task.cpu++;
    if (task.attention === 0 && core.scheduler.left > 0 && this.isCurrent) return false;
    if (task.attention & DEAD) throw task.exit;
    if (!this.isCurrent) throw new ProcessExit(0);
    return true;
  }

  /** The start of a call that cannot wait. */
  protected enterNow(): void {
    const { task } = this;
    this.core.scheduler.charge(1);
    task.cpu++;
    if (!this.isCurrent) throw task.attention & DEAD ? task.exit : new ProcessExit(0);
    if (task.attention !== 0) attendNow(task);
  }

  /** False once the process has become another program. */
  protected get isCurrent(): boolean {
    return this.task.current === (this as unknown);
  }
}

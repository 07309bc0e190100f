/** A terminal as one process may control it: size, settings, foreground group. As ioctl_tty(2), tcsetattr(3), tcsetpgrp(3). */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import { actOnTerminal } from './job-control.ts';
import { numberOf, visibleTasks } from './namespace.ts';
import type { Pty } from './pty.ts';
import type { Group, Task } from './task.ts';
import type { PtyMaster, Terminal, TerminalAttributes, WindowSize } from './types.ts';

/** `caller` is undefined for the kernel's own users: they may do all. */
export class TerminalControl implements Terminal {
  readonly #core: Core;
  readonly #pty: Pty;
  readonly #caller: Task | undefined;

  constructor(core: Core, pty: Pty, caller: Task | undefined) {
    this.#core = core;
    this.#pty = pty;
    this.#caller = caller;
  }

  get path(): ByteString {
    return this.#pty.path;
  }

  get size(): WindowSize {
    return this.#pty.size;
  }

  setSize(size: WindowSize): void {
    this.#pty.resize(size);
  }

  get attributes(): TerminalAttributes {
    return this.#pty.discipline.attributes;
  }

  setAttributes(attributes: TerminalAttributes): void {
    actOnTerminal(this.#core, this.#pty, this.#caller, () => this.#pty.discipline.setAttributes(attributes));
  }

  /** 0 when there is none, or none that the caller can see. */
  get foregroundGroup(): number {
    const { foreground } = this.#pty;
    if (foreground === undefined) return 0;
    return this.#caller ? numberOf(foreground, this.#caller.namespace) : foreground.hostId;
  }

  setForegroundGroup(group: number): void {
    const target = this.#groupOf(group);
    actOnTerminal(this.#core, this.#pty, this.#caller, () => this.#pty.setForeground(target));
  }

  acquire(): void {
    const task = this.#caller;
    if (task?.session.leader !== task || task === undefined) throw new FsError('EPERM');
    if (task.session.terminal === this.#pty) return;
    if (task.session.terminal || this.#pty.session) throw new FsError('EPERM');
    this.#pty.adopt(task);
  }

  relayTo(master: PtyMaster): () => void {
    const target = this.#core.ptys.get(master.number);
    if (target === undefined) throw new FsError('ENOTTY');
    const end = this.#pty.relay(this.#caller, target);
    this.#caller?.owned.push(end);
    return end;
  }

  #groupOf(id: number): Group {
    const caller = this.#caller;
    if (caller && caller.session.terminal !== this.#pty) throw new FsError('ENOTTY');
    const tasks = caller ? visibleTasks(this.#core, caller.namespace) : this.#core.tasks.values();
    for (const { group } of tasks) {
      if ((caller ? numberOf(group, caller.namespace) : group.hostId) !== id) continue;
      if (caller && group.session !== caller.session) throw new FsError('EPERM');
      return group;
    }
    throw new FsError('ESRCH');
  }
}

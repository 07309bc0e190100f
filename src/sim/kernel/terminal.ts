/** Terminals as open files: the slave side of a pty, /dev/tty and their kin by device number. As Linux tty(4), pts(4). */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Pin, Stat } from '../fs/types.ts';
import type { Core } from './core.ts';
import { type Access, anonymousStat, Description, type Readiness } from './description.ts';
import { mayUseTerminal } from './job-control.ts';
import { Pty } from './pty.ts';
import type { Task } from './task.ts';
import { TerminalControl } from './terminal-control.ts';
import type { Tty } from './tty.ts';
import type { PtyMaster, Terminal, WindowSize } from './types.ts';

/** As much as goes through output processing at once; between two pieces the writer can be stopped. Eight bytes take a microsecond. */
const PIECE = 4096;

class SlaveDescription extends Description {
  readonly pty: Pty;
  readonly #core: Core;
  readonly #pin: Pin | undefined;

  constructor(core: Core, pty: Pty, access: Access, pin?: Pin) {
    super(access, { read: pty.readQueue, write: pty.output.writeQueue, tty: pty });
    this.#core = core;
    this.pty = pty;
    this.#pin = pin;
    pty.open();
  }

  tryRead(maximum: number, caller: Task | undefined): Uint8Array | undefined {
    const { pty } = this;
    if (pty.isHungUp) return new Uint8Array(0);
    if (mayUseTerminal(this.#core, pty, caller, 'TTIN') === 'wait') return undefined;
    return pty.discipline.read(maximum, this.nonBlock);
  }

  tryWrite(bytes: Uint8Array, from: number, caller: Task | undefined): number {
    const { pty } = this;
    if (pty.isHungUp) throw new FsError('EIO');
    const { stopBackground } = pty.discipline.attributes;
    if (stopBackground && mayUseTerminal(this.#core, pty, caller, 'TTOU') === 'wait') return 0;
    if (pty.discipline.isStopped || !pty.output.hasRoom) return 0;
    const piece = bytes.subarray(from, from + PIECE);
    this.#core.scheduler.charge(piece.length >> 3);
    pty.output.push(pty.discipline.output.process(piece, pty.discipline.attributes));
    return piece.length;
  }

  /** VTIME: how long a read that has blocked waits, in microseconds. With VMIN the clock starts with the first byte. */
  override readPatience(): number | undefined {
    const { attributes, buffer } = this.pty.discipline;
    if (attributes.canonical || attributes.time === 0) return undefined;
    if (attributes.minimum > 0 && buffer.length === 0) return undefined;
    return attributes.time * 100_000;
  }

  override readTimedOut(maximum: number): Uint8Array {
    return this.pty.discipline.read(maximum, true) ?? new Uint8Array(0);
  }

  override readiness(): Readiness {
    const { isHungUp, discipline, output } = this.pty;
    return {
      readable: isHungUp || discipline.isReadable,
      writable: isHungUp || (!discipline.isStopped && output.hasRoom),
      hangUp: isHungUp,
    };
  }

  stat(): Stat {
    const rdev = { major: 136, minor: this.pty.index };
    return this.#pin?.stat() ?? anonymousStat('character', 3 + this.pty.index, 0o620, rdev);
  }

  path(): ByteString {
    return this.#pin?.path() ?? this.pty.path;
  }

  protected override dispose(): void {
    this.#pin?.release();
    this.pty.closeSlave();
  }
}

export interface TerminalDevice {
  readonly major: number;
  readonly minor: number;
  readonly pin: Pin;
  readonly access: Access;
}

/** Undefined when there is no terminal behind this number, for this process. */
export function openTerminalDevice(core: Core, task: Task, { major, minor, pin, access }: TerminalDevice): Description | undefined {
  const pty = ptyOf(task, major, minor);
  if (pty === undefined || pty.isHungUp) return undefined;
  const description = new SlaveDescription(core, pty, access, pin);
  if (task.session.leader === task && task.session.terminal === undefined && pty.session === undefined) pty.adopt(task);
  return description;
}

function ptyOf(task: Task, major: number, minor: number): Pty | undefined {
  const tty = ttyOf(task, major, minor);
  return tty instanceof Pty ? tty : undefined;
}

/** /dev/pts/N, /dev/tty, /dev/console. */
function ttyOf({ namespace, session }: Task, major: number, minor: number): Tty | undefined {
  if (major === 136) return namespace.terminals.get(minor);
  if (major !== 5) return undefined;
  if (minor === 0) return session.terminal;
  return minor === 1 ? namespace.console : undefined;
}

/** isatty and more: the terminal behind a descriptor. */
export function terminalOf(core: Core, task: Task, fd: number): Terminal | undefined {
  const { tty } = task.descriptors.get(fd);
  return tty instanceof Pty ? new TerminalControl(core, tty, task) : undefined;
}

export function createPty(core: Core, size: WindowSize): Pty {
  const pty = new Pty(core, core.nextPty(), size);
  core.ptys.set(pty.number, pty);
  return pty;
}

export function openPtyFor(core: Core, task: Task, size: WindowSize): { readonly master: PtyMaster; readonly slave: number } {
  const pty = createPty(core, size);
  pty.place(task.namespace);
  task.owned.push(() => pty.close());
  const slave = task.descriptors.add(new SlaveDescription(core, pty, { read: true, write: true }));
  return { master: pty, slave };
}

/** The slave for the first process of a namespace: its controlling terminal from the start. */
export function slaveOf(core: Core, task: Task, master: PtyMaster): Description {
  const pty = core.ptys.get(master.number);
  if (pty === undefined) throw new FsError('ENOTTY');
  pty.place(task.namespace);
  if (task.isInit) task.namespace.console = pty;
  pty.adopt(task);
  return new SlaveDescription(core, pty, { read: true, write: true });
}

/** A pseudo-terminal: the master for a screen or a relaying program, the slave for the programs in it. As Linux pty(7). */
import type { ByteString } from '../fs/bytes.ts';
import type { Core } from './core.ts';
import { LineDiscipline } from './line-discipline.ts';
import type { PidNamespace } from './namespace.ts';
import { OutputQueue } from './output-queue.ts';
import { signalForeground, signalGroup, sendSignal } from './signals.ts';
import type { Group, Session, Task } from './task.ts';
import { TerminalControl } from './terminal-control.ts';
import type { Tty } from './tty.ts';
import type { MaybePromise, PtyMaster, Terminal, WindowSize } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** Another pty to which a process carries this one's bytes (docker run -it). */
export interface Relay {
  readonly owner: Task | undefined;
  readonly target: Pty;
}

export class Pty implements PtyMaster, Tty {
  readonly number: number;
  readonly discipline: LineDiscipline;
  readonly readQueue = new WaitQueue();
  readonly output: OutputQueue;
  session: Session | undefined;
  foreground: Group | undefined;
  relays: readonly Relay[] = [];
  isHungUp = false;
  owner = 0;
  readonly #core: Core;
  #size: WindowSize;
  #namespace: PidNamespace | undefined;
  #index = 0;
  #opened = 0;
  #wasOpened = false;
  #hangUpListeners: (() => void)[] = [];

  constructor(core: Core, number: number, size: WindowSize) {
    this.#core = core;
    this.number = number;
    this.#size = size;
    this.output = new OutputQueue({ kick: () => core.scheduler.kick(), fault: (error) => core.fault(error) });
    this.discipline = new LineDiscipline({
      echo: (bytes) => this.output.push(bytes),
      signal: (signal) => this.foreground && signalForeground(core, this.foreground, signal),
      flushOutput: () => this.output.clear(),
      wakeReaders: () => this.readQueue.wake(),
      wakeWriters: () => this.output.writeQueue.wake(),
    });
  }

  get name(): string {
    return `pts/${this.#index}`;
  }

  get path(): ByteString {
    return `/dev/${this.name}`;
  }

  get index(): number {
    return this.#index;
  }

  get terminal(): Terminal {
    return new TerminalControl(this.#core, this, undefined);
  }

  get size(): WindowSize {
    return this.#size;
  }

  input(bytes: Uint8Array): void {
    if (this.isHungUp) return;
    this.#core.scheduler.kick();
    this.discipline.receive(bytes);
  }

  onOutput(listener: (bytes: Uint8Array) => MaybePromise<void>): () => void {
    return this.output.listen(listener);
  }

  resize(size: WindowSize): void {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    if (this.foreground) signalGroup(this.#core, this.foreground, 'WINCH');
    this.#core.scheduler.kick();
  }

  close(): void {
    if (this.isHungUp) return;
    this.isHungUp = true;
    const { foreground, session } = this;
    const leader = session?.leader;
    this.#core.ptys.delete(this.number);
    this.#namespace?.terminals.delete(this.#index);
    if (foreground) signalGroup(this.#core, foreground, 'HUP');
    if (leader) {
      sendSignal(this.#core, leader, 'HUP');
      sendSignal(this.#core, leader, 'CONT');
    }
    if (session) session.terminal = undefined;
    this.session = undefined;
    this.foreground = undefined;
    this.output.clear();
    this.readQueue.wake();
    this.output.writeQueue.wake();
    this.#core.scheduler.kick();
  }

  onHangUp(listener: () => void): void {
    this.#hangUpListeners.push(listener);
  }

  /** Gives it a number in /dev/pts of a namespace, once. */
  place(namespace: PidNamespace): void {
    if (this.#namespace) return;
    this.#namespace = namespace;
    this.#index = namespace.nextTerminal();
    namespace.terminals.set(this.#index, this);
  }

  adopt(leader: Task): void {
    const { session } = leader;
    this.session = session;
    this.owner = leader.credentials.uid;
    session.terminal = this;
    this.setForeground(leader.group);
  }

  setForeground(group: Group): void {
    if (this.foreground === group) return;
    this.foreground = group;
    this.#core.emit({ type: 'foreground', pty: this.number });
  }

  /** The master was closed, or nobody has the slave open any more. */
  get isOver(): boolean {
    return this.isHungUp || (this.#wasOpened && this.#opened === 0);
  }

  /** A slave descriptor was opened. */
  open(): void {
    this.#opened++;
    this.#wasOpened = true;
  }

  /** The last slave descriptor's close is the end of the line for whoever holds the master. */
  closeSlave(): void {
    if (--this.#opened > 0) return;
    const listeners = this.#hangUpListeners;
    this.#hangUpListeners = [];
    for (const listener of listeners) listener();
  }

  relay(owner: Task | undefined, target: Pty): () => void {
    const relay = { owner, target };
    this.relays = [...this.relays, relay];
    this.#core.emit({ type: 'foreground', pty: this.number });
    return () => {
      if (!this.relays.includes(relay)) return;
      this.relays = this.relays.filter((other) => other !== relay);
      this.#core.emit({ type: 'foreground', pty: this.number });
    };
  }

  /** The relay that is at work: its process lives and is in the foreground. */
  get activeRelay(): Relay | undefined {
    return this.relays.findLast(({ owner }) => owner === undefined || (!owner.ended && owner.group === this.foreground));
  }

  /** Its device number in the namespace of whoever asks, as the tty field of /proc/N/stat has it. */
  get device(): number {
    return (136 << 8) | this.#index;
  }
}

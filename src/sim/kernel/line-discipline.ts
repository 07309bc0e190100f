/** What stands between the keys and the reader: line editing, echo, signal characters, flow control. As Linux drivers/tty/n_tty.c. */
import { EchoQueue, type EchoStep, echoOf, erasedLength, erasureOf } from './echo.ts';
import { InputBuffer } from './input-buffer.ts';
import { OutputProcessing } from './output-processing.ts';
import { INITIAL_ATTRIBUTES } from './terminal-attributes.ts';
import type { Signal, TerminalAttributes } from './types.ts';

const NEWLINE = 10;
const RETURN = 13;

/** What the line discipline can do to its terminal. */
export interface TerminalSide {
  /** Echoed bytes, after output processing. */
  echo(bytes: Uint8Array): void;
  /** To the foreground group. */
  signal(signal: Signal): void;
  /** Throws away output that has not reached the screen. */
  flushOutput(): void;
  /** Somebody may now read. */
  wakeReaders(): void;
  /** Output may flow again. */
  wakeWriters(): void;
}

export class LineDiscipline {
  attributes: TerminalAttributes = INITIAL_ATTRIBUTES;
  readonly output = new OutputProcessing();
  readonly buffer = new InputBuffer();
  /** ^S was typed. */
  isStopped = false;
  readonly #side: TerminalSide;
  #isLiteral = false;
  /** Typed, but the buffer was full. */
  #backlog: number[] = [];
  readonly #echo = new EchoQueue();

  constructor(side: TerminalSide) {
    this.#side = side;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#backlog.push(byte);
    this.#takeBacklog();
    if (this.#backlog.length > 0) this.#skipToSignal();
  }

  /** At most `maximum` bytes for a reader; undefined when there is nothing to read yet. `atOnce`: VMIN is not waited for. */
  read(maximum: number, atOnce = false): Uint8Array | undefined {
    const { canonical, minimum, time } = this.attributes;
    const least = minimum === 0 && time === 0 ? 0 : Math.min(atOnce ? 1 : Math.max(minimum, 1), maximum);
    const bytes = canonical ? this.buffer.readLine(maximum) : this.buffer.readRaw(maximum, least);
    if (bytes && this.#backlog.length > 0) this.#takeBacklog();
    return bytes;
  }

  get isReadable(): boolean {
    const { canonical, minimum, time } = this.attributes;
    if (canonical) return this.buffer.hasLine;
    return this.buffer.length >= (time === 0 && minimum > 0 ? minimum : 1);
  }

  /** Nothing typed is still waiting to be read (a line that is being edited, or less than VMIN, does not count). */
  get isUsedUp(): boolean {
    return this.#backlog.length === 0 && !this.isReadable;
  }

  setAttributes(attributes: TerminalAttributes): void {
    const wasCanonical = this.attributes.canonical;
    const wasControlled = this.attributes.flowControl;
    this.attributes = attributes;
    if (wasCanonical !== attributes.canonical) {
      this.buffer.switchMode(attributes.canonical);
      this.#isLiteral = false;
      this.#side.wakeReaders();
    }
    if (wasControlled && !attributes.flowControl && this.isStopped) this.#start();
  }

  flushInput(): void {
    this.buffer.clear();
    this.#backlog = [];
    this.#isLiteral = false;
  }

  #takeBacklog(): void {
    let taken = 0;
    while (taken < this.#backlog.length && this.#hasRoom(this.#backlog[taken] ?? 0)) {
      this.buffer.makeRoom();
      this.#receiveOne(this.#backlog[taken++] ?? 0);
    }
    this.#backlog = this.#backlog.slice(taken);
    this.#flushEcho();
    if (taken > 0 && (this.isReadable || this.buffer.length > 0)) this.#side.wakeReaders();
  }

  /** ^C works behind a full buffer too, which on Linux it does not: the learner must always get out. */
  #skipToSignal(): void {
    const at = this.#backlog.findLastIndex((code) => this.#signalOf(code) !== undefined);
    if (at < 0) return;
    this.#backlog = this.#backlog.slice(at);
    this.#takeBacklog();
  }

  /** A full line is not held back: what comes too much replaces its last character. Signal characters are looked at in any case. */
  #hasRoom(code: number): boolean {
    if (this.buffer.hasRoom) return true;
    if (this.attributes.canonical && !this.buffer.hasLine) return true;
    return this.#signalOf(code) !== undefined || this.#isFlowCharacter(code);
  }

  #receiveOne(code: number): void {
    if (this.#isLiteral) {
      this.#isLiteral = false;
      this.#put(code);
      return;
    }
    if (this.#controlFlow(code)) return;
    const signal = this.#signalOf(code);
    if (signal) this.#interrupt(signal, code);
    else if (code === RETURN && this.attributes.crToNl) this.#receiveText(NEWLINE, true);
    else this.#receiveText(code, false);
  }

  /** `wasReturn`: a newline that the return key made is echoed as one in raw mode too, a newline itself as `^J`. */
  #receiveText(code: number, wasReturn: boolean): void {
    if (this.attributes.canonical && this.#edit(code)) return;
    this.#put(code, wasReturn);
  }

  #isFlowCharacter(code: number): boolean {
    const { flowControl, characters } = this.attributes;
    return flowControl && code !== 0 && (code === characters.start || code === characters.stop);
  }

  #controlFlow(code: number): boolean {
    if (!this.#isFlowCharacter(code)) return false;
    if (code === this.attributes.characters.start) this.#start();
    else this.isStopped = true;
    return true;
  }

  #start(): void {
    this.isStopped = false;
    this.#flushEcho();
    this.#side.wakeWriters();
  }

  #signalOf(code: number): Signal | undefined {
    const { signals, characters } = this.attributes;
    if (!signals || code === 0) return undefined;
    if (code === characters.interrupt) return 'INT';
    if (code === characters.quit) return 'QUIT';
    return code === characters.suspend ? 'TSTP' : undefined;
  }

  #interrupt(signal: Signal, code: number): void {
    this.#side.signal(signal);
    if (!this.attributes.noFlush) {
      this.#echo.clear();
      this.#side.flushOutput();
      this.buffer.clear();
    }
    if (this.isStopped) this.#start();
    if (this.attributes.echo) this.#show(echoOf(code, this.attributes));
  }

  /** Whether the character edits or ends the line rather than being part of it. */
  #edit(code: number): boolean {
    const { characters, extended, echo } = this.attributes;
    if (code === NEWLINE) {
      if (echo) this.#show([NEWLINE]);
      this.buffer.endLine(NEWLINE);
    } else if (code === 0) return false;
    else if (code === characters.erase) this.#erase('character');
    else if (code === characters.kill) this.#killLine();
    else if (code === characters.wordErase && extended) this.#erase('word');
    else if (code === characters.literalNext && extended) this.#beginLiteral();
    else if (code === characters.reprint && extended && echo) this.#reprint(code);
    else if (code === characters.endOfFile) this.buffer.endLine(undefined);
    else return false;
    return true;
  }

  #put(code: number, isNewline = false): void {
    const { echo } = this.attributes;
    if (echo && isNewline) this.#show([NEWLINE]);
    else if (echo) {
      if (this.buffer.editedLength === 0) this.#show(['lineStart']);
      this.#show(echoOf(code, this.attributes));
    }
    this.buffer.put(code);
  }

  #beginLiteral(): void {
    this.#isLiteral = true;
    if (this.attributes.echo && this.attributes.echoControl) this.#show([94, 8]);
  }

  #reprint(code: number): void {
    const line = this.buffer.edited;
    this.#show([...echoOf(code, this.attributes), NEWLINE, ...line.flatMap((each) => echoOf(each, this.attributes))]);
  }

  #killLine(): void {
    const { echo, echoKill, echoErase, characters } = this.attributes;
    if (echo && echoKill && echoErase) {
      while (this.buffer.editedLength > 0) this.#erase('character');
      return;
    }
    if (this.buffer.editedLength === 0) return;
    this.buffer.dropEdited(this.buffer.editedLength);
    if (echo) this.#show([...echoOf(characters.kill, this.attributes), ...(echoKill ? [NEWLINE] : [])]);
  }

  #erase(kind: 'character' | 'word'): void {
    const { echo, echoErase, characters } = this.attributes;
    let left = erasedLength(this.buffer.edited, kind, this.attributes);
    while (left > 0) {
      const length = erasedLength(this.buffer.edited, 'character', this.attributes);
      left -= length;
      const first = this.buffer.edited.at(-length) ?? 0;
      this.buffer.dropEdited(length);
      if (!echo) continue;
      if (kind === 'character' && !echoErase) this.#show(echoOf(characters.erase, this.attributes));
      else this.#show(erasureOf(first, this.buffer.edited, this.attributes));
    }
  }

  #show(steps: readonly EchoStep[]): void {
    this.#echo.push(...steps);
  }

  #flushEcho(): void {
    if (this.isStopped) return;
    const bytes = this.#echo.take(this.output, this.attributes);
    if (bytes.length > 0) this.#side.echo(bytes);
  }
}

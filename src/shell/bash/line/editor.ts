/** Edits one line on a terminal: keys in, the line out. As GNU readline 8.2 with its emacs bindings. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Process, Terminal } from '../../../sim/kernel/types.ts';
import type { Completion } from './completion.ts';
import { LineDisplay } from './display.ts';
import { EMACS_COMMANDS } from './emacs.ts';
import { HistoryCursor } from './history-cursor.ts';
import { type Key, KeyDecoder } from './keys.ts';
import { type KillRing, LineBuffer } from './line-buffer.ts';

export interface LineRequest {
  /** Decoded PS1; `\x01…\x02` surrounds what takes no columns. */
  readonly prompt: ByteString;
  readonly history: readonly ByteString[];
  readonly kills: KillRing;
  readonly utf8: boolean;
  /** Where in the history to begin (operate-and-get-next); default: the new line. */
  readonly historyStart?: number;
  readonly complete?: (line: ByteString, point: number) => Completion | Promise<Completion>;
  /** Stops at Tab and asks instead of listing at once (`set -o` … off for `read -e`). */
  readonly terminalName: ByteString | undefined;
}

export type LineResult =
  /** `next`: the place in the history to begin the next line with (C-o). */
  | { readonly kind: 'line'; readonly line: ByteString; readonly next?: number }
  | { readonly kind: 'endOfFile' }
  /** ^C: the line is given up. */
  | { readonly kind: 'interrupted' };

/** What a command does to the session; a result ends the editing. */
export type Command = (editor: LineEditor, key: Key) => LineResult | undefined | Promise<LineResult | undefined>;

/** Reads a line from the terminal on descriptor 0. The terminal is in raw mode only meanwhile. */
export async function readLine(process: Process, terminal: Terminal, request: LineRequest): Promise<LineResult> {
  const editor = new LineEditor(process, terminal, request);
  const before = terminal.attributes;
  terminal.setAttributes({ ...before, canonical: false, echo: false, crToNl: false, extended: false, minimum: 1, time: 0 });
  const stopWatching = watchSignals(process, editor);
  try {
    return await editor.run();
  } finally {
    stopWatching();
    terminal.setAttributes(before);
  }
}

/** SIGINT gives the line up, SIGWINCH draws it anew. */
function watchSignals(process: Process, editor: LineEditor): () => void {
  const [interrupt, resize] = [process.disposition('INT'), process.disposition('WINCH')];
  process.on('INT', { handle: () => (editor.interrupted = true), restart: false });
  process.on('WINCH', { handle: () => (editor.resized = true), restart: false });
  return () => {
    process.on('INT', interrupt);
    process.on('WINCH', resize);
  };
}

export class LineEditor {
  readonly process: Process;
  readonly terminal: Terminal;
  readonly request: LineRequest;
  readonly buffer: LineBuffer;
  readonly history: HistoryCursor;
  readonly display: LineDisplay;
  readonly #decoder: KeyDecoder;
  #keys: Key[] = [];
  interrupted = false;
  resized = false;
  /** The numeric argument typed before the command, undefined when none. */
  argument: number | undefined;
  /** The command before this one, for those that look at it (Tab twice, M-. again). */
  lastCommand = '';
  prompt: ByteString;
  /** How far back M-. has gone. */
  lastArgument: { readonly depth: number; readonly start: number; readonly length: number } | undefined;

  constructor(process: Process, terminal: Terminal, request: LineRequest) {
    this.process = process;
    this.terminal = terminal;
    this.request = request;
    this.buffer = new LineBuffer(request.kills, request.utf8);
    this.history = new HistoryCursor(request.history, request.historyStart);
    this.display = new LineDisplay(terminal.size.columns, request.utf8);
    this.#decoder = new KeyDecoder(request.utf8);
    this.prompt = lastRow(request.prompt);
    if (request.historyStart !== undefined) this.buffer.load(this.history.lineAt(this.history.position));
  }

  get #dumb(): boolean {
    const name = this.request.terminalName;
    return name === undefined || name === 'dumb' || name === 'unknown';
  }

  async run(): Promise<LineResult> {
    const above = this.request.prompt.slice(0, this.request.prompt.length - this.prompt.length).replace(/[\x01\x02]/g, '');
    await this.write((this.#dumb ? '' : '\x1b[?2004h') + above);
    await this.redraw();
    let result: LineResult | undefined;
    while (!result) result = await this.#step();
    // keys that came together with Enter are not drawn yet
    await this.redraw();
    await this.write(this.display.moveToEnd() + ending(result, this.#dumb));
    return result;
  }

  async #step(): Promise<LineResult | undefined> {
    const key = await this.nextKey();
    if (key === undefined) return this.interrupted ? { kind: 'interrupted' } : { kind: 'endOfFile' };
    const result = await this.perform(key);
    // keys that wait are done before the screen is drawn again, as at a fast typist's
    if (!result && this.#keys.length === 0) await this.redraw();
    return result;
  }

  /** Does what a key is bound to. */
  async perform(key: Key): Promise<LineResult | undefined> {
    const name = key.kind === 'command' ? key.name : key.kind;
    const command = EMACS_COMMANDS[name];
    this.buffer.beginCommand(key.kind === 'text' ? 'typing' : name === 'M-y' ? 'yank' : 'other');
    const argument = this.argument;
    const result = command ? await command(this, key) : this.bell();
    if (this.argument === argument) this.argument = undefined;
    if (name !== 'M-.' && name !== 'M-_') this.lastArgument = undefined;
    this.lastCommand = name;
    return result;
  }

  /** The next key; undefined at the end of input or after ^C. */
  async nextKey(): Promise<Key | undefined> {
    while (this.#keys.length === 0) {
      if (this.interrupted) return undefined;
      try {
        const reading = this.process.read(0, 4096);
        const bytes = reading instanceof Promise ? await reading : reading;
        if (bytes.length === 0) return undefined;
        this.#keys = this.#decoder.decode(fromBytes(bytes));
      } catch (error) {
        if (!(error instanceof FsError) || error.errno !== 'EINTR') throw error;
        if (this.resized) await this.#redrawAfterResize();
      }
    }
    return this.#keys.shift();
  }

  async #redrawAfterResize(): Promise<void> {
    this.resized = false;
    await this.write(`${this.display.moveToStart()}\x1b[J`);
    this.display.columns = this.terminal.size.columns;
    this.display.reset();
    await this.redraw();
  }

  /** Draws prompt and line. */
  redraw(): Promise<void> {
    return this.write(this.display.update(this.prompt, this.buffer.text, this.buffer.point));
  }

  /** Leaves what is drawn, as before a list of candidates; the next redraw begins on a new row. */
  async leave(): Promise<void> {
    await this.write(`${this.display.moveToEnd()}\n`);
    this.display.reset();
  }

  async write(bytes: ByteString): Promise<void> {
    if (bytes !== '') await this.process.write(2, bytes);
  }

  bell(): undefined {
    const ringing = this.process.write(2, '\x07');
    if (ringing instanceof Promise) ringing.catch(() => undefined);
    return undefined;
  }

  /** How often a command is to be done. */
  get count(): number {
    return this.argument ?? 1;
  }
}

/** readline draws only the last row of a prompt again. */
function lastRow(prompt: ByteString): ByteString {
  return prompt.slice(prompt.lastIndexOf('\n') + 1);
}

/** What readline leaves behind the line. After ^C bash prepares the terminal once more and gives it up before the newline. */
function ending(result: LineResult, dumb: boolean): ByteString {
  const [on, off] = dumb ? ['', ''] : ['\x1b[?2004h', '\x1b[?2004l\r'];
  if (result.kind === 'interrupted') return `^C${off}${on}${off}${dumb ? '' : '\r'}\n`;
  return result.kind === 'line' ? `\n${off}` : `${off}\n`;
}

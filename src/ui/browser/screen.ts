/** xterm.js as the machine's `Screen`: bytes in, bytes out, its size; and what the page needs of it beside that. */
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import type { Screen, WindowSize } from '../../sim/kernel/types.ts';

export interface TerminalScreen extends Screen, ScreenView {
  /** Shows what an earlier session left, if anything, with xterm's own answers muted; then lets through what the machine has written since. */
  begin(remembered: Uint8Array, line: string): Promise<void>;
  /** Makes something else of the next text that is typed (a sticky Ctrl key); undefined takes it back. */
  transformNext(transform: ((text: string) => string) | undefined): void;
}

export interface ScreenView {
  /** Takes the size of its element. */
  fit(): void;
  focus(): void;
  /** As if typed; `up`, `down`, `left`, `right` as the program in front wants its arrows. */
  press(key: string): void;
  /** In brackets when the program in front asked for that. */
  paste(text: string): void;
  /** Whether a full-screen program runs (an editor, cmatrix). */
  fullScreen(): boolean;
  selection(): string;
  clearSelection(): void;
  /** All lines that it holds, also those that have scrolled away; for tests and bug reports. */
  text(): string;
  dress(theme: ITheme, fontSize: number): void;
  /** What a screen reader says of its input. */
  label(text: string): void;
  /** Asked before each key press: false leaves the key to the browser. */
  onKey(decide: (event: KeyboardEvent) => boolean): void;
  dispose(): void;
}

export interface ScreenOptions {
  readonly theme: ITheme;
  readonly fontSize: number;
}

/** As long as fewer bytes than this wait to be drawn the machine goes on; beyond, it waits. */
const highWater = 65_536;
/** xterm gives the thread back between two writes only: so many bytes of short lines take it some milliseconds. */
const atOnce = 4096;
const arrows: Readonly<Record<string, string>> = { up: 'A', down: 'B', right: 'C', left: 'D' };

export function createScreen(element: HTMLElement, { theme, fontSize }: ScreenOptions): TerminalScreen {
  const xterm = new Terminal({
    theme,
    fontSize,
    fontFamily: getComputedStyle(element).getPropertyValue('--mono') || 'monospace',
    // At 1 the rows cut off the underscores of common fonts (DejaVu at 14 pixels, for one).
    lineHeight: 1.1,
    scrollback: 10_000,
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
  });
  xterm.open(element);
  xterm.textarea?.setAttribute('inputmode', 'text');
  xterm.textarea?.setAttribute('enterkeyhint', 'send');
  return Object.assign(portOf(xterm), viewOf(xterm));
}

function portOf(xterm: Terminal): Screen & Pick<TerminalScreen, 'begin' | 'transformNext'> {
  const input = inputOf(xterm);
  const output = outputOf(xterm);
  return {
    write: output.write,
    onInput: input.listen,
    transformNext: input.transformNext,
    onResize: (listener) => xterm.onResize(({ cols, rows }) => listener({ columns: cols, rows })),
    get size(): WindowSize {
      return { columns: xterm.cols, rows: xterm.rows };
    },
    async begin(remembered, line) {
      if (remembered.length > 0) {
        input.mute(true);
        await output.show(remembered);
        await output.show(pageLine(xterm, line));
        input.mute(false);
      }
      output.release();
    },
  };
}

function viewOf(xterm: Terminal): ScreenView {
  const fitting = new FitAddon();
  xterm.loadAddon(fitting);
  return {
    fit: () => fitting.fit(),
    focus: () => xterm.focus(),
    press(key) {
      const arrow = arrows[key];
      xterm.input(arrow ? `\x1b${xterm.modes.applicationCursorKeysMode ? 'O' : '['}${arrow}` : key, true);
    },
    paste: (text) => xterm.paste(text),
    fullScreen: () => xterm.buffer.active.type === 'alternate',
    selection: () => xterm.getSelection(),
    clearSelection: () => xterm.clearSelection(),
    text: () => textOf(xterm),
    dress(theme, fontSize) {
      xterm.options.theme = theme;
      xterm.options.fontSize = fontSize;
    },
    label: (text) => xterm.textarea?.setAttribute('aria-label', text),
    onKey: (decide) => xterm.attachCustomKeyEventHandler(decide),
    dispose: () => xterm.dispose(),
  };
}

/** A line of the page's own, grey, no part of the machine's bytes; below what is there, after leaving whatever modes an old session had set. */
function pageLine(xterm: Terminal, line: string): string {
  // Leaving the alternate screen also moves the cursor, so only where it is on.
  const leave = xterm.buffer.active.type === 'alternate' ? '\x1b[?1049l' : '';
  const below = xterm.buffer.active.cursorX > 0 ? '\r\n' : '';
  return `${leave}\x1b[!p\x1b[m\x1b[?25h\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?7h${below}\x1b[90m— ${line} —\x1b[m\r\n`;
}

function inputOf(xterm: Terminal) {
  const encoder = new TextEncoder();
  const waiting: Uint8Array[] = [];
  let muted = false;
  let listener: (bytes: Uint8Array) => void = (bytes) => waiting.push(bytes);
  const pass = (bytes: Uint8Array) => {
    if (!muted) listener(bytes);
  };
  let transform: ((text: string) => string) | undefined;
  xterm.onData((text) => {
    const change = muted ? undefined : transform;
    if (change) transform = undefined;
    pass(encoder.encode(change ? change(text) : text));
  });
  xterm.onBinary((text) => pass(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  return {
    /** What was typed before anybody listened is not lost. */
    listen(next: (bytes: Uint8Array) => void) {
      listener = next;
      for (const bytes of waiting.splice(0)) next(bytes);
    },
    mute(on: boolean) {
      muted = on;
    },
    transformNext(next: ((text: string) => string) | undefined) {
      transform = next;
    },
  };
}

function outputOf(xterm: Terminal) {
  let undrawn = 0;
  let held: Uint8Array[] | undefined = [];
  const show = (bytes: Uint8Array | string) => new Promise<void>((resolve) => xterm.write(bytes, resolve));
  const draw = (bytes: Uint8Array) => {
    undrawn += bytes.length;
    let drawn: Promise<void> | undefined;
    for (let at = 0; at < bytes.length; at += atOnce) drawn = show(bytes.subarray(at, at + atOnce));
    const done = drawn?.then(() => {
      undrawn -= bytes.length;
    });
    return undrawn > highWater ? done : undefined;
  };
  return {
    show,
    write: (bytes: Uint8Array) => {
      if (!held) return draw(bytes);
      held.push(bytes);
      return undefined;
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      for (const bytes of waiting) void draw(bytes);
    },
  };
}

function textOf(xterm: Terminal): string {
  const { active } = xterm.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}

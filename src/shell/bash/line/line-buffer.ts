/** The line being edited: text, point, mark, kill ring, undo. As GNU readline 8.2's emacs mode. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

interface Snapshot {
  readonly text: ByteString;
  readonly point: number;
}

/** Kills are kept over lines; one ring a shell. */
export interface KillRing {
  readonly texts: ByteString[];
}

const KILL_RING_SIZE = 10;

export class LineBuffer {
  text: ByteString = '';
  /** Bytes before the cursor. */
  point = 0;
  #undo: Snapshot[] = [];
  /** Typed characters in a row are one undo step. */
  #typing = false;
  #killing = false;
  #lastKilling = false;
  readonly utf8: boolean;
  readonly kills: KillRing;
  /** What the last yank put in, for yank-pop. */
  yanked: { readonly start: number; readonly index: number } | undefined;

  constructor(kills: KillRing, utf8: boolean) {
    this.kills = kills;
    this.utf8 = utf8;
  }

  /** To be called before every command: ends runs of typing, killing and yanking. */
  beginCommand(kind: 'typing' | 'yank' | 'other'): void {
    this.#typing = kind === 'typing' && this.#typing;
    if (kind !== 'yank') this.yanked = undefined;
    this.#lastKilling = this.#killing;
    this.#killing = false;
  }

  insert(text: ByteString, typed = false): void {
    if (!typed || !this.#typing) this.#remember();
    this.#typing = typed;
    this.text = this.text.slice(0, this.point) + text + this.text.slice(this.point);
    this.point += text.length;
  }

  /** Removes what stands between two places. */
  remove(from: number, to: number): ByteString {
    const [start, end] = from < to ? [from, to] : [to, from];
    if (start === end) return '';
    this.#remember();
    const removed = this.text.slice(start, end);
    this.text = this.text.slice(0, start) + this.text.slice(end);
    this.point = start;
    return removed;
  }

  /** Removes into the kill ring; kills in a row become one text. */
  kill(from: number, to: number): void {
    const backward = to < from;
    const removed = this.remove(from, to);
    this.#killing = true;
    if (removed === '') return;
    const { texts } = this.kills;
    const last = texts[0];
    if (this.#lastKilling && last !== undefined) texts[0] = backward ? removed + last : last + removed;
    else texts.unshift(removed);
    if (texts.length > KILL_RING_SIZE) texts.pop();
  }

  replace(text: ByteString, point = text.length): void {
    if (text === this.text) {
      this.point = point;
      return;
    }
    this.#remember();
    this.text = text;
    this.point = point;
  }

  /** Another history line: undo begins anew. */
  load(text: ByteString): void {
    this.text = text;
    this.point = text.length;
    this.#undo = [];
  }

  undo(): boolean {
    const before = this.#undo.pop();
    if (!before) return false;
    this.text = before.text;
    this.point = before.point;
    return true;
  }

  undoAll(): void {
    const first = this.#undo[0];
    if (first) this.text = first.text;
    this.#undo = [];
    this.point = Math.min(this.point, this.text.length);
  }

  #remember(): void {
    this.#undo.push({ text: this.text, point: this.point });
  }

  /** The place one character after, before another. */
  after(place: number): number {
    if (place >= this.text.length) return place;
    let next = place + 1;
    if (this.utf8) while (next < this.text.length && isContinuation(this.text, next)) next++;
    return next;
  }

  before(place: number): number {
    if (place <= 0) return 0;
    let previous = place - 1;
    if (this.utf8) while (previous > 0 && isContinuation(this.text, previous)) previous--;
    return previous;
  }

  /** The end of the word after a place: letters and digits. */
  wordEnd(place: number): number {
    let at = place;
    while (at < this.text.length && !isWordByte(this.text, at)) at++;
    while (at < this.text.length && isWordByte(this.text, at)) at++;
    return at;
  }

  wordStart(place: number): number {
    let at = place;
    while (at > 0 && !isWordByte(this.text, at - 1)) at--;
    while (at > 0 && isWordByte(this.text, at - 1)) at--;
    return at;
  }

  /** The start of the blank-separated word before a place (C-w). */
  blankWordStart(place: number): number {
    let at = place;
    while (at > 0 && /\s/.test(this.text.charAt(at - 1))) at--;
    while (at > 0 && !/\s/.test(this.text.charAt(at - 1))) at--;
    return at;
  }
}

const isContinuation = (text: ByteString, at: number) => (text.charCodeAt(at) & 0xc0) === 0x80;
const isWordByte = (text: ByteString, at: number) => /[A-Za-z0-9\x80-\xff]/.test(text.charAt(at));

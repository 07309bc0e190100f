/** `!!`, `!$`, `!ls:p`, `^old^new`: history expansion before a line is parsed. As GNU bash 5.2's histexpand.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

export interface Expanded {
  readonly line: ByteString;
  /** Something was replaced: the shell shows the new line before it runs. */
  readonly changed: boolean;
  /** `:p`: only shown and kept in the history. */
  readonly printOnly: boolean;
}

/** Remembers what `:s` and `!?` used last, over lines. */
export interface ExpansionMemory {
  search?: ByteString;
  substitution?: { readonly from: ByteString; readonly to: ByteString };
}

/** An event or word that is not there; the message without `bash: `. */
export class ExpansionError extends Error {}

/** `first`: the number of the oldest line in `history`. Throws ExpansionError. */
export function expandHistory(line: ByteString, history: readonly ByteString[], first: number, memory: ExpansionMemory = {}): Expanded {
  if (line.startsWith('^')) return quickSubstitution(line, history, memory);
  const state = new Expansion(line, history, first, memory);
  return state.run();
}

/** `^old^new^` is `!!:s^old^new^`. */
function quickSubstitution(line: ByteString, history: readonly ByteString[], memory: ExpansionMemory): Expanded {
  const [, from = '', to = '', rest = ''] = /^\^((?:\\.|[^^])*)\^?((?:\\.|[^^])*)\^?(.*)$/s.exec(line) ?? [];
  const last = history.at(-1);
  if (last === undefined) throw new ExpansionError(`:s${line}: event not found`);
  if (!last.includes(from)) throw new ExpansionError(`:s${line}: substitution failed`);
  memory.substitution = { from, to };
  return { line: last.replace(from, () => to.replaceAll('&', from)) + rest, changed: true, printOnly: false };
}

const NO_EVENT_AFTER = /^(?:$|[\s=(])/;

class Expansion {
  readonly #line: ByteString;
  readonly #history: readonly ByteString[];
  readonly #first: number;
  readonly #memory: ExpansionMemory;
  #at = 0;
  #out = '';
  #changed = false;
  #printOnly = false;

  constructor(line: ByteString, history: readonly ByteString[], first: number, memory: ExpansionMemory) {
    this.#line = line;
    this.#history = history;
    this.#first = first;
    this.#memory = memory;
  }

  run(): Expanded {
    let quote = '';
    while (this.#at < this.#line.length) {
      const character = this.#line.charAt(this.#at);
      if (character === '\\' && quote !== "'") this.#copy(2);
      else if (character === "'" && quote !== '"') {
        quote = quote === "'" ? '' : "'";
        this.#copy(1);
      } else if (character === '"' && quote !== "'") {
        quote = quote === '"' ? '' : '"';
        this.#copy(1);
      } else if (character === '!' && quote !== "'" && this.#begins(quote)) this.#expandOne();
      else this.#copy(1);
    }
    return { line: this.#out, changed: this.#changed, printOnly: this.#printOnly };
  }

  #copy(length: number): void {
    this.#out += this.#line.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  #begins(quote: string): boolean {
    const next = this.#line.slice(this.#at + 1, this.#at + 2);
    if (NO_EVENT_AFTER.test(next) || (quote === '"' && next === '"')) return false;
    // $! and ${!name} are parameters, [!a] a pattern
    return !/[$[{]$/.test(this.#line.slice(0, this.#at)) || /[$]\($/.test(this.#line.slice(0, this.#at));
  }

  #rest(): ByteString {
    return this.#line.slice(this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#rest()) ?? undefined;
    if (match) this.#at += match[0].length;
    return match;
  }

  #expandOne(): void {
    const start = this.#at;
    this.#at++;
    const event = this.#event(start);
    const words = this.#words(event, start);
    this.#out += this.#modify(words, start);
    this.#changed = true;
  }

  #fail(start: number, why: string): never {
    throw new ExpansionError(`${this.#line.slice(start, Math.max(this.#at, start + 1))}: ${why}`);
  }

  #event(start: number): ByteString {
    const last = this.#history.at(-1);
    if (this.#take(/^!/)) return last ?? this.#fail(start, 'event not found');
    if (this.#take(/^#/)) return this.#line.slice(0, start);
    const number = this.#take(/^(-?)(\d+)/);
    if (number) {
      const n = Number(number[2]);
      return (number[1] ? this.#history.at(-n) : this.#history[n - this.#first]) ?? this.#fail(start, 'event not found');
    }
    const search = this.#take(/^\?([^?\n]*)\??/);
    if (search) {
      const text = search[1] || this.#memory.search || '';
      this.#memory.search = text;
      return this.#history.findLast((line) => line.includes(text)) ?? this.#fail(start, 'event not found');
    }
    if (/^[$^*:%-]/.test(this.#rest())) return last ?? this.#fail(start, 'event not found');
    const name = this.#take(/^[^\s:;&|<>()"'^$*%-]+/)?.[0] ?? this.#fail(start, 'event not found');
    return this.#history.findLast((line) => line.startsWith(name)) ?? this.#fail(start, 'event not found');
  }

  /** The words that a designator chooses: `:2`, `^`, `$`, `*`, `:1-3`, `:2*`, `:-2`, `%`. */
  #words(event: ByteString, start: number): ByteString {
    const designator = this.#take(/^(?::(?=[\d^$*%-])|(?=[\^$*%]))(?:(\d+|\^|\$|%)?(-(\d+|\$)?|\*)?)/);
    if (!designator || designator[0] === '' || designator[0] === ':') return event;
    const words = historyWords(event);
    const [, from, range, to] = designator;
    if (from === '%') return words.find((word) => word.includes(this.#memory.search ?? '')) ?? '';
    const place = (name: string) => (name === '^' ? 1 : name === '$' ? words.length - 1 : Number(name));
    const first = from === undefined ? (range === '*' ? 1 : 0) : place(from);
    const last = range === undefined ? first : range === '*' ? words.length - 1 : to === undefined ? words.length - 2 : place(to);
    if (range === '*' && first === words.length) return '';
    if (first >= words.length || last >= words.length || last < first) this.#fail(start, 'bad word specifier');
    return words.slice(first, last + 1).join(' ');
  }

  #modify(words: ByteString, start: number): ByteString {
    let text = words;
    for (let modifier = this.#take(/^:([htrepqx&]|[ga]?s|[ga]&)/); modifier; modifier = this.#take(/^:([htrepqx&]|[ga]?s|[ga]&)/)) {
      const name = modifier[1] ?? '';
      if (name === 'p') this.#printOnly = true;
      else if (name.endsWith('s') || name.endsWith('&')) text = this.#substitute(text, name, start);
      else text = simpleModifier(name, text);
    }
    return text;
  }

  #substitute(text: ByteString, name: string, start: number): ByteString {
    if (name.endsWith('s')) {
      const delimiter = this.#rest()
        .charAt(0)
        .replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
      const match = this.#take(
        new RegExp(`^${delimiter}((?:\\\\.|[^${delimiter}])*)${delimiter}((?:\\\\.|[^${delimiter}])*)${delimiter}?`),
      );
      this.#memory.substitution = { from: match?.[1] ?? '', to: match?.[2] ?? '' };
    }
    const { from, to } = this.#memory.substitution ?? this.#fail(start, 'no previous substitution');
    if (!text.includes(from)) this.#fail(start, 'substitution failed');
    const replacement = () => to.replaceAll('&', from);
    return /^[ga]/.test(name) ? text.replaceAll(from, replacement) : text.replace(from, replacement);
  }
}

function simpleModifier(name: string, text: ByteString): ByteString {
  switch (name) {
    case 'h':
      return text.replace(/\/[^/]*$/, '');
    case 't':
      return text.replace(/^.*\//s, '');
    case 'r':
      return text.replace(/\.[^./]*$/, '');
    case 'e':
      return /\.[^./]*$/.exec(text)?.[0] ?? text;
    case 'q':
      return `'${text.replaceAll("'", "'\\''")}'`;
    default:
      return text
        .split(/[ \t\n]+/)
        .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
        .join(' ');
  }
}

/** A line's words as the history splits it: quotes keep together, operators stand alone. */
export function historyWords(line: ByteString): ByteString[] {
  return (
    line.match(
      /\d+(?:<<-?|>>|<&|>&|<<<|<>|>\||[<>])|(?:\\[\s\S]|'[^']*'?|"(?:\\[\s\S]|[^"\\])*"?|`[^`]*`?|[<>$]\([^)]*\)?|[^\s;&|<>()'"`\\])+|\d*(?:<<-?|>>|<&|>&|&>|<<<|<>|>\|)|&&|\|\||;;|[;&|<>()]/g,
    ) ?? []
  );
}

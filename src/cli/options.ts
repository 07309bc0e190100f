/** The options that `run`, `batch` and `play` share. */

export interface MachineOptions {
  readonly pulled: readonly string[];
  readonly tags: readonly { readonly name: string; readonly of: string }[];
  /** Not on the host but in a new container of this image. */
  readonly image: string | undefined;
  readonly user: string | undefined;
  readonly cwd: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly local: string }[];
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly realTime: boolean;
  readonly load: string | undefined;
  readonly save: string | undefined;
  readonly limitMs: number;
}

export interface CommandLine {
  readonly options: MachineOptions;
  /** Options of the subcommand's own, by name. */
  readonly own: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
}

/** The clock of a machine that was not told another. */
export const DEFAULT_NOW = Date.UTC(2026, 8, 1, 12, 0, 0);

/** A command line that cannot be understood; the message is one line. */
export class CommandLineError extends Error {}

/** `own` names further options that take a value. Everything after `--` is operands. */
export function parseCommandLine(words: readonly string[], own: readonly string[] = []): CommandLine {
  const reader = new Reader(words, own);
  reader.run();
  return reader.result();
}

class Reader {
  readonly #words: readonly string[];
  readonly #own: readonly string[];
  readonly #values = new Map<string, string[]>();
  readonly #operands: string[] = [];

  constructor(words: readonly string[], own: readonly string[]) {
    this.#words = words;
    this.#own = own;
  }

  run(): void {
    for (let i = 0; i < this.#words.length; i++) {
      const word = this.#words[i] ?? '';
      if (word === '--') {
        this.#operands.push(...this.#words.slice(i + 1));
        return;
      }
      if (!word.startsWith('--')) {
        this.#operands.push(word);
        continue;
      }
      const [name = '', inline] = splitAt(word.slice(2), '=');
      if (FLAGS.includes(name)) this.#add(name, 'true');
      else if (![...VALUES, ...this.#own].includes(name)) throw new CommandLineError(`unknown option --${name}`);
      else if (inline !== undefined) this.#add(name, inline);
      else {
        const value = this.#words[++i];
        if (value === undefined) throw new CommandLineError(`--${name} needs a value`);
        this.#add(name, value);
      }
    }
  }

  #add(name: string, value: string): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  #all(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  #last(name: string): string | undefined {
    return this.#all(name).at(-1);
  }

  result(): CommandLine {
    const own = Object.fromEntries(this.#own.flatMap((name) => this.#all(name).map((value) => [name, value])));
    return { options: this.#options(), own, operands: this.#operands };
  }

  #options(): MachineOptions {
    return {
      pulled: this.#all('pulled').flatMap((list) => list.split(',').filter(Boolean)),
      tags: this.#all('tag').map((pair) => pairOf(pair, '--tag NEW=OLD', ([name, of]) => ({ name, of }))),
      image: this.#last('in'),
      user: this.#last('user'),
      cwd: this.#last('cwd'),
      environment: Object.fromEntries(
        this.#all('env')
          .map((pair) => splitAt(pair, '='))
          .map(([name, value]) => [name, value ?? '']),
      ),
      files: this.#all('file').map((pair) => pairOf(pair, '--file PATH=LOCAL', ([path, local]) => ({ path, local }))),
      seed: numberOf(this.#last('seed') ?? '1', '--seed'),
      now: instantOf(this.#last('now')),
      realTime: this.#last('real-time') !== undefined,
      load: this.#last('load'),
      save: this.#last('save'),
      limitMs: numberOf(this.#last('limit-ms') ?? '10000', '--limit-ms'),
    };
  }
}

const FLAGS = ['real-time', 'json'];
const VALUES = ['pulled', 'tag', 'in', 'user', 'cwd', 'env', 'file', 'seed', 'now', 'load', 'save', 'limit-ms'];

function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function pairOf<T>(text: string, shape: string, make: (pair: [string, string]) => T): T {
  const [left, right] = splitAt(text, '=');
  if (right === undefined) throw new CommandLineError(`${text}: not as in ${shape}`);
  return make([left, right]);
}

function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new CommandLineError(`${name}: ${text} is no whole number`);
  return number;
}

function instantOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_NOW;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new CommandLineError(`--now: ${text} is no ISO instant`);
  return instant;
}

/** Root's folder on a headless host, as in the recordings. */
export const WORK = '/work';

/**
 * Identifiers as one can read and type them in a session file: the first container is c1c1c1c1c1c1, the second image a2a2a2a2a2a2, and so on
 * through layers and digests (d…, b…). So a session stays the same when what comes before it asks for one random number more.
 */
import type { MachineView } from '../../src/sim/view.ts';

/** Names as docker makes them up, in place of the generated ones. */
const NAMES = [
  'brave_hopper',
  'calm_turing',
  'eager_lovelace',
  'gifted_knuth',
  'happy_shannon',
  'keen_ritchie',
  'lucid_hamilton',
  'nifty_allen',
  'quirky_noether',
  'serene_wilson',
];

export class ReadableIds {
  /** Real 64 digits, or 12 where no more were seen → made up. */
  readonly #made = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  /** Twelve digits that a session makes up. */
  readonly #own = new Set<string>();
  /** Real prefix → the one that was typed. */
  readonly #prefixes = new Map<string, string>();

  /** Learns what is there. */
  see({ containers, images }: MachineView): void {
    for (const { id, name } of containers) {
      this.#add('c', id);
      if (/^[a-z]+_[a-z]+$/.test(name) && !this.#names.has(name)) this.#names.set(name, NAMES[this.#names.size] ?? name);
    }
    for (const { id } of images) this.#add('a', id.replace('sha256:', ''));
  }

  #add(letter: string, real: string): string {
    const known = this.#made.get(real);
    if (known) return known;
    const count = (this.#counts.get(letter) ?? 0) + 1;
    this.#counts.set(letter, count);
    const made = `${letter}${count}`.repeat(64).slice(0, real.length);
    this.#made.set(real, made);
    return made;
  }

  /** What the screen shows, with identifiers that can be read. */
  shown(text: string): string {
    return text
      .replace(/\b[0-9a-f]{64}\b/g, (id) => this.#made.get(id) ?? this.#add('d', id))
      .replace(/\b(?=[0-9]*[a-f])[0-9a-f]{12}\b/g, (id) => this.#byPrefix(id) ?? (this.#own.has(id) ? id : this.#add('b', id)))
      .replace(/\b[0-9a-f]{3,}\b/g, (id) => this.#prefixes.get(id) ?? id)
      .replace(/\b[a-z]+_[a-z]+\b/g, (name) => this.#names.get(name) ?? name);
  }

  #byPrefix(prefix: string): string | undefined {
    for (const [real, made] of this.#made) if (real.startsWith(prefix)) return made.slice(0, prefix.length);
    return undefined;
  }

  /** What is typed, with the machine's own identifiers. */
  typed(text: string): string {
    for (const [id] of text.matchAll(/\b[0-9a-f]{12}\b/g)) if (!/^[a-d]\d/.test(id)) this.#own.add(id);
    const withNames = [...this.#names].reduce((line, [real, made]) => line.replaceAll(made, real), text);
    return withNames.replace(/\b[a-d]\d[0-9a-f]+\b/g, (prefix) => {
      for (const [real, made] of this.#made) {
        if (!made.startsWith(prefix)) continue;
        this.#prefixes.set(real.slice(0, prefix.length), prefix);
        return real.slice(0, prefix.length);
      }
      return prefix;
    });
  }
}

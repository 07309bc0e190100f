/** The keys that let go of a container: `ctrl-p,ctrl-q` unless --detach-keys says otherwise. As moby/term ascii.go and proxy.go. */
import { EngineError } from '../../../../../sim/engine/engine-error.ts';

const DEFAULT = 'ctrl-p,ctrl-q';

/** The sequence as bytes. Throws EngineError when a key has no name. */
export function parseDetachKeys(text: string): readonly number[] {
  return (text === '' ? DEFAULT : text).split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
    if (control === undefined) throw new EngineError('invalidParameter', `invalid detach keys (${text}): Unknown character: '${key}'`);
    return control === '@' ? 0 : /[a-z]/.test(control) ? control.charCodeAt(0) - 96 : control.charCodeAt(0) - 64;
  });
}

/** Looks for the sequence in what is typed; its beginning is held back until the next key decides. */
export class DetachKeys {
  readonly #keys: readonly number[];
  #matched = 0;

  constructor(keys: readonly number[]) {
    this.#keys = keys;
  }

  /** What may go on to the container, and whether the sequence is complete (the rest is dropped then). */
  filter(bytes: Uint8Array): { readonly pass: Uint8Array; readonly detached: boolean } {
    const pass: number[] = [];
    for (const byte of bytes) {
      if (byte === this.#keys[this.#matched]) {
        this.#matched++;
        if (this.#matched === this.#keys.length) return { pass: Uint8Array.from(pass), detached: true };
        continue;
      }
      pass.push(...this.#keys.slice(0, this.#matched));
      this.#matched = byte === this.#keys[0] ? 1 : 0;
      if (this.#matched === 0) pass.push(byte);
    }
    return { pass: Uint8Array.from(pass), detached: false };
  }
}

/** Terminal bytes → keys, by the names that GNU readline's key bindings have: `C-a`, `M-b`, `up`, a pasted text. As readline 8.2. */
import type { ByteString } from '../../../sim/fs/bytes.ts';

export type Key =
  | { readonly kind: 'text'; readonly text: ByteString }
  /** `raw`: the bytes that it came as. */
  | { readonly kind: 'command'; readonly name: string; readonly raw: ByteString }
  /** Bracketed paste: inserted as it is, newlines too. */
  | { readonly kind: 'paste'; readonly text: ByteString };

const CSI_FINALS: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'S-tab' };
const CSI_NUMBERS: Readonly<Record<string, string>> = {
  '1': 'home',
  '2': 'insert',
  '3': 'delete',
  '4': 'end',
  '5': 'pageup',
  '6': 'pagedown',
  '7': 'home',
  '8': 'end',
};
const MODIFIERS: Readonly<Record<string, string>> = { '2': 'S-', '3': 'M-', '4': 'M-S-', '5': 'C-', '6': 'C-S-', '7': 'C-M-' };
const PASTE_END = '\x1b[201~';

/** Takes bytes as they come and gives whole keys; the rest of a sequence is kept for the next call. */
export class KeyDecoder {
  #pending: ByteString = '';
  #paste: ByteString | undefined;
  readonly #utf8: boolean;

  constructor(utf8: boolean) {
    this.#utf8 = utf8;
  }

  decode(bytes: ByteString): Key[] {
    this.#pending += bytes;
    const keys: Key[] = [];
    for (let key = this.#next(); key; key = this.#next()) keys.push(key);
    return keys;
  }

  /** Takes back what was not used, as bytes: for whoever reads the terminal next. */
  rest(): ByteString {
    const rest = this.#pending;
    this.#pending = '';
    return rest;
  }

  #next(): Key | undefined {
    if (this.#paste !== undefined) return this.#nextOfPaste();
    const first = this.#pending[0];
    if (first === undefined) return undefined;
    if (first === '\x1b') return this.#nextOfEscape();
    if (first < ' ' || first === '\x7f') return this.#takeCommand(1, controlName(first));
    return this.#nextText();
  }

  #takeText(length: number): Key {
    const text = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    return { kind: 'text', text };
  }

  #takeCommand(length: number, name: string): Key {
    const raw = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    return { kind: 'command', name, raw };
  }

  /** All printable characters in a row; an unfinished UTF-8 character waits. */
  #nextText(): Key | undefined {
    let end = 0;
    while (end < this.#pending.length && this.#pending.charCodeAt(end) >= 32 && this.#pending.charCodeAt(end) !== 127) end++;
    if (this.#utf8) end -= unfinished(this.#pending.slice(0, end));
    if (end === 0) return undefined;
    return this.#takeText(end);
  }

  #nextOfEscape(): Key | undefined {
    const second = this.#pending[1];
    if (second === undefined) return undefined;
    if (second === '[') return this.#nextOfCsi();
    if (second === 'O') {
      const third = this.#pending[2];
      if (third === undefined) return undefined;
      return this.#takeCommand(3, CSI_FINALS[third] ?? `unknown`);
    }
    if (second === '\x1b') return this.#takeCommand(1, 'M-esc');
    const name = second < ' ' || second === '\x7f' ? controlName(second) : second;
    return this.#takeCommand(2, `M-${name}`);
  }

  #nextOfCsi(): Key | undefined {
    const match = /^\x1b\[([0-9;?<=>]*)([ -/]*)([@-~])/.exec(this.#pending);
    if (!match) return this.#pending.length > 32 ? this.#takeCommand(2, 'unknown') : undefined;
    const [whole, parameters = '', , final = ''] = match;
    if (whole === '\x1b[200~') {
      this.#pending = this.#pending.slice(whole.length);
      this.#paste = '';
      return this.#nextOfPaste();
    }
    const [number = '', modifier = ''] = parameters.split(';');
    const base = final === '~' ? CSI_NUMBERS[number] : CSI_FINALS[final];
    return this.#takeCommand(whole.length, base ? (MODIFIERS[modifier] ?? '') + base : 'unknown');
  }

  #nextOfPaste(): Key | undefined {
    this.#paste += this.#pending;
    this.#pending = '';
    const text = this.#paste ?? '';
    const end = text.indexOf(PASTE_END);
    if (end < 0) return undefined;
    this.#paste = undefined;
    this.#pending = text.slice(end + PASTE_END.length);
    return { kind: 'paste', text: text.slice(0, end).replace(/\r\n?/g, '\n') };
  }
}

function controlName(character: string): string {
  if (character === '\x7f') return 'rubout';
  return `C-${String.fromCharCode(character.charCodeAt(0) + 64).toLowerCase()}`;
}

/** How many bytes at the end begin a UTF-8 character that is not whole yet. */
function unfinished(text: ByteString): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text.charCodeAt(text.length - back);
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

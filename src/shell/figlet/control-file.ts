/** Control files (.flc): how input bytes become characters and which characters are replaced. As figfont.txt, "CONTROL FILES". */

/** How bytes become character codes. */
export type InputMode = 'iso2022' | 'dbcs' | 'utf8' | 'hz' | 'shiftJis';

/** ISO 2022's four character sets and which of them the halves of a byte mean. */
export interface CharacterSets {
  /** Added to each code of the set G0–G3. */
  readonly base: number[];
  readonly double: boolean[];
  left: number;
  right: number;
}

/** A replacement of a range of codes, or a freeze: what a replacement before it made can be replaced again after it. */
export type Mapping = { readonly from: number; readonly to: number; readonly offset: number } | 'freeze';

export interface InputRules {
  mode: InputMode;
  readonly sets: CharacterSets;
  readonly mappings: Mapping[];
}

export function defaultInputRules(): InputRules {
  return { mode: 'iso2022', sets: { base: [0, 0x80, 0, 0], double: [false, false, false, false], left: 0, right: 1 }, mappings: [] };
}

/** Adds a control file's commands to the rules, after a freeze. */
export function readControlFile(bytes: Uint8Array, rules: InputRules): void {
  rules.mappings.push('freeze');
  const reader = new ControlReader(bytes);
  for (let command = reader.next(); command >= 0; command = reader.next()) runCommand(String.fromCharCode(command), reader, rules);
}

const MODES: Readonly<Record<string, InputMode>> = { b: 'dbcs', u: 'utf8', h: 'hz', j: 'shiftJis' };

function runCommand(command: string, reader: ControlReader, rules: InputRules): void {
  const mode = MODES[command];
  if (mode) {
    rules.mode = mode;
    return;
  }
  if (command === 't') translate(reader, rules);
  else if (/[-0-9]/.test(command)) mapOne(reader, rules);
  else if (command === 'g') chooseSet(reader, rules);
  else if (command === 'f') {
    reader.skipLine();
    rules.mappings.push('freeze');
  } else if (command !== '\r' && command !== '\n') reader.skipLine();
}

function translate(reader: ControlReader, rules: InputRules): void {
  reader.skipBlanks();
  const from = reader.character();
  let to = from;
  if (reader.peek() === 0x2d) {
    reader.next();
    to = reader.character();
  }
  reader.skipBlanks();
  const offset = reader.character() - from;
  reader.skipLine();
  rules.mappings.push({ from, to, offset });
}

function mapOne(reader: ControlReader, rules: InputRules): void {
  reader.back();
  const from = reader.number();
  reader.skipBlanks();
  const target = reader.number();
  reader.skipLine();
  rules.mappings.push({ from, to: from, offset: target - from });
}

function chooseSet(reader: ControlReader, rules: InputRules): void {
  rules.mode = 'iso2022';
  reader.skipBlanks();
  const which = String.fromCharCode(reader.next());
  if (/[0-3]/.test(which)) {
    defineSet(Number(which), reader, rules.sets);
    return;
  }
  if (/[lLrR]/.test(which)) {
    reader.skipBlanks();
    const half = reader.next() - 0x30;
    if (which.toLowerCase() === 'l') rules.sets.left = half;
    else rules.sets.right = half;
  }
  reader.skipLine();
}

/** `94 X`, `94x94 X` or `96 X`, X a character that names the set. */
function defineSet(set: number, reader: ControlReader, sets: CharacterSets): void {
  reader.skipBlanks();
  const size = reader.word(/^(?:94x94|94|96)/);
  if (size === undefined) {
    reader.skipLine();
    return;
  }
  if (size !== '96') reader.skipBlanks();
  sets.base[set] = 65536 * reader.character() + (size === '96' ? 0x80 : 0);
  sets.double[set] = size === '94x94';
  if (size !== '94') reader.skipLine();
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 };

class ControlReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next byte, -1 at the end. */
  next(): number {
    return this.#bytes[this.#at++] ?? -1;
  }

  peek(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  back(): void {
    this.#at--;
  }

  skipBlanks(): void {
    for (let byte = this.peek(); byte === 32 || (byte >= 9 && byte <= 13); byte = this.peek()) this.#at++;
  }

  skipLine(): void {
    for (let byte = this.next(); byte >= 0; byte = this.next()) {
      if (byte === 13 && this.peek() === 10) this.#at++;
      if (byte === 10 || byte === 13) return;
    }
  }

  word(pattern: RegExp): string | undefined {
    const found = pattern.exec(String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + 8)))?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** Decimal, 0 octal or 0x hexadecimal, with a sign. */
  number(): number {
    this.skipBlanks();
    const sign = this.word(/^-/) === undefined ? 1 : -1;
    const base = this.word(/^0[xX]/) !== undefined ? 16 : this.word(/^0/) !== undefined ? 8 : 10;
    let value = 0;
    for (let byte = this.peek(); byte >= 0; byte = this.peek()) {
      const digit = '0123456789ABCDEF'.indexOf(String.fromCharCode(byte).toUpperCase());
      if (digit < 0) break;
      value = value * base + digit;
      this.#at++;
    }
    return value * sign;
  }

  /** A single byte, an escape (`\n`) or an escaped number (`\0x41`). */
  character(): number {
    const byte = this.next();
    if (byte === 10 || byte === 13) {
      this.back();
      return 0;
    }
    if (byte !== 0x5c) return byte;
    const escaped = String.fromCharCode(this.next());
    if (!/[-x0-9]/.test(escaped)) return ESCAPES[escaped] ?? escaped.charCodeAt(0);
    this.back();
    return this.number();
  }
}

/** What a code becomes: of each frozen block the first range that holds it applies. */
export function mapCode(code: number, mappings: readonly Mapping[]): number {
  let mapped = code;
  for (let i = 0; i < mappings.length; i++) {
    const mapping = mappings[i];
    if (mapping === undefined || mapping === 'freeze' || mapped < mapping.from || mapped > mapping.to) continue;
    mapped += mapping.offset;
    while (i + 1 < mappings.length && mappings[i + 1] !== 'freeze') i++;
  }
  return mapped;
}

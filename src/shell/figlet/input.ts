/** Input bytes → character codes: ISO 2022, double bytes, UTF-8, HZ and Shift-JIS. As figfont.txt, "CONTROL FILES" and FIGlet 2.2.5. */
import type { CharacterSets, InputRules } from './control-file.ts';

/** A decoder that waits for bytes: `next(byte)` gives it one (-1 at the end), `emit` gets each character. */
export type Decoder = Generator<undefined, void, number>;

const END = -1;

/** Decodes until the end of input; every character goes to `emit`. Prime it with one `next()` before the first byte. */
export function* decodeInput(rules: InputRules, emit: (code: number) => void): Decoder {
  const hz = { double: false };
  for (;;) {
    const code = yield* readOne(rules, hz);
    if (code === END) return;
    if (code !== undefined) emit(code);
  }
}

/** One character, END, or undefined when the bytes only changed the mode. */
function readOne(rules: InputRules, hz: { double: boolean }): Generator<undefined, number | undefined, number> {
  switch (rules.mode) {
    case 'utf8':
      return readUtf8();
    case 'hz':
      return readHz(hz);
    case 'dbcs':
    case 'shiftJis':
      return readDouble();
    default:
      return readIso2022(rules.sets);
  }
}

function* readDouble(): Generator<undefined, number, number> {
  const byte = yield;
  const leads = (byte >= 0x80 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xef);
  return leads ? (byte << 8) + (yield) : byte;
}

function* readUtf8(): Generator<undefined, number, number> {
  const lead = yield;
  if (lead < 0x80) return lead;
  if (lead < 0xc0 || lead > 0xfd) return 0x80;
  const tail = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : lead < 0xfc ? 4 : 5;
  let code = lead & (0x3f >> tail);
  for (let i = 0; i < tail; i++) code = code * 64 + ((yield) & 0x3f);
  return code;
}

function* readHz(hz: { double: boolean }): Generator<undefined, number | undefined, number> {
  const byte = yield;
  if (byte === END) return END;
  if (hz.double) {
    const code = (byte << 8) + (yield);
    if (code !== 0x7d7e) return code;
    hz.double = false;
    return undefined;
  }
  if (byte !== 0x7e) return byte;
  const escaped = yield;
  if (escaped === 0x7e) return escaped;
  if (escaped === 0x7b) hz.double = true;
  return escaped === END ? END : undefined;
}

const ESCAPE = 0x100;
const ESCAPE_DOLLAR = 0x200;
const esc = (character: string) => ESCAPE + character.charCodeAt(0);
/** ESC ( ) * + name a set of 94 characters for G0–G3, ESC - . / one of 96 for G1–G3. */
const SETS_OF_94 = ['(', ')', '*', '+'].map(esc);
const SETS_OF_96 = ['-', '.', '/'].map(esc);
const LEFT_SHIFTS = new Map([
  [14, 1],
  [15, 0],
  [esc('n'), 2],
  [esc('o'), 3],
]);
const RIGHT_SHIFTS = new Map([
  [esc('~'), 1],
  [esc('}'), 2],
  [esc('|'), 3],
]);
const SINGLE_SHIFTS = new Map([
  [142, 2],
  [esc('N'), 2],
  [143, 3],
  [esc('O'), 3],
]);

function* readIso2022(sets: CharacterSets): Generator<undefined, number | undefined, number> {
  let code = yield;
  if (code === END) return END;
  if (code === 27) code = (yield) + ESCAPE;
  if (code === esc('$')) code = (yield) + ESCAPE_DOLLAR;
  const single = SINGLE_SHIFTS.get(code);
  if (single !== undefined) return yield* shiftedOnce(sets, single);
  if (yield* changesSets(sets, code)) return undefined;
  if (code >= 0x21 && code <= 0x7e) return yield* fromSet(sets, sets.left, code);
  if (code >= 0xa0 && code <= 0xff) return yield* fromSet(sets, sets.right, sets.double[sets.right] ? code : code & ~0x80);
  return code;
}

function* fromSet(sets: CharacterSets, set: number, code: number): Generator<undefined, number, number> {
  const base = sets.base[set] ?? 0;
  return sets.double[set] ? base | (code << 8) | (yield) : base | code;
}

function* shiftedOnce(sets: CharacterSets, set: number): Generator<undefined, number | undefined, number> {
  const { left, right } = sets;
  sets.left = set;
  sets.right = set;
  let code: number | undefined;
  do code = yield* readIso2022(sets);
  while (code === undefined);
  sets.left = left;
  sets.right = right;
  return code;
}

function* changesSets(sets: CharacterSets, code: number): Generator<undefined, boolean, number> {
  const [left, right] = [LEFT_SHIFTS.get(code), RIGHT_SHIFTS.get(code)];
  if (left !== undefined) sets.left = left;
  if (right !== undefined) sets.right = right;
  if (left !== undefined || right !== undefined) return true;
  if (code & ESCAPE_DOLLAR) {
    const set = SETS_OF_94.indexOf(code - ESCAPE_DOLLAR + ESCAPE);
    define(sets, Math.max(0, set), set < 0 ? code & ~ESCAPE_DOLLAR : yield, 0, true);
    return true;
  }
  const of94 = SETS_OF_94.indexOf(code);
  if (of94 >= 0) define(sets, of94, named(yield, 'B'), 0, false);
  const of96 = SETS_OF_96.indexOf(code);
  if (of96 >= 0) define(sets, of96 + 1, named(yield, 'A'), 0x80, false);
  return of94 >= 0 || of96 >= 0;
}

const named = (name: number, standard: string) => (name === standard.charCodeAt(0) ? 0 : name);

function define(sets: CharacterSets, set: number, name: number, low: number, double: boolean): void {
  sets.base[set] = (name << 16) | low;
  sets.double[set] = double;
}

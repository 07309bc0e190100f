/** base64 and base32: one program with two alphabets. As GNU coreutils 9.4 basenc.c. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { localeQuoted } from '../formats/quoting.ts';
import { type DefinedProgram, defineProgram } from '../programs/define-program.ts';
import { forEachInput } from '../programs/inputs.ts';
import { checkOperands } from '../programs/operands.ts';
import { readAll } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';

export interface BaseKind {
  readonly name: string;
  readonly alphabet: string;
  /** Bits of a digit, and digits of a group that `=` fills up. */
  readonly bits: number;
  readonly group: number;
}

export function baseProgram(kind: BaseKind): DefinedProgram {
  return defineProgram({
    name: kind.name,
    usage: '[OPTION]... [FILE]',
    summary: `Base${2 ** kind.bits} encode or decode FILE, or standard input, to standard output.`,
    suite: 'GNU coreutils 9.4',
    options: {
      decode: { short: 'dD', long: 'decode', help: 'decode data' },
      ignore: { short: 'i', long: 'ignore-garbage', help: 'when decoding, ignore non-alphabet characters' },
      wrap: { short: 'w', long: 'wrap', argument: 'COLS', help: 'wrap encoded lines after COLS character (default 76)', type: readWrap },
    },
    async run(io, { decode, ignore, wrap = 76 }, operands) {
      checkOperands(operands, 0, 1);
      let invalid = false;
      const status = await forEachInput(io, operands, async ({ fd }) => {
        const bytes = await readAll(io.process, fd);
        const pause = io.process.tick(bytes.length >> 4);
        if (pause) await pause;
        if (!decode) {
          await io.out(wrapped(encode(kind, bytes), wrap));
          return;
        }
        const decoded = decodeText(kind, fromBytes(bytes), ignore);
        await io.out(decoded.bytes);
        invalid = decoded.invalid;
      });
      if (!invalid) return status;
      await io.flush();
      await io.complain('invalid input');
      return 1;
    },
  });
}

function readWrap(text: ByteString): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid wrap size: ${localeQuoted(text)}`, { hint: false });
  return Number(text);
}

function encode({ alphabet, bits, group }: BaseKind, bytes: Uint8Array): string {
  const digits: string[] = [];
  let [value, held] = [0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    held += 8;
    while (held >= bits) {
      held -= bits;
      digits.push(alphabet.charAt((value >> held) & (2 ** bits - 1)));
    }
    value &= 2 ** held - 1;
  }
  if (held > 0) digits.push(alphabet.charAt((value << (bits - held)) & (2 ** bits - 1)));
  while (digits.length % group !== 0) digits.push('=');
  return digits.join('');
}

function wrapped(text: string, columns: number): string {
  if (text === '' || columns === 0) return text;
  let result = '';
  for (let i = 0; i < text.length; i += columns) result += `${text.slice(i, i + columns)}\n`;
  return result;
}

function decodeText(
  { alphabet, bits, group }: BaseKind,
  text: ByteString,
  ignore: boolean,
): { readonly bytes: Uint8Array; readonly invalid: boolean } {
  const digits = ignore ? [...text].filter((c) => alphabet.includes(c) || c === '=').join('') : text.replaceAll('\n', '');
  const bytes: number[] = [];
  let [value, held, count] = [0, 0, 0];
  for (let i = 0; i < digits.length; i++) {
    const digit = alphabet.indexOf(digits.charAt(i));
    if (digit < 0) {
      const padding = /^=+/.exec(digits.slice(i))?.[0].length ?? 0;
      const fits = padding > 0 && count > 0 && (count + padding) % group === 0 && padding < group;
      if (!fits) return { bytes: Uint8Array.from(bytes), invalid: true };
      i += padding - 1;
      [value, held, count] = [0, 0, 0];
      continue;
    }
    count = (count + 1) % group;
    value = ((value << bits) | digit) & 0xffff;
    held += bits;
    if (held < 8) continue;
    held -= 8;
    bytes.push((value >> held) & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), invalid: count !== 0 };
}

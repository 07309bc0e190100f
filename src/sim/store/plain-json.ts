/** What the store keeps as JSON text and back: bytes become `{"$": base64}`, absent values stay absent. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** JSON of plain data with bytes in it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (inner instanceof Uint8Array ? { $: toBase64(inner) } : inner));
}

/** Throws SyntaxError. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || !('$' in inner) || typeof inner.$ !== 'string') return inner;
    return fromBase64(inner.$);
  });
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text +=
      letter(triple >> 18) +
      letter(triple >> 12) +
      (b === undefined ? '=' : letter(triple >> 6)) +
      (c === undefined ? '=' : letter(triple));
  }
  return text;
}

const letter = (bits: number): string => ALPHABET.charAt(bits & 63);

function fromBase64(text: string): Uint8Array {
  const body = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const character of body) {
    bits = (bits << 6) | ALPHABET.indexOf(character);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 255;
  }
  return bytes;
}

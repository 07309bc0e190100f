/** Names with numbers in them in the order of their numbers: `a9` before `a10`. As gnulib filevercmp (ls -v, sort -V). */
import type { ByteString } from '../../sim/fs/bytes.ts';

export function compareVersions(a: ByteString, b: ByteString): number {
  if (a === b) return 0;
  const special = rank(a) - rank(b);
  if (special !== 0 || a === '' || b === '') return special;
  const [left, right] = [a.startsWith('.') && b.startsWith('.') ? a.slice(1) : a, a.startsWith('.') && b.startsWith('.') ? b.slice(1) : b];
  return compareParts(withoutSuffix(left), withoutSuffix(right)) || compareParts(left, right) || (a < b ? -1 : 1);
}

/** Empty, `.`, `..` and hidden names stand first. */
const rank = (name: ByteString): number => (name === '' ? 0 : name === '.' ? 1 : name === '..' ? 2 : name.startsWith('.') ? 3 : 4);

const withoutSuffix = (name: ByteString): ByteString => name.replace(/(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/, '') || name;

function compareParts(a: ByteString, b: ByteString): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charAt(i))) || (j < b.length && !isDigit(b.charAt(j)))) {
      const difference = order(a, i) - order(b, j);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const [left, right] = [/^0*(\d*)/.exec(a.slice(i)), /^0*(\d*)/.exec(b.slice(j))];
    const [x, y] = [left?.[1] ?? '', right?.[1] ?? ''];
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
    i += left?.[0].length ?? 0;
    j += right?.[0].length ?? 0;
  }
  return 0;
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** Tilde before the end, digits as the end, letters before all else. */
function order(text: ByteString, at: number): number {
  const c = text.charAt(at);
  if (c === '') return -1;
  if (isDigit(c)) return 0;
  if (/[A-Za-z]/.test(c)) return c.charCodeAt(0);
  return c === '~' ? -2 : c.charCodeAt(0) + 256;
}

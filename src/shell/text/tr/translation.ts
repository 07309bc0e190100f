/** Which byte becomes which: tr's two strings as one table. As GNU coreutils 9.4 tr. */
import { UsageError } from '../../programs/usage-error.ts';
import { type Element, expandSet } from './sets.ts';

const fail = (text: string): never => {
  throw new UsageError(text, { hint: false });
};

/** Membership of a first string, complemented if asked. */
export function membership(elements: readonly Element[], complement: boolean): Uint8Array {
  if (elements.some(({ kind }) => kind === 'repeat')) fail('the [c*] repeat construct may not appear in string1');
  const table = new Uint8Array(256).fill(complement ? 1 : 0);
  for (const code of expandSet(elements)) table[code] = complement ? 0 : 1;
  return table;
}

/** Throws UsageError where tr refuses the pair. */
export function translation(from: readonly Element[], to: readonly Element[], complement: boolean, truncate: boolean): Uint8Array {
  const members = membership(from, complement);
  const sources = complement ? [...members.keys()].filter((code) => members[code]) : expandSet(from);
  if (to.length === 0 && !truncate) fail('when not truncating set1, string2 must be non-empty');
  checkClasses(from, to, complement);
  const paired = complement ? undefined : pairCases(from, to);
  const [keys, values] = paired ?? [sources, expandSet(to, sources.length)];
  const last = to.at(-1);
  if (values.length < keys.length && !truncate && last?.kind === 'class') {
    fail('when translating with string1 longer than string2,\nthe latter string must not end with a character class');
  }
  const table = Uint8Array.from({ length: 256 }, (_, code) => code);
  if (complement && new Set(values).size > 1 && values.length < keys.length) {
    if (values.length > 0 && new Set(values).size !== 1 && from.some(({ kind }) => kind === 'class')) {
      fail('when translating with complemented character classes,\nstring2 must map all characters in the domain to one');
    }
  }
  for (const [i, key] of keys.entries()) {
    const value = values[i] ?? (truncate ? undefined : values.at(-1));
    if (value !== undefined) table[key] = value;
  }
  return table;
}

function checkClasses(from: readonly Element[], to: readonly Element[], complement: boolean): void {
  for (const element of to) {
    if (element.kind !== 'class') continue;
    if (element.name !== 'upper' && element.name !== 'lower') {
      fail("when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'");
    }
    if (complement || !from.some((other) => other.kind === 'class' && (other.name === 'upper' || other.name === 'lower'))) {
      if (!complement) fail('misaligned [:upper:] and/or [:lower:] construct');
    }
  }
}

/** `[:lower:]` against `[:upper:]` pairs letters, wherever they stand in the strings. */
function pairCases(from: readonly Element[], to: readonly Element[]): readonly [readonly number[], readonly number[]] | undefined {
  const isCase = (element: Element): boolean => element.kind === 'class' && (element.name === 'upper' || element.name === 'lower');
  if (!to.some(isCase)) return undefined;
  const total = expandSet(from).length;
  const [keys, values]: [number[], number[]] = [[], []];
  let [i, rest] = [
    0,
    [
      ...expandSet(
        to.filter((element) => !isCase(element)),
        total,
      ),
    ],
  ];
  for (const element of from) {
    const codes = expandSet([element]);
    const match = isCase(element) ? to.find((other, at) => at >= i && isCase(other)) : undefined;
    if (match) {
      i = to.indexOf(match) + 1;
      keys.push(...codes);
      values.push(...expandSet([match]));
    } else {
      keys.push(...codes);
      values.push(...codes.map((_, n) => rest[n] ?? rest.at(-1) ?? 0));
      rest = rest.slice(codes.length);
    }
  }
  return [keys, values];
}

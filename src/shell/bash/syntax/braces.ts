/** Brace expansion `{a,b}`, `{1..5..2}` over a word's parts, before anything else is expanded. As bash's braces.c. */
import type { Part } from './tree.ts';

/** One character of unquoted text (a whole number where a sequence made it), or a part that braces do not look into. */
type Token = string | Part;

/** The words that a word with braces stands for, made one by one as they are asked for; undefined when its braces mean nothing. */
export function expandBraces(parts: readonly Part[]): Iterable<readonly Part[]> | undefined {
  const tokens: Token[] = [];
  for (const part of parts) {
    if (part.kind === 'literal') tokens.push(...part.text);
    else tokens.push(part);
  }
  const expanded = expandTokens(tokens);
  return expanded && mapped(expanded, toParts);
}

/** Can be gone through again and again. */
export function mapped<A, B>(items: Iterable<A>, change: (item: A) => B): Iterable<B> {
  return again(function* () {
    for (const item of items) yield change(item);
  });
}

const again = <T>(walk: () => Iterator<T>): Iterable<T> => ({ [Symbol.iterator]: walk });

function toParts(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let text = '';
  for (const token of tokens) {
    if (typeof token === 'string') {
      const last = parts.at(-1);
      if (text === '' && last?.kind === 'parameter' && /^\$[A-Za-z_]/.test(last.text) && /\w/.test(token)) {
        parts[parts.length - 1] = { ...last, name: last.name + token, text: last.text + token };
      } else text += token;
      continue;
    }
    if (text !== '') parts.push({ kind: 'literal', text });
    text = '';
    parts.push(token);
  }
  if (text !== '') parts.push({ kind: 'literal', text });
  return parts;
}

type Words = Iterable<readonly Token[]>;

/** Undefined when there are no braces that mean something. */
function expandTokens(tokens: readonly Token[]): Words | undefined {
  for (let open = tokens.indexOf('{'); open >= 0; open = tokens.indexOf('{', open + 1)) {
    if (tokens[open - 1] === '$') continue;
    const group = findGroup(tokens, open);
    if (!group) continue;
    const alternatives = group.commas.length > 0 ? splitAlternatives(tokens, open, group) : sequence(tokens.slice(open + 1, group.close));
    if (!alternatives) continue;
    const before = tokens.slice(0, open);
    const rest = tokens.slice(group.close + 1);
    const after = expandTokens(rest) ?? [rest];
    return again(function* () {
      for (const middle of alternatives) for (const end of after) yield [...before, ...middle, ...end];
    });
  }
  return undefined;
}

interface Group {
  readonly close: number;
  readonly commas: readonly number[];
}

function findGroup(tokens: readonly Token[], open: number): Group | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = open + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === '{') depth++;
    else if (token === ',' && depth === 0) commas.push(at);
    else if (token === '}') {
      if (depth === 0) return { close: at, commas };
      depth--;
    }
  }
  return undefined;
}

function splitAlternatives(tokens: readonly Token[], open: number, group: Group): Words {
  const edges = [open, ...group.commas, group.close];
  return edges.slice(1).flatMap((edge, i) => {
    const inside = tokens.slice((edges[i] ?? 0) + 1, edge);
    return [...(expandTokens(inside) ?? [inside])];
  });
}

const MAXIMUM_ELEMENTS = 10_000_000;

function sequence(inside: readonly Token[]): Words | undefined {
  if (!inside.every((token) => typeof token === 'string')) return undefined;
  const text = inside.join('');
  const numbers = /^(-?\d+|\+\d+)\.\.(-?\d+|\+\d+)(?:\.\.([-+]?\d+))?$/.exec(text);
  if (numbers) return numberSequence(numbers[1] ?? '', numbers[2] ?? '', Number(numbers[3] ?? 0));
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d+))?$/.exec(text);
  if (!letters) return undefined;
  const codes = steps((letters[1] ?? '').charCodeAt(0), (letters[2] ?? '').charCodeAt(0), Number(letters[3] ?? 0));
  return codes && mapped(codes, (code) => (code === 92 ? [{ kind: 'quoted', text: '' } as const] : [String.fromCharCode(code)]));
}

function numberSequence(from: string, to: string, step: number): Words | undefined {
  const padded = /^[-+]?0\d/.test(from) || /^[-+]?0\d/.test(to);
  const width = padded ? Math.max(from.length, to.length) : 0;
  const values = steps(Number(from), Number(to), step);
  return values && mapped(values, (value) => [padNumber(value, width)]);
}

function padNumber(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
}

function steps(from: number, to: number, step: number): Iterable<number> | undefined {
  const by = Math.abs(step) || 1;
  if (Math.abs(to - from) / by > MAXIMUM_ELEMENTS) return undefined;
  return again(function* () {
    if (from <= to) for (let value = from; value <= to; value += by) yield value;
    else for (let value = from; value >= to; value -= by) yield value;
  });
}

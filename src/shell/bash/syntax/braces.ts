/** Brace expansion `{a,b}`, `{1..5..2}` over a word's parts, before anything else is expanded. As bash's braces.c. */
import type { Part } from './tree.ts';

/** One character of unquoted text, or a part that braces do not look into. */
type Token = string | Part;

/** The words that a word with braces stands for; undefined when its braces mean nothing. */
export function expandBraces(parts: readonly Part[]): readonly (readonly Part[])[] | undefined {
  const tokens: Token[] = [];
  for (const part of parts) {
    if (part.kind === 'literal') tokens.push(...part.text);
    else tokens.push(part);
  }
  const expanded = expandTokens(tokens);
  return expanded.length === 1 && expanded[0]?.length === tokens.length ? undefined : expanded.map(toParts);
}

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

function expandTokens(tokens: readonly Token[]): readonly (readonly Token[])[] {
  for (let open = tokens.indexOf('{'); open >= 0; open = tokens.indexOf('{', open + 1)) {
    if (tokens[open - 1] === '$') continue;
    const group = findGroup(tokens, open);
    if (!group) continue;
    const alternatives = group.commas.length > 0 ? splitAlternatives(tokens, open, group) : sequence(tokens.slice(open + 1, group.close));
    if (!alternatives) continue;
    const before = tokens.slice(0, open);
    const after = expandTokens(tokens.slice(group.close + 1));
    return alternatives.flatMap((middle) => after.map((rest) => [...before, ...middle, ...rest]));
  }
  return [tokens];
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

function splitAlternatives(tokens: readonly Token[], open: number, group: Group): readonly (readonly Token[])[] {
  const edges = [open, ...group.commas, group.close];
  const out: (readonly Token[])[] = [];
  for (let i = 0; i + 1 < edges.length; i++) out.push(...expandTokens(tokens.slice((edges[i] ?? 0) + 1, edges[i + 1])));
  return out;
}

const MAXIMUM_ELEMENTS = 10_000_000;

function sequence(inside: readonly Token[]): readonly (readonly Token[])[] | undefined {
  if (!inside.every((token) => typeof token === 'string')) return undefined;
  const text = inside.join('');
  const numbers = /^(-?\d+|\+\d+)\.\.(-?\d+|\+\d+)(?:\.\.([-+]?\d+))?$/.exec(text);
  if (numbers) return numberSequence(numbers[1] ?? '', numbers[2] ?? '', Number(numbers[3] ?? 0));
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d+))?$/.exec(text);
  if (!letters) return undefined;
  const codes = steps((letters[1] ?? '').charCodeAt(0), (letters[2] ?? '').charCodeAt(0), Number(letters[3] ?? 0));
  return codes?.map((code) => (code === 92 ? [{ kind: 'quoted', text: '\\' } as const] : [String.fromCharCode(code)]));
}

function numberSequence(from: string, to: string, step: number): readonly (readonly Token[])[] | undefined {
  const padded = /^[-+]?0\d/.test(from) || /^[-+]?0\d/.test(to);
  const width = padded ? Math.max(from.length, to.length) : 0;
  return steps(Number(from), Number(to), step)?.map((value) => [...padNumber(value, width)]);
}

function padNumber(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
}

function steps(from: number, to: number, step: number): number[] | undefined {
  const by = Math.abs(step) || 1;
  if (Math.abs(to - from) / by > MAXIMUM_ELEMENTS) return undefined;
  const out: number[] = [];
  if (from <= to) for (let value = from; value <= to; value += by) out.push(value);
  else for (let value = from; value >= to; value -= by) out.push(value);
  return out;
}

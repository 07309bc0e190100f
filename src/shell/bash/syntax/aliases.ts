/** Aliases: replacing the first word of commands in the source, at reading time. As alias.c and parse.y of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type Command, forEachNode, parseShell, type Word } from './parse.ts';

const PLAIN = /^[^\\'"$`\s;&|<>()]+$/;

/** The text with its aliases expanded. */
export function expandAliases(text: ByteString, aliases: ReadonlyMap<ByteString, ByteString>): ByteString {
  if (aliases.size === 0 || !mentions(text, aliases)) return text;
  const edits: { readonly from: number; readonly to: number; readonly by: ByteString }[] = [];
  forEachNode(parseShell(text), (node) => {
    if (node.type === 'Command') collect(node, aliases, edits);
  });
  let out = text;
  for (const { from, to, by } of edits.sort((a, b) => b.from - a.from)) out = out.slice(0, from) + by + out.slice(to);
  return out;
}

const mentions = (text: ByteString, aliases: ReadonlyMap<ByteString, ByteString>): boolean => {
  for (const name of aliases.keys()) if (text.includes(name)) return true;
  return false;
};

function collect(
  command: Command,
  aliases: ReadonlyMap<ByteString, ByteString>,
  edits: { readonly from: number; readonly to: number; readonly by: ByteString }[],
): void {
  let word: Word | undefined = command.name;
  const rest = command.suffix.filter((item) => item.type === 'Word');
  for (let next = 0; word && PLAIN.test(word.text); next++) {
    const value = aliases.get(word.text);
    if (value === undefined) return;
    edits.push({ from: word.pos, to: word.end, by: expandValue(value, aliases, new Set([word.text])) });
    if (!/[ \t]$/.test(value)) return;
    word = rest[next];
  }
}

/** An alias's own first words may be aliases again, but no name twice. */
function expandValue(value: ByteString, aliases: ReadonlyMap<ByteString, ByteString>, used: ReadonlySet<ByteString>): ByteString {
  const first = /^[ \t]*([^\\'"$`\s;&|<>()]+)/.exec(value);
  const name = first?.[1];
  if (name === undefined || used.has(name)) return value;
  const inner = aliases.get(name);
  if (inner === undefined) return value;
  const start = (first?.[0].length ?? 0) - name.length;
  return value.slice(0, start) + expandValue(inner, aliases, new Set([...used, name])) + value.slice(start + name.length);
}

/** The parser's redirections and here-documents → the tree that the interpreter runs. */
import { lowerParts, lowerWord, plainWord, quotedWord } from './lower-word.ts';
import { type Lowering, textOf } from './lowering.ts';
import type { HereDoc, Redirection as ParsedRedirection } from './parse.ts';
import type { Redirection, Word } from './tree.ts';

export function lowerRedirection(node: ParsedRedirection, lowering: Lowering): Redirection {
  const descriptor = node.descriptor?.type === 'FileDescriptorVariable' ? { variable: node.descriptor.name } : node.descriptor?.value;
  if (node.type === 'HereDoc') return { operator: '<<', descriptor, target: lowerDocument(node, lowering), text: textOf(node, lowering) };
  const target = node.target ? lowerWord(node.target, lowering, node.type === 'HereString' ? 'assignment' : 'word') : plainWord('');
  return { operator: node.operator, descriptor, target, text: textOf(node, lowering) };
}

function lowerDocument(node: HereDoc, lowering: Lowering): Word {
  const strip = node.operator === '<<-';
  const { body } = node;
  // the end of the text ends the last line too
  const unended = !node.closing && body.text !== '' && !body.text.endsWith('\n') ? '\n' : '';
  if (!node.closing) lowering.openDocument(lowering.line(node.pos), node.delimiter?.value ?? '');
  if (node.delimiter?.quoted || !body.parts) {
    const text = (strip ? body.text.replace(/^\t+/gm, '') : body.text) + unended;
    if (node.delimiter?.quoted) return quotedWord(text);
    return {
      text,
      parts: lowerParts([{ type: 'Literal', pos: 0, end: 0, text, value: text }], lowering, 'document'),
      literal: undefined,
      braces: undefined,
    };
  }
  const parts = strip ? stripTabs(body.parts) : body.parts;
  const lowered = lowerParts(parts, lowering, 'document');
  if (unended !== '') lowered.push({ kind: 'quoted', text: unended });
  return { text: body.text, parts: lowered, literal: undefined, braces: undefined };
}

function stripTabs(parts: NonNullable<HereDoc['body']['parts']>): NonNullable<HereDoc['body']['parts']> {
  return parts.map((part, i) =>
    part.type === 'Literal' ? { ...part, text: part.text.replace(i === 0 ? /(^|\n)\t+/g : /(\n)\t+/g, '$1') } : part,
  );
}

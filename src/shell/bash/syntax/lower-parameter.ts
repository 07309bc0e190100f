/** `$x` and `${x…}`: the parser's parameter expansions → ours. */
import type { Lowering } from './lowering.ts';
import type { Word as ParsedWord, ParameterExpansionPart } from './parse.ts';
import type { ArithmeticSource, Index, Operation, ParameterPart, Word } from './tree.ts';

const EMPTY: Word = { text: '', parts: [{ kind: 'quoted', text: '' }], literal: undefined, braces: undefined };

export function lowerSimpleExpansion(text: string): ParameterPart {
  return { kind: 'parameter', name: text.slice(1), index: undefined, prefix: undefined, operation: undefined, text };
}

export function lowerParameter(part: ParameterExpansionPart, lowering: Lowering, quoted: boolean): ParameterPart {
  const bad = !/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(part.parameter);
  return {
    kind: 'parameter',
    name: part.parameter,
    index: part.index && lowerIndex(part.index, lowering),
    prefix: part.prefix,
    operation: bad ? { type: 'bad' } : lowerOperation(part, lowering, quoted),
    text: part.text,
  };
}

export function lowerIndex(word: ParsedWord, lowering: Lowering): Index {
  if (word.text === '@' || word.text === '*') return { kind: 'all', star: word.text === '*' };
  return { kind: 'one', word: lowering.word(word, 'assignment'), expression: wordExpression(word, lowering) };
}

function wordExpression(word: ParsedWord, lowering: Lowering): ArithmeticSource {
  return lowering.arithmetic(word.text);
}

function lowerOperation(part: ParameterExpansionPart, lowering: Lowering, quoted: boolean): Operation | undefined {
  const operation = part.operation;
  if (!operation) return undefined;
  switch (operation.type) {
    case 'Default': {
      const orEmpty = operation.operator.startsWith(':');
      const action = operation.operator.slice(-1);
      if (action !== '-' && action !== '=' && action !== '+' && action !== '?') return { type: 'bad' };
      return { type: 'default', action, orEmpty, word: lowering.word(operation.operand, quoted ? 'operand' : 'word') };
    }
    case 'Remove':
      return { type: 'remove', operator: operation.operator, pattern: lowering.word(operation.operand, 'pattern') };
    case 'Replace':
      return {
        type: 'replace',
        operator: operation.operator,
        pattern: lowering.word(operation.pattern, 'pattern'),
        replacement: lowerReplacement(operation.replacement, lowering),
      };
    case 'Slice':
      if (operation.offset.text === '') return { type: 'bad' };
      return {
        type: 'slice',
        offset: wordExpression(operation.offset, lowering),
        length: operation.length && wordExpression(operation.length, lowering),
      };
    case 'CaseModification':
      return {
        type: 'case',
        operator: operation.operator,
        pattern: operation.operand && lowering.word(operation.operand, 'pattern'),
      };
    case 'Transform':
      return { type: 'transform', letter: operation.operand.text };
    case 'Names':
      return { type: 'names', star: operation.operator === '*' };
    case 'Unknown':
      return unknownOperation(part);
  }
}

function lowerReplacement(word: ParsedWord, lowering: Lowering): Word {
  return word.text === '' ? EMPTY : lowering.word(word, 'assignment');
}

/** `${x~}`, `${x~~}` are old spellings that the parser does not name. */
function unknownOperation(part: ParameterExpansionPart): Operation {
  const tilde = /(~~?)\}$/.exec(part.text)?.[1];
  return tilde === '~' || tilde === '~~' ? { type: 'case', operator: tilde, pattern: undefined } : { type: 'bad' };
}

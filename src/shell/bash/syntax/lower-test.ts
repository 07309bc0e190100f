/** The parser's `[[ … ]]` → the tree that the interpreter runs. */
import { lowerWord } from './lower-word.ts';
import type { Lowering } from './lowering.ts';
import type { TestExpression } from './parse.ts';
import type { TestTree, Word } from './tree.ts';

export function lowerTest(node: TestExpression, lowering: Lowering): TestTree {
  switch (node.type) {
    case 'TestUnary':
      return { type: 'unary', operator: node.operator, operand: withoutBraces(lowerWord(node.operand, lowering)) };
    case 'TestBinary':
      return {
        type: 'binary',
        operator: node.operator,
        left: withoutBraces(lowerWord(node.left, lowering)),
        right: withoutBraces(lowerWord(node.right, lowering)),
      };
    case 'TestLogical':
      return { type: node.operator === '&&' ? 'and' : 'or', operands: node.operands.map((operand) => lowerTest(operand, lowering)) };
    case 'TestNot': {
      const operand = lowerTest(node.operand, lowering);
      return node.negations.length % 2 === 1 ? { type: 'not', operand } : operand;
    }
    case 'TestGroup':
      return { type: 'group', operand: lowerTest(node.expression, lowering) };
  }
}

const withoutBraces = (word: Word): Word => (word.braces ? { ...word, braces: undefined } : word);

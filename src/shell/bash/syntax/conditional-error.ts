/** What bash says of a `[[ … ]]` that is none. As cond_expr and its kin in GNU bash's parse.y. */
import type { Lexer, Token } from './error-lexer.ts';
import { ConditionalMisfit, Misfit } from './misfit.ts';

const UNARY = /^-[a-hknoprstuvwxzGLNORS]$/;
const BINARY = /^(?:==?|!=|=~|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** Reads from `[[` to `]]`. Throws ConditionalMisfit. */
export function readConditional(lexer: Lexer): void {
  lexer.take();
  const { parentheses } = lexer;
  lexer.parentheses = 'pattern';
  readOr(lexer);
  lexer.parentheses = parentheses;
  const end = lexer.peek();
  if (end.kind === 'end') throw new Misfit(end);
  if (end.text !== ']]') throw new ConditionalMisfit('syntax error in conditional expression', end.pos);
  lexer.take();
}

function readOr(lexer: Lexer): void {
  for (;;) {
    readTerm(lexer);
    if (lexer.peek().text !== '&&' && lexer.peek().text !== '||') return;
    lexer.take();
  }
}

/** After a whole test newlines may stand, after a bare word they may not. */
function skipNewlines(lexer: Lexer): void {
  while (lexer.peek().kind === 'newline') lexer.take();
}

function readTerm(lexer: Lexer): void {
  skipNewlines(lexer);
  const token = lexer.peek();
  if (token.kind === 'end') throw new Misfit(token);
  if (token.text === '(') {
    lexer.take();
    readOr(lexer);
    if (lexer.peek().kind === 'end') throw new Misfit(lexer.peek());
    if (lexer.peek().text !== ')') throw new ConditionalMisfit(unexpected(lexer.peek(), "expected `)'", "expected `)'"), token.pos);
    lexer.take();
    skipNewlines(lexer);
    return;
  }
  // of `[[ ]]` bash says nothing at all
  if (token.text === ']]') throw new ConditionalMisfit('', token.pos);
  if (token.kind !== 'word') throw new ConditionalMisfit(`unexpected token \`${shown(token)}' in conditional command`, token.pos);
  lexer.take();
  if (token.text === '!') readTerm(lexer);
  else if (UNARY.test(token.text)) readOperand(lexer, token, 'unary');
  else readBinary(lexer, token);
}

function readBinary(lexer: Lexer, left: Token): void {
  const operator = lexer.peek();
  if (BINARY.test(operator.text) || operator.text === '<' || operator.text === '>') {
    lexer.take();
    if (operator.text === '=~') lexer.parentheses = 'regex';
    readOperand(lexer, operator, 'binary');
    lexer.parentheses = 'pattern';
    return;
  }
  if (operator.text === ']]' || operator.text === '&&' || operator.text === '||' || operator.text === ')') return;
  if (operator.kind === 'word') throw new ConditionalMisfit('conditional binary operator expected', operator.pos);
  throw new ConditionalMisfit(unexpected(operator, 'conditional binary operator expected', ''), left.pos);
}

function readOperand(lexer: Lexer, operator: Token, arity: 'unary' | 'binary'): void {
  const operand = lexer.peek();
  if (operand.kind !== 'word' || operand.text === ']]')
    throw new ConditionalMisfit(`unexpected argument \`${shown(operand)}' to conditional ${arity} operator`, operator.pos);
  lexer.take();
  skipNewlines(lexer);
}

/** A word is not named in this place. */
function unexpected(token: Token, expected: string, ofWord: string): string {
  return token.kind === 'word' && token.text !== ']]' && ofWord !== '' ? ofWord : `unexpected token \`${shown(token)}', ${expected}`;
}

const shown = ({ kind, text }: Token): string => (kind === 'newline' || kind === 'end' ? 'newline' : text);

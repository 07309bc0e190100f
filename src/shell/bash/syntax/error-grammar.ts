/** The grammar of commands as a reader that builds nothing: it throws Misfit at the first token that cannot stand where it does. As the rules in GNU bash's parse.y, and dash's. */
import { readConditional } from './conditional-error.ts';
import type { Lexer, LexerOptions } from './error-lexer.ts';
import { Misfit } from './misfit.ts';

export type Grammar = LexerOptions;

/** A complete command: all that stands on its line. */
export function readLine(lexer: Lexer, grammar: Grammar): void {
  for (;;) {
    readAndOr(lexer, grammar);
    const next = lexer.peek();
    if (next.text === ';' || next.text === '&') {
      lexer.take();
      const after = lexer.peek();
      if (after.kind === 'newline') lexer.take();
      if (after.kind === 'newline' || after.kind === 'end') return;
    } else if (next.kind === 'newline') {
      lexer.take();
      return;
    } else if (next.kind === 'end') return;
    else throw new Misfit(next);
  }
}

const CLOSERS = new Set(['then', 'do', 'done', 'fi', 'elif', 'else', 'esac', '}', ')', ';;', ';&', ';;&']);

/** Commands up to a word that closes something; that stays. `empty`: there may be none. */
export function readList(lexer: Lexer, grammar: Grammar, empty = false): void {
  skipNewlines(lexer);
  lexer.expandAlias();
  const first = lexer.peek();
  if (grammar.dash && first.kind === 'end') return;
  if (empty && (CLOSERS.has(first.text) || first.kind === 'end')) return;
  for (;;) {
    readAndOr(lexer, grammar);
    const next = lexer.peek();
    if (next.text !== ';' && next.text !== '&' && next.kind !== 'newline') return;
    lexer.take();
    skipNewlines(lexer);
    lexer.expandAlias();
    const after = lexer.peek();
    if (CLOSERS.has(after.text) || after.kind === 'end') return;
  }
}

function skipNewlines(lexer: Lexer): void {
  while (lexer.peek().kind === 'newline') lexer.take();
}

function readAndOr(lexer: Lexer, grammar: Grammar): void {
  readPipeline(lexer, grammar);
  while (lexer.peek().text === '&&' || lexer.peek().text === '||') {
    lexer.take();
    skipNewlines(lexer);
    readPipeline(lexer, grammar);
  }
}

function readPipeline(lexer: Lexer, grammar: Grammar): void {
  lexer.expandAlias();
  let prefixed = false;
  while (lexer.peek().text === '!' || (lexer.peek().text === 'time' && !grammar.dash)) {
    if (lexer.take().text === 'time') if (lexer.peek().text === '-p') lexer.take();
    lexer.expandAlias();
    prefixed = true;
  }
  const next = lexer.peek();
  // `!` and `time` may stand alone in bash
  if (prefixed && !grammar.dash && (next.kind === 'newline' || next.text === ';' || next.kind === 'end')) return;
  readCommand(lexer, grammar);
  while (lexer.peek().text === '|' || lexer.peek().text === '|&') {
    lexer.take();
    skipNewlines(lexer);
    readCommand(lexer, grammar);
  }
}

function readCommand(lexer: Lexer, grammar: Grammar): void {
  lexer.expandAlias();
  const token = lexer.peek();
  if (readCompound(lexer, grammar)) {
    while (readRedirection(lexer, grammar));
    return;
  }
  if (token.kind === 'word') {
    if (CLOSERS.has(token.text)) throw new Misfit(token);
    if (token.text === 'function' && !grammar.dash) {
      readFunction(lexer, grammar);
      return;
    }
    if (token.text === 'coproc' && !grammar.dash) {
      lexer.take();
      readCoprocessName(lexer);
      readCommand(lexer, grammar);
      return;
    }
  }
  readSimple(lexer, grammar);
}

const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;

const COMPOUND = /^(?:[{(]|\[\[|if|while|until|for|case|select)$/;

/** A name stands only before a compound command. */
function readCoprocessName(lexer: Lexer): void {
  if (lexer.peek().kind !== 'word' || COMPOUND.test(lexer.peek().text)) return;
  const { at } = lexer;
  lexer.take();
  if (!COMPOUND.test(lexer.peek().text)) lexer.back(at);
}

function readSimple(lexer: Lexer, grammar: Grammar): void {
  let words = 0;
  let parts = 0;
  for (;;) {
    if (readRedirection(lexer, grammar)) {
      parts++;
      continue;
    }
    const token = lexer.peek();
    if (token.kind === 'word') {
      lexer.take();
      if (words > 0 || !ASSIGNMENT.test(token.text)) words++;
      parts++;
      lexer.expandAlias(words > 0);
    } else if (token.text === '(' && words === 1 && parts === 1) {
      lexer.take();
      if (lexer.peek().text !== ')') throw new Misfit(lexer.peek(), ')');
      lexer.take();
      readBody(lexer, grammar);
      return;
    } else if (token.text === '(' || parts === 0) throw new Misfit(token);
    else return;
  }
}

function readFunction(lexer: Lexer, grammar: Grammar): void {
  lexer.take();
  if (lexer.peek().kind !== 'word') throw new Misfit(lexer.peek());
  lexer.take();
  if (lexer.peek().text === '(') {
    lexer.take();
    if (lexer.take().text !== ')') throw new Misfit(lexer.peek());
  }
  readBody(lexer, grammar);
}

function readBody(lexer: Lexer, grammar: Grammar): void {
  skipNewlines(lexer);
  if (grammar.dash) {
    readCommand(lexer, grammar);
    return;
  }
  if (!readCompound(lexer, grammar)) throw new Misfit(lexer.peek());
  while (readRedirection(lexer, grammar));
}

const REDIRECTIONS = new Set(['<', '>', '>>', '<&', '>&', '<>', '>|', '&>', '&>>', '<<<', '<<', '<<-']);

function readRedirection(lexer: Lexer, grammar: Grammar): boolean {
  const token = lexer.peek();
  let operator = token;
  if (token.kind === 'word') {
    if (!/^(?:\d+|\{\w+(?:\[.*\])?\})$/.test(token.text)) return false;
    const { at } = lexer;
    lexer.take();
    operator = lexer.peek();
    if (!REDIRECTIONS.has(operator.text) || operator.pos !== token.end) {
      lexer.back(at);
      return false;
    }
  } else if (!REDIRECTIONS.has(token.text)) return false;
  lexer.take();
  const target = lexer.peek();
  if (target.kind !== 'word') throw new Misfit(target);
  if (grammar.dash && operator.text === '<<' && target.text.startsWith('<')) throw new Misfit(operator);
  lexer.take();
  if (operator.text === '<<' || operator.text === '<<-') lexer.document(target.text, operator.text === '<<-');
  return true;
}

function expect(lexer: Lexer, word: string): void {
  if (lexer.peek().text !== word) throw new Misfit(lexer.peek(), word);
  lexer.take();
}

/** Whether a compound command stood there. */
function readCompound(lexer: Lexer, grammar: Grammar): boolean {
  const { text } = lexer.peek();
  switch (text) {
    case 'if':
      readIf(lexer, grammar);
      return true;
    case 'while':
    case 'until':
      lexer.take();
      readList(lexer, grammar);
      readDo(lexer, grammar);
      return true;
    case '{':
    case '(':
      if (text === '(' && lexer.arithmetic()) return true;
      lexer.take();
      readList(lexer, grammar);
      expect(lexer, text === '{' ? '}' : ')');
      return true;
    case 'for':
    case 'case':
      if (text === 'for') readFor(lexer, grammar);
      else readCase(lexer, grammar);
      return true;
    case 'select':
      if (grammar.dash) return false;
      readFor(lexer, grammar);
      return true;
    case '[[':
      if (grammar.dash) return false;
      readConditional(lexer);
      return true;
    default:
      return false;
  }
}

function readIf(lexer: Lexer, grammar: Grammar): void {
  do {
    lexer.take();
    readList(lexer, grammar);
    expect(lexer, 'then');
    readList(lexer, grammar);
  } while (lexer.peek().text === 'elif');
  if (lexer.peek().text === 'else') {
    lexer.take();
    readList(lexer, grammar);
  }
  expect(lexer, 'fi');
}

function readDo(lexer: Lexer, grammar: Grammar): void {
  if (!grammar.dash && lexer.peek().text === '{') {
    readCompound(lexer, grammar);
    return;
  }
  expect(lexer, 'do');
  readList(lexer, grammar);
  expect(lexer, 'done');
}

function readFor(lexer: Lexer, grammar: Grammar): void {
  lexer.take();
  if (lexer.arithmetic()) {
    if (lexer.peek().text === ';') lexer.take();
    skipNewlines(lexer);
    readDo(lexer, grammar);
    return;
  }
  const name = lexer.peek();
  if (name.kind !== 'word') throw new Misfit(name);
  lexer.take();
  skipNewlines(lexer);
  if (lexer.peek().text === 'in') {
    lexer.take();
    while (lexer.peek().kind === 'word') lexer.take();
    const separator = lexer.peek();
    if (separator.text !== ';' && separator.kind !== 'newline') throw new Misfit(separator);
    lexer.take();
  } else if (lexer.peek().text === ';') lexer.take();
  skipNewlines(lexer);
  readDo(lexer, grammar);
}

function readCase(lexer: Lexer, grammar: Grammar): void {
  lexer.take();
  if (lexer.peek().kind !== 'word') throw new Misfit(lexer.peek());
  lexer.take();
  skipNewlines(lexer);
  expect(lexer, 'in');
  for (;;) {
    skipNewlines(lexer);
    if (lexer.peek().text === 'esac') break;
    if (lexer.peek().text === '(') lexer.take();
    for (;;) {
      if (lexer.peek().kind !== 'word') throw new Misfit(lexer.peek());
      lexer.take();
      if (lexer.peek().text !== '|') break;
      lexer.take();
    }
    expect(lexer, ')');
    readList(lexer, grammar, true);
    const ending = lexer.peek();
    if (!/^;[;&]/.test(ending.text)) {
      if (ending.text === 'esac') break;
      throw new Misfit(ending, ';;');
    }
    lexer.take();
  }
  lexer.take();
}

/** `[[ … ]]`. As cond_expr of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { testBinary, testUnary } from '../../formats/test-expression.ts';
import type { Regex } from '../../regex/compile.ts';
import { RegexError } from '../../regex/regex-error.ts';
import { matches } from '../expand/pattern.ts';
import { traceQuote } from '../expand/quote.ts';
import { expandPattern, expandText } from '../expand/word.ts';
import { isOptionName } from '../options.ts';
import { after, isUtf8, type Shell } from '../shell.ts';
import type { TestTree } from '../syntax/tree.ts';
import { isVariableSet } from '../test-variable.ts';
import { findVariable } from '../variables.ts';
import { setArray } from '../set-variables.ts';

/** True, false, or a status (2: a bad regular expression). */
export function evaluateTestTree(shell: Shell, node: TestTree): MaybePromise<boolean | number> {
  switch (node.type) {
    case 'group':
      return evaluateTestTree(shell, node.operand);
    case 'not':
      return after(evaluateTestTree(shell, node.operand), (value) => (typeof value === 'number' ? value : !value));
    case 'and':
    case 'or':
      return evaluateLogical(shell, node, 0);
    case 'unary':
      return after(expandText(shell, node.operand), (operand) =>
        after(traceTest(shell, `${node.operator} ${quoteForTrace(shell, operand)}`), () => unary(shell, node.operator, operand)),
      );
    case 'binary':
      return binary(shell, node);
  }
}

function evaluateLogical(shell: Shell, node: Extract<TestTree, { type: 'and' | 'or' }>, from: number): MaybePromise<boolean | number> {
  for (let i = from; i < node.operands.length; i++) {
    const operand = node.operands[i];
    if (!operand) continue;
    const value = evaluateTestTree(shell, operand);
    const decide = (known: boolean | number): boolean | number | undefined =>
      typeof known === 'number' ? known : known === (node.type === 'or') ? known : undefined;
    if (value instanceof Promise)
      return value.then((known) => decide(known) ?? (i + 1 < node.operands.length ? evaluateLogical(shell, node, i + 1) : known));
    const decided = decide(value);
    if (decided !== undefined) return decided;
  }
  return node.type === 'and';
}

function traceTest(shell: Shell, text: ByteString): MaybePromise<void> {
  return shell.state.options.xtrace ? shell.actions.trace(shell, `[[ ${text} ]]`) : undefined;
}

const quoteForTrace = (shell: Shell, text: ByteString): ByteString => traceQuote(text, isUtf8(shell));

function unary(shell: Shell, operator: string, operand: ByteString): boolean {
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-v':
      return isVariableSet(shell, operand);
    case '-R':
      return (findVariable(shell, operand)?.nameref ?? false) && findVariable(shell, operand)?.value !== undefined;
    case '-o':
      return isOptionName(operand) && shell.state.options[operand];
    case '-a':
      return testUnary(shell.process, '-e', operand);
    default:
      return testUnary(shell.process, operator, operand);
  }
}

function binary(shell: Shell, node: Extract<TestTree, { type: 'binary' }>): MaybePromise<boolean | number> {
  const { operator } = node;
  const wantsPattern = operator === '==' || operator === '=' || operator === '!=' || operator === '=~';
  return after(expandText(shell, node.left), (left) =>
    after(wantsPattern ? expandPattern(shell, node.right) : expandText(shell, node.right), (right) =>
      after(traceTest(shell, `${left === '' ? "''" : left} ${operator} ${right === '' ? "''" : right}`), () =>
        compare(shell, left, operator, right),
      ),
    ),
  );
}

function compare(shell: Shell, left: ByteString, operator: string, right: ByteString): MaybePromise<boolean | number> {
  switch (operator) {
    case '=':
    case '==':
      return matches(shell, left, right);
    case '!=':
      return !matches(shell, left, right);
    case '=~':
      return matchRegex(shell, left, right);
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      return testBinary(shell.process, left, operator, right);
    default:
      return compareNumbers(shell, left, operator, right);
  }
}

function compareNumbers(shell: Shell, leftText: ByteString, operator: string, rightText: ByteString): boolean {
  const left = shell.actions.evaluate(shell, leftText, '[[: ');
  const right = shell.actions.evaluate(shell, rightText, '[[: ');
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}

const CACHE_LIMIT = 500;

function matchRegex(shell: Shell, text: ByteString, pattern: ByteString): MaybePromise<boolean | number> {
  const cache = shell.caches.regexes as Map<string, Regex>;
  const key = `${isUtf8(shell)}${shell.state.shopts.nocasematch}${pattern}`;
  const known = cache.get(key);
  if (known) return rememberMatch(shell, known, text);
  return compileLater(shell, pattern).then((regex) => {
    if (!regex) return 2;
    if (cache.size > CACHE_LIMIT) cache.clear();
    cache.set(key, regex);
    return rememberMatch(shell, regex, text);
  });
}

/** The code of regular expressions comes when one is first used. Undefined: the pattern is none. */
async function compileLater(shell: Shell, pattern: ByteString): Promise<Regex | undefined> {
  const loading = import('../../regex/compile.ts');
  const { compileRegex } = await shell.process.hold(loading);
  try {
    return compileRegex(pattern, { syntax: 'extended', strict: true, utf8: isUtf8(shell), ignoreCase: shell.state.shopts.nocasematch });
  } catch (error) {
    if (error instanceof RegexError) return undefined;
    throw error;
  }
}

function rememberMatch(shell: Shell, regex: Regex, text: ByteString): boolean {
  const found = regex.exec(text);
  setArray(shell, 'BASH_REMATCH', found ? found.groups.map((group) => group ?? '') : []);
  return found !== undefined;
}

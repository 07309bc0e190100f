/** `test` and `[`. */
import { evaluateTest, TestError } from '../../formats/test-expression.ts';
import { defineBuiltin, type BuiltinCall } from '../define-builtin.ts';
import { isOptionName } from '../options.ts';
import { findVariable } from '../variables.ts';
import { isVariableSet } from '../test-variable.ts';

export default defineBuiltin({
  name: 'test',
  alsoNamed: ['['],
  usage: '[expr]',
  summary: 'Tells by its status whether an expression holds.',
  inSh: true,
  run(call) {
    let words = call.arguments;
    if (call.name === '[') {
      if (words.at(-1) !== ']') return complain(call, call.shell.dialect === 'sh' ? 'missing ]' : "missing `]'");
      words = words.slice(0, -1);
    }
    if (call.shell.dialect === 'sh' && words.length === 3 && words[1] === '==') return complain(call, `${words[0]}: unexpected operator`);
    const fast = quickTest(words);
    if (fast !== undefined) return fast ? 0 : 1;
    try {
      return evaluateTest(call.shell.process, resolveShellTests(call, words)) ? 0 : 1;
    } catch (error) {
      if (error instanceof TestError) return complain(call, describe(call, error));
      throw error;
    }
  },
});

/** The commonest forms, without a reader. */
function quickTest(words: readonly string[]): boolean | undefined {
  const [left = '', operator = '', right = ''] = words;
  if (words.length === 3) {
    if (operator === '=' || operator === '==') return left === right;
    if (operator === '!=') return left !== right;
    if (operator.charCodeAt(0) === 45) return quickCompare(left, operator, right);
  }
  if (words.length === 2 && left === '-n') return operator !== '';
  if (words.length === 2 && left === '-z') return operator === '';
  return undefined;
}

const PLAIN_INTEGER = /^-?[0-9]{1,15}$/;

function quickCompare(left: string, operator: string, right: string): boolean | undefined {
  if (!PLAIN_INTEGER.test(left) || !PLAIN_INTEGER.test(right)) return undefined;
  const difference = Number(left) - Number(right);
  switch (operator) {
    case '-eq':
      return difference === 0;
    case '-ne':
      return difference !== 0;
    case '-lt':
      return difference < 0;
    case '-le':
      return difference <= 0;
    case '-gt':
      return difference > 0;
    case '-ge':
      return difference >= 0;
    default:
      return undefined;
  }
}

/** `-v`, `-o option` and `-R` ask the shell: they become `-n` of an answer. */
function resolveShellTests(call: BuiltinCall, words: readonly string[]): readonly string[] {
  const { shell } = call;
  if (!words.some((word) => word === '-v' || word === '-o' || word === '-R' || word === '-t')) return words;
  const out = [...words];
  for (let i = 0; i + 1 < out.length; i++) {
    const operand = out[i + 1] ?? '';
    const first = i === 0 || out[i - 1] === '!' || out[i - 1] === '(' || out[i - 1] === '-a' || out[i - 1] === '-o';
    if (!first) continue;
    const answer =
      out[i] === '-v'
        ? isVariableSet(shell, operand)
        : out[i] === '-R'
          ? (findVariable(shell, operand)?.nameref ?? false)
          : out[i] === '-o' && isOptionName(operand)
            ? shell.state.options[operand]
            : out[i] === '-t' && !/^\s*[-+]?\d+\s*$/.test(operand)
              ? false
              : undefined;
    if (answer === undefined) continue;
    out[i] = '-n';
    out[i + 1] = answer ? '1' : '';
  }
  return out;
}

function describe(call: BuiltinCall, error: TestError): string {
  const words = call.name === '[' ? call.arguments.slice(0, -1) : call.arguments;
  if (call.shell.dialect === 'sh') return describeInSh(words, error);
  switch (error.problem) {
    case 'missing argument':
      return words.length === 2 ? `${words[0]}: unary operator expected` : 'argument expected';
    case 'integer expected':
      return `${error.word}: integer expression expected`;
    case 'extra argument':
      return words.length >= 4 ? 'too many arguments' : `${error.word}: binary operator expected`;
    case 'missing )':
      return "`)' expected";
    default:
      return `${error.word}: ${error.problem}`;
  }
}

/** dash names the word before the one that it cannot place. */
function describeInSh(words: readonly string[], error: TestError): string {
  if (error.problem === 'integer expected') return `Illegal number: ${error.word}`;
  if (error.problem === 'missing )') return 'closing paren expected';
  if (error.problem === 'missing argument' && words.length !== 2) return 'argument expected';
  const before = error.problem === 'extra argument' ? words[words.indexOf(error.word) - 1] : words[0];
  return `${before ?? ''}: unexpected operator`;
}

async function complain(call: BuiltinCall, text: string): Promise<number> {
  await call.complain(text);
  return 2;
}

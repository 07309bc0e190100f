/** Expressions as closures. As mawk 1.3.4 execute.c. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { compileBuiltin } from './builtins.ts';
import { type Code, constant, type Frame, lift1, lift2 } from './code.ts';
import {
  arrayOf,
  changePlace,
  type Compiler,
  fieldNumber,
  localIndex,
  placeOf,
  readPlace,
  subscript,
  writePlace,
} from './compile-target.ts';
import { compileGetline } from './getline.ts';
import { compileAwkRegex } from './regex.ts';
import { SPECIAL } from './runtime.ts';
import type { Arithmetic, Comparison, Expression, Target } from './tree.ts';
import { compareValues, isTrue, toNumber, type Value } from './values.ts';

export function compileExpression(compiler: Compiler, expression: Expression): Code {
  const compile = (each: Expression): Code => compileExpression(compiler, each);
  const { runtime } = compiler;
  switch (expression.kind) {
    case 'number':
    case 'string':
      return constant(expression.value);
    case 'regex': {
      const regex = compileAwkRegex(expression.source);
      const { record } = runtime;
      return { sync: true, run: () => (regex.test(record.text) ? 1 : 0) };
    }
    case 'group':
      return compile(expression.inner);
    case 'name':
      return compileName(compiler, expression.name);
    case 'field':
      return compileField(compiler, expression.index);
    case 'index':
      return readPlace(placeOf(compiler, expression));
    case 'assign':
      return compileAssignment(compiler, expression);
    case 'conditional':
      return conditional(compile(expression.test), compile(expression.yes), compile(expression.no));
    case 'and':
      return conditional(compile(expression.left), truth(compile(expression.right)), constant(0));
    case 'or':
      return conditional(compile(expression.left), constant(1), truth(compile(expression.right)));
    case 'in':
      return compileIn(compiler, expression);
    case 'match':
      return compileMatch(compiler, expression);
    case 'compare':
      return compileComparison(compiler, expression.operator, compile(expression.left), compile(expression.right));
    case 'concat':
      return lift2(compile(expression.left), compile(expression.right), (left, right) => runtime.text(left) + runtime.text(right));
    case 'arithmetic':
      return lift2(compile(expression.left), compile(expression.right), arithmetic(expression.operator));
    case 'unary':
      return compileUnary(compile(expression.operand), expression.operator);
    case 'step':
      return compileStep(compiler, expression);
    case 'call':
      return compileCall(compiler, expression);
    case 'builtin':
      return compileBuiltin(compiler, expression.name, expression.operands);
    case 'getline':
      return compileGetline(compiler, expression);
  }
}

const truth = (code: Code): Code => lift1(code, (value) => (isTrue(value) ? 1 : 0));

function conditional(test: Code, yes: Code, no: Code): Code {
  const [run, first, second] = [test.run, yes.run, no.run];
  if (test.sync) return { sync: yes.sync && no.sync, run: (frame) => (isTrue(run(frame) as Value) ? first(frame) : second(frame)) };
  return {
    sync: false,
    run(frame) {
      const value = run(frame);
      if (value instanceof Promise) return value.then((settled) => (isTrue(settled) ? first(frame) : second(frame)));
      return isTrue(value) ? first(frame) : second(frame);
    },
  };
}

function compileName(compiler: Compiler, name: string): Code {
  const local = localIndex(compiler, name);
  if (local >= 0) return { sync: true, run: (frame) => frame[local] as Value };
  const slot = compiler.names.slots.get(name) ?? 0;
  const { globals, record } = compiler.runtime;
  if (SPECIAL[slot] === 'NF') return { sync: true, run: () => record.count };
  return { sync: true, run: () => globals[slot] };
}

function compileField(compiler: Compiler, index: Expression): Code {
  const { runtime } = compiler;
  const { record } = runtime;
  if (index.kind === 'number' && index.value >= 0) {
    const number = Math.trunc(index.value);
    return { sync: true, run: () => record.field(number) };
  }
  return lift1(compileExpression(compiler, index), (value) => record.field(fieldNumber(runtime, value)));
}

export function arithmetic(operator: Arithmetic): (left: Value, right: Value) => number {
  switch (operator) {
    case '+':
      return (left, right) => toNumber(left) + toNumber(right);
    case '-':
      return (left, right) => toNumber(left) - toNumber(right);
    case '*':
      return (left, right) => toNumber(left) * toNumber(right);
    case '/':
      return (left, right) => toNumber(left) / toNumber(right);
    case '%':
      return (left, right) => toNumber(left) % toNumber(right);
    case '^':
      return (left, right) => toNumber(left) ** toNumber(right);
  }
}

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = { '+=': '+', '-=': '-', '*=': '*', '/=': '/', '%=': '%', '^=': '^' };

function compileAssignment(compiler: Compiler, { operator, target, value }: Extract<Expression, { kind: 'assign' }>): Code {
  const place = placeOf(compiler, target);
  const code = compileExpression(compiler, value);
  const change = ARITHMETIC[operator];
  return change ? changePlace(place, code, arithmetic(change)) : writePlace(place, code);
}

function compileStep(compiler: Compiler, { by, prefix, target }: Extract<Expression, { kind: 'step' }>): Code {
  return changePlace(
    placeOf(compiler, target as Target),
    undefined,
    (old) => toNumber(old) + by,
    prefix ? (_old, now) => now : (old) => toNumber(old),
  );
}

function compileUnary(operand: Code, operator: '!' | '-' | '+'): Code {
  if (operator === '!') return lift1(operand, (value) => (isTrue(value) ? 0 : 1));
  return operator === '-' ? lift1(operand, (value) => -toNumber(value)) : lift1(operand, (value) => toNumber(value));
}

function compileIn(compiler: Compiler, { subscripts, array }: Extract<Expression, { kind: 'in' }>): Code {
  const find = arrayOf(compiler, array);
  const key = subscript(compiler, subscripts);
  const { settings } = compiler.runtime;
  const has = (frame: Frame, value: Value): number => (find(frame).has(value, settings.convfmt) ? 1 : 0);
  return {
    sync: key.sync,
    run(frame) {
      const value = key.run(frame);
      return value instanceof Promise ? value.then((settled) => has(frame, settled)) : has(frame, value);
    },
  };
}

function compileMatch(compiler: Compiler, { negated, left, right }: Extract<Expression, { kind: 'match' }>): Code {
  const { runtime } = compiler;
  const text = compileExpression(compiler, left);
  const [yes, no] = negated ? [0, 1] : [1, 0];
  const pattern = right.kind === 'group' && right.inner.kind === 'regex' ? right.inner : right;
  if (pattern.kind === 'regex' || pattern.kind === 'string') {
    const regex = compileAwkRegex(pattern.kind === 'regex' ? pattern.source : pattern.value);
    return lift1(text, (value) => (regex.test(runtime.text(value)) ? yes : no));
  }
  return lift2(text, compileExpression(compiler, right), (value, source) =>
    runtime.regex(runtime.text(source)).test(runtime.text(value)) ? yes : no,
  );
}

function compileComparison({ runtime }: Compiler, operator: Comparison, left: Code, right: Code): Code {
  const { settings } = runtime;
  const holds = HOLDS[operator];
  return lift2(left, right, (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return holds(a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN) ? 1 : 0;
    return holds(compareValues(a, b, settings.convfmt)) ? 1 : 0;
  });
}

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** A call's operands: arrays are handed over themselves, the rest by value. */
function compileCall(compiler: Compiler, { name, operands }: Extract<Expression, { kind: 'call' }>): Code {
  const places = compiler.names.arrayParameters.get(name);
  const size = compiler.parametersOf(name);
  const codes = operands.map((operand, i) =>
    operand.kind === 'name' && places?.has(i) ? arrayOf(compiler, operand.name) : compileExpression(compiler, operand).run,
  );
  const call = (frame: Frame): MaybePromise<Value> => {
    const own: Frame = Array.from({ length: size }, () => undefined);
    for (let i = 0; i < codes.length; i++) {
      const value = codes[i]?.(frame);
      if (value instanceof Promise) return goOn(frame, own, i, value);
      own[i] = value;
    }
    return enter(own);
  };
  const goOn = async (frame: Frame, own: Frame, at: number, waiting: Promise<Value>): Promise<Value> => {
    own[at] = await waiting;
    for (let i = at + 1; i < codes.length; i++) own[i] = (await codes[i]?.(frame)) as Value;
    return enter(own);
  };
  const enter = (own: Frame): MaybePromise<Value> => compiler.functions.get(name)?.(own);
  return { sync: false, run: call };
}

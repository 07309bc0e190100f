/** Statements as closures. What they give says how control goes on. As mawk 1.3.4 execute.c. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { type FormatCache, formatText } from './builtins.ts';
import { type Code, constant, type Frame, liftAll } from './code.ts';
import { compileExpression } from './compile-expression.ts';
import { arrayOf, type Compiler, placeOf, subscript } from './compile-target.ts';
import type { Runtime } from './runtime.ts';
import type { Expression, Statement } from './tree.ts';
import { isTrue, toNumber, toText, type Value } from './values.ts';

/** 0: the next statement. */
export type Flow = number;
export const NORMAL = 0;
export const BREAK = 1;
const CONTINUE = 2;
export const NEXT = 3;
export const NEXT_FILE = 4;
export const EXIT = 5;
export const RETURN = 6;

export type Run = (frame: Frame) => MaybePromise<Flow>;

/** Where `return` leaves its value: the frame's last place, behind the parameters. */
const setResult = (frame: Frame, value: Value): void => {
  frame.push(value);
};

export function compileStatement(compiler: Compiler, statement: Statement): Run {
  switch (statement.kind) {
    case 'expression':
      return evaluating(compileExpression(compiler, statement.expression), () => NORMAL);
    case 'print':
    case 'printf':
      return compilePrint(compiler, statement);
    case 'block':
      return sequence(statement.body.map((each) => compileStatement(compiler, each)));
    case 'if':
      return compileIf(compiler, statement);
    case 'while':
      return loop(compiler.runtime, compileExpression(compiler, statement.test), compileStatement(compiler, statement.body), undefined);
    case 'do':
      return compileDo(compiler, statement);
    case 'for':
      return compileFor(compiler, statement);
    case 'forIn':
      return compileForIn(compiler, statement);
    case 'break':
      return () => BREAK;
    case 'continue':
      return () => CONTINUE;
    case 'next':
      return () => NEXT;
    case 'nextfile':
      return () => NEXT_FILE;
    case 'exit':
      return compileExit(compiler, statement.value);
    case 'return':
      return statement.value
        ? evaluating(compileExpression(compiler, statement.value), (value, frame) => {
            setResult(frame, value);
            return RETURN;
          })
        : () => RETURN;
    case 'delete':
      return compileDelete(compiler, statement);
  }
}

/** Evaluates, then says how to go on. */
function evaluating({ run, sync }: Code, then: (value: Value, frame: Frame) => Flow): Run {
  if (sync) return (frame) => then(run(frame) as Value, frame);
  return (frame) => {
    const value = run(frame);
    return value instanceof Promise ? value.then((settled) => then(settled, frame)) : then(value, frame);
  };
}

function sequence(runs: readonly Run[]): Run {
  const [only] = runs;
  if (runs.length === 1 && only) return only;
  const from = (frame: Frame, start: number): MaybePromise<Flow> => {
    for (let i = start; i < runs.length; i++) {
      const flow = runs[i]?.(frame);
      if (flow instanceof Promise) return flow.then((settled) => settled || from(frame, i + 1));
      if (flow) return flow;
    }
    return NORMAL;
  };
  return (frame) => from(frame, 0);
}

function compileIf(compiler: Compiler, { test, yes, no }: Extract<Statement, { kind: 'if' }>): Run {
  const code = compileExpression(compiler, test);
  const first = compileStatement(compiler, yes);
  const second = no ? compileStatement(compiler, no) : () => NORMAL;
  const { run } = code;
  if (code.sync) return (frame) => (isTrue(run(frame) as Value) ? first(frame) : second(frame));
  return (frame) => {
    const value = run(frame);
    if (value instanceof Promise) return value.then((settled) => (isTrue(settled) ? first(frame) : second(frame)));
    return isTrue(value) ? first(frame) : second(frame);
  };
}

/** `while`, and `for` with what is done after each turn. Goes round without waiting as long as it can. */
function loop(runtime: Runtime, test: Code | undefined, body: Run, next: Code | undefined): Run {
  const [check, step] = [test?.run, next?.run];
  const turn = (frame: Frame): MaybePromise<Flow> => {
    for (;;) {
      const value = check ? check(frame) : 1;
      if (value instanceof Promise) return slowly(frame, value, undefined, undefined);
      if (!isTrue(value)) return NORMAL;
      const flow = body(frame);
      if (flow instanceof Promise) return slowly(frame, undefined, flow, undefined);
      if (flow === BREAK) return NORMAL;
      if (flow > CONTINUE) return flow;
      const stepped = step?.(frame);
      if (stepped instanceof Promise) return slowly(frame, undefined, undefined, stepped);
      const pause = runtime.pause();
      if (pause) return pause.then(() => turn(frame));
    }
  };
  const slowly = async (
    frame: Frame,
    checking: Promise<Value> | undefined,
    running: Promise<Flow> | undefined,
    stepping: Promise<Value> | undefined,
  ): Promise<Flow> => {
    if (checking && !isTrue(await checking)) return NORMAL;
    if (!stepping) {
      const flow = await (running ?? body(frame));
      if (flow === BREAK) return NORMAL;
      if (flow > CONTINUE) return flow;
      await step?.(frame);
    } else await stepping;
    const pause = runtime.pause();
    if (pause) await pause;
    return turn(frame);
  };
  return turn;
}

function compileDo(compiler: Compiler, { test, body }: Extract<Statement, { kind: 'do' }>): Run {
  const run = compileStatement(compiler, body);
  const rest = loop(compiler.runtime, compileExpression(compiler, test), run, undefined);
  const after = (flow: Flow, frame: Frame): MaybePromise<Flow> => (flow === BREAK ? NORMAL : flow > CONTINUE ? flow : rest(frame));
  return (frame) => {
    const flow = run(frame);
    return flow instanceof Promise ? flow.then((settled) => after(settled, frame)) : after(flow, frame);
  };
}

function compileFor(compiler: Compiler, { start, test, next, body }: Extract<Statement, { kind: 'for' }>): Run {
  const optional = (expression: Expression | undefined): Code | undefined => expression && compileExpression(compiler, expression);
  const run = loop(compiler.runtime, optional(test), compileStatement(compiler, body), optional(next));
  const first = optional(start);
  if (!first) return run;
  return (frame) => {
    const value = first.run(frame);
    return value instanceof Promise ? value.then(() => run(frame)) : run(frame);
  };
}

function compileForIn(compiler: Compiler, { variable, array, body }: Extract<Statement, { kind: 'forIn' }>): Run {
  const { runtime } = compiler;
  const find = arrayOf(compiler, array);
  const place = placeOf(compiler, { kind: 'name', name: variable, line: 0 });
  const run = compileStatement(compiler, body);
  const from = (frame: Frame, keys: readonly string[], start: number): MaybePromise<Flow> => {
    for (let i = start; i < keys.length; i++) {
      place.write(frame, undefined, keys[i]);
      const flow = run(frame);
      if (flow instanceof Promise) {
        return flow.then((settled) => (settled === BREAK ? NORMAL : settled > CONTINUE ? settled : from(frame, keys, i + 1)));
      }
      if (flow === BREAK) return NORMAL;
      if (flow > CONTINUE) return flow;
      const pause = runtime.pause();
      if (pause) return pause.then(() => from(frame, keys, i + 1));
    }
    return NORMAL;
  };
  return (frame) => from(frame, find(frame).keys(), 0);
}

function compileExit(compiler: Compiler, value: Expression | undefined): Run {
  if (!value) return () => EXIT;
  return evaluating(compileExpression(compiler, value), (status) => {
    compiler.runtime.exitStatus = Math.trunc(toNumber(status)) & 255;
    return EXIT;
  });
}

function compileDelete(compiler: Compiler, { array, subscripts }: Extract<Statement, { kind: 'delete' }>): Run {
  const find = arrayOf(compiler, array);
  const { settings } = compiler.runtime;
  if (!subscripts) {
    return (frame) => {
      find(frame).clear();
      return NORMAL;
    };
  }
  return evaluating(subscript(compiler, subscripts), (key, frame) => {
    find(frame).delete(key, settings.convfmt);
    return NORMAL;
  });
}

function compilePrint(compiler: Compiler, statement: Extract<Statement, { kind: 'print' | 'printf' }>): Run {
  const { runtime } = compiler;
  const { redirect } = statement;
  const text = compileText(compiler, statement);
  if (!redirect) {
    return evaluating(text, (value) => {
      runtime.streams.print(value as string);
      return NORMAL;
    });
  }
  const to = compileExpression(compiler, redirect.to);
  const write = (value: Value, name: string): MaybePromise<Flow> => {
    if (runtime.streams.printTo(name, value as string)) return NORMAL;
    return runtime.streams.open(name, redirect.how).then(() => {
      runtime.streams.printTo(name, value as string);
      return NORMAL;
    });
  };
  const both = liftAll([text, to], (values) => write(values[0], runtime.text(values[1])), false);
  return both.run as Run;
}

/** What is printed, with the separators of print. */
function compileText({ runtime, compile }: Compiler, { kind, operands }: Extract<Statement, { kind: 'print' | 'printf' }>): Code {
  const codes = operands.map((operand) => compile(operand));
  if (kind === 'printf') {
    const cache: FormatCache = { parsed: undefined };
    return liftAll(codes, ([format, ...values]) => formatText(runtime, format, values, 'printf', cache));
  }
  const [only] = codes;
  const shown = (value: Value): string => (typeof value === 'string' ? value : toText(value, runtime.outputFormat));
  if (!only) return { sync: true, run: () => runtime.record.text + runtime.recordEnd };
  if (codes.length > 1) {
    return liftAll(codes, (values) => {
      let text = shown(values[0]);
      for (let i = 1; i < values.length; i++) text += runtime.settings.outputSeparator + shown(values[i]);
      return text + runtime.recordEnd;
    });
  }
  return liftAll([only, constant(undefined)], ([value]) => shown(value) + runtime.recordEnd);
}

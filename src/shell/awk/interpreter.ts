/** Runs an awk program: BEGIN, the rules over all records, END. As mawk 1.3.4. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { Frame } from './code.ts';
import { compileExpression } from './compile-expression.ts';
import { compileStatement, EXIT, type Flow, NEXT, NEXT_FILE, NORMAL, RETURN, type Run } from './compile-statement.ts';
import type { Compiler } from './compile-target.ts';
import type { Names } from './resolve.ts';
import type { Runtime } from './runtime.ts';
import type { AwkProgram, Expression, FunctionNode, Rule } from './tree.ts';
import { isTrue, type Value } from './values.ts';

/** So deep may calls be nested before the JavaScript stack is left for a fresh one. */
const STACK_STEP = 200;

export interface Interpreter {
  /** To the end; the exit status stands in the runtime. */
  run(): Promise<void>;
}

export function createInterpreter(program: AwkProgram, names: Names, runtime: Runtime): Interpreter {
  const functions = new Map<string, (operands: Frame) => MaybePromise<Value>>();
  const compilerFor = (owner: FunctionNode | undefined): Compiler => {
    const compiler: Compiler = {
      ...{ runtime, names, owner, functions },
      parametersOf: (name) => program.functions.get(name)?.parameters.length ?? 0,
      compile: (expression) => compileExpression(compiler, expression),
    };
    return compiler;
  };
  const depth = { now: 0 };
  for (const each of program.functions.values()) functions.set(each.name, createFunction(runtime, compilerFor(each), each, depth));
  const main = compilerFor(undefined);
  const begin = program.begin.map((statement) => compileStatement(main, statement));
  const rules = program.rules.map((rule) => compileRule(main, rule));
  const end = program.end.map((statement) => compileStatement(main, statement));
  return { run: () => runAll(runtime, begin, rules, end) };
}

function createFunction(
  runtime: Runtime,
  compiler: Compiler,
  { parameters, body }: FunctionNode,
  depth: { now: number },
): (operands: Frame) => MaybePromise<Value> {
  const run = compileStatement(compiler, body);
  const size = parameters.length;
  const leave = (frame: Frame, flow: Flow): Value => {
    depth.now--;
    if (flow === EXIT) throw new ExitRequest();
    return flow === RETURN ? (frame[size] as Value) : undefined;
  };
  const enter = (frame: Frame): MaybePromise<Value> => {
    const flow = run(frame);
    return flow instanceof Promise ? flow.then((settled) => leave(frame, settled)) : leave(frame, flow);
  };
  return (frame) => {
    const pause = ++depth.now % STACK_STEP === 0 ? Promise.resolve() : runtime.pause();
    return pause ? pause.then(() => enter(frame)) : enter(frame);
  };
}

/** `exit` inside a function. */
class ExitRequest extends Error {}

/** A rule as a statement: its pattern decides, a range remembers. */
function compileRule(compiler: Compiler, { pattern, until, body }: Rule): Run {
  const run = body ? compileStatement(compiler, body) : compileStatement(compiler, { kind: 'print', operands: [], redirect: undefined });
  if (!pattern) return run;
  if (until) return compileRange(compiler, pattern, until, run);
  const test = compileExpression(compiler, pattern);
  return (frame) => {
    const value = test.run(frame);
    if (value instanceof Promise) return value.then((settled) => (isTrue(settled) ? run(frame) : NORMAL));
    return isTrue(value) ? run(frame) : NORMAL;
  };
}

function compileRange(compiler: Compiler, from: Expression, until: Expression, run: Run): Run {
  const [start, end] = [compileExpression(compiler, from), compileExpression(compiler, until)];
  let isOpen = false;
  const close = (value: Value, frame: Frame): MaybePromise<Flow> => {
    if (isTrue(value)) isOpen = false;
    return run(frame);
  };
  const look = (frame: Frame): MaybePromise<Flow> => {
    const value = end.run(frame);
    return value instanceof Promise ? value.then((settled) => close(settled, frame)) : close(value, frame);
  };
  const begin = (value: Value, frame: Frame): MaybePromise<Flow> => {
    if (!isTrue(value)) return NORMAL;
    isOpen = true;
    return look(frame);
  };
  return (frame) => {
    if (isOpen) return look(frame);
    const value = start.run(frame);
    return value instanceof Promise ? value.then((settled) => begin(settled, frame)) : begin(value, frame);
  };
}

async function runAll(runtime: Runtime, begin: readonly Run[], rules: readonly Run[], end: readonly Run[]): Promise<void> {
  await untilExit(async () => {
    for (const run of begin) if ((await run([])) === EXIT) return;
    if (rules.length + end.length > 0) await runRecords(runtime, rules);
  });
  // END runs after exit too
  await untilExit(async () => {
    for (const run of end) if ((await run([])) === EXIT) return;
  });
}

async function untilExit(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof ExitRequest)) throw error;
  }
}

async function runRecords(runtime: Runtime, rules: readonly Run[]): Promise<void> {
  const frame: Frame = [];
  for (;;) {
    const reading = runtime.nextRecord();
    const record = reading instanceof Promise ? await reading : reading;
    if (record === undefined) return;
    runtime.record.setText(record);
    for (const rule of rules) {
      const running = rule(frame);
      const flow = running instanceof Promise ? await running : running;
      if (flow === EXIT) return;
      if (flow === NEXT_FILE) runtime.skipFile();
      if (flow === NEXT || flow === NEXT_FILE) break;
    }
    const pause = runtime.pause();
    if (pause) await pause;
  }
}

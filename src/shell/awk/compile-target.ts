/** Where values are put: variables, elements, fields. */
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { AwkArray } from './array.ts';
import { type Code, type Frame, lift1, liftAll } from './code.ts';
import type { Names } from './resolve.ts';
import { type Runtime, SPECIAL } from './runtime.ts';
import type { Expression, FunctionNode, Target } from './tree.ts';
import { toNumber, type Value } from './values.ts';

/** What compiling needs to know: the running program, its names, and the function that the code is in. */
export interface Compiler {
  readonly runtime: Runtime;
  readonly names: Names;
  readonly owner: FunctionNode | undefined;
  readonly functions: ReadonlyMap<string, (operands: Frame) => MaybePromise<Value>>;
  readonly parametersOf: (name: string) => number;
  compile(expression: Expression): Code;
}

/** A place: its key is evaluated once, before it is read and written. */
export interface Place {
  /** The key: a subscript, a field's number; nothing for variables. */
  readonly key: Code | undefined;
  read(frame: Frame, key: Value): Value;
  write(frame: Frame, key: Value, value: Value): void;
}

export function localIndex({ owner }: Compiler, name: string): number {
  return owner ? owner.parameters.indexOf(name) : -1;
}

export function arrayOf(compiler: Compiler, name: string): (frame: Frame) => AwkArray {
  const local = localIndex(compiler, name);
  if (local >= 0) return (frame) => localArray(frame, local);
  const array = compiler.runtime.arrays.get(name) ?? new AwkArray();
  return () => array;
}

/** A local array begins to be when it is used. */
function localArray(frame: Frame, index: number): AwkArray {
  const value = frame[index];
  if (value instanceof AwkArray) return value;
  const array = new AwkArray();
  frame[index] = array;
  return array;
}

export function subscript(compiler: Compiler, subscripts: readonly Expression[]): Code {
  const codes = subscripts.map((each) => compiler.compile(each));
  const [only] = codes;
  if (codes.length === 1 && only) return only;
  const { runtime } = compiler;
  return liftAll(codes, (values) => values.map((value) => runtime.text(value)).join(runtime.subscriptSeparator));
}

export function placeOf(compiler: Compiler, target: Target): Place {
  if (target.kind === 'name') return variablePlace(compiler, target.name);
  if (target.kind === 'index') return elementPlace(compiler, target);
  const { record } = compiler.runtime;
  return {
    key: lift1(compiler.compile(target.index), (index) => fieldNumber(compiler.runtime, index)),
    read: (_frame, key) => record.field(key as number),
    write: (_frame, key, value) => record.setField(key as number, value),
  };
}

export function fieldNumber(runtime: Runtime, index: Value): number {
  const number = Math.trunc(toNumber(index));
  if (number < 0) runtime.fail(`negative field index $${number}`);
  return number;
}

function elementPlace(compiler: Compiler, { array, subscripts }: Extract<Target, { kind: 'index' }>): Place {
  const find = arrayOf(compiler, array);
  const { settings } = compiler.runtime;
  return {
    key: subscript(compiler, subscripts),
    read: (frame, key) => find(frame).get(key, settings.convfmt),
    write: (frame, key, value) => find(frame).set(key, value, settings.convfmt),
  };
}

function variablePlace(compiler: Compiler, name: string): Place {
  const local = localIndex(compiler, name);
  if (local >= 0) {
    return {
      key: undefined,
      read: (frame) => frame[local] as Value,
      write: (frame, _key, value) => {
        frame[local] = value;
      },
    };
  }
  const { runtime } = compiler;
  const { globals } = runtime;
  const slot = compiler.names.slots.get(name) ?? 0;
  const special = SPECIAL[slot];
  return {
    key: undefined,
    read: special === 'NF' ? () => runtime.record.count : () => globals[slot],
    write: special
      ? (_frame, _key, value) => {
          globals[slot] = value;
          runtime.changed(special, value);
        }
      : (_frame, _key, value) => {
          globals[slot] = value;
        },
  };
}

/** Code that reads the place. */
export function readPlace(place: Place): Code {
  const { key, read } = place;
  if (!key) return { sync: true, run: (frame) => read(frame, undefined) };
  const run = key.run;
  if (key.sync) return { sync: true, run: (frame) => read(frame, run(frame) as Value) };
  return {
    sync: false,
    async run(frame) {
      return read(frame, await run(frame));
    },
  };
}

/** Code that makes a new value of the old one and of `operand`, writes it and gives what `result` says. */
export function changePlace(
  place: Place,
  operand: Code | undefined,
  change: (old: Value, operand: Value) => Value,
  result: (old: Value, now: Value) => Value = (_old, now) => now,
): Code {
  const { key, read, write } = place;
  const apply = (frame: Frame, at: Value, value: Value): Value => {
    const old = read(frame, at);
    const now = change(old, value);
    write(frame, at, now);
    return result(old, now);
  };
  return withKey(key, operand, apply);
}

/** Code that writes a value. */
export function writePlace(place: Place, value: Code): Code {
  const { key, write } = place;
  return withKey(key, value, (frame, at, given) => {
    write(frame, at, given);
    return given;
  });
}

function withKey(key: Code | undefined, operand: Code | undefined, apply: (frame: Frame, key: Value, value: Value) => Value): Code {
  const sync = (key?.sync ?? true) && (operand?.sync ?? true);
  const [keyRun, valueRun] = [key?.run, operand?.run];
  if (sync) {
    if (!keyRun)
      return {
        sync,
        run: valueRun ? (frame) => apply(frame, undefined, valueRun(frame) as Value) : (frame) => apply(frame, undefined, undefined),
      };
    return { sync, run: (frame) => apply(frame, keyRun(frame) as Value, valueRun?.(frame) as Value) };
  }
  return {
    sync,
    run(frame) {
      const at = keyRun?.(frame);
      if (at instanceof Promise) return at.then(async (settled) => apply(frame, settled, await valueRun?.(frame)));
      const value = valueRun?.(frame);
      return value instanceof Promise ? value.then((settled) => apply(frame, at, settled)) : apply(frame, at, value);
    },
  };
}

/** A set-of-threads matcher (Pike's VM) that finds the leftmost-longest match in time linear in the text. https://swtch.com/~rsc/regexp/regexp2.html */
import type { Assertion, RegexNode } from './tree.ts';

type Instruction =
  | { readonly op: 'byte'; readonly set: Uint8Array }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'match' };

export interface Context {
  readonly multiline: boolean;
  readonly notLineStart: boolean;
  readonly notLineEnd: boolean;
}

export interface Machine {
  readonly code: readonly Instruction[];
  readonly slots: number;
}

const MAXIMUM_SIZE = 20000;

/** Compiles a tree without backreferences; undefined when it would be too large. */
export function assemble(root: RegexNode, groups: number): Machine | undefined {
  const code: Instruction[] = [];
  emit(root, code);
  if (code.length >= MAXIMUM_SIZE) return undefined;
  code.push({ op: 'match' });
  return { code, slots: 2 * (groups + 1) };
}

function emit(node: RegexNode, code: Instruction[]): void {
  if (code.length >= MAXIMUM_SIZE) return;
  if (node.kind === 'bytes') {
    const set = new Uint8Array(256);
    for (const [low, high] of node.ranges) set.fill(1, low, high + 1);
    code.push({ op: 'byte', set });
  } else if (node.kind === 'sequence') for (const item of node.items) emit(item, code);
  else if (node.kind === 'group') {
    code.push({ op: 'save', slot: 2 * node.index });
    emit(node.body, code);
    code.push({ op: 'save', slot: 2 * node.index + 1 });
  } else if (node.kind === 'assertion') code.push({ op: 'assert', what: node.what });
  else if (node.kind === 'choice') emitChoice(node.branches, code);
  else if (node.kind === 'repeat') emitRepeat(node, code);
}

function emitChoice(branches: readonly RegexNode[], code: Instruction[]): void {
  const jumps: { op: 'jump'; to: number }[] = [];
  for (const [i, branch] of branches.entries()) {
    if (i === branches.length - 1) {
      emit(branch, code);
      break;
    }
    const split: { op: 'split'; first: number; second: number } = { op: 'split', first: code.length + 1, second: 0 };
    code.push(split);
    emit(branch, code);
    const jump: { op: 'jump'; to: number } = { op: 'jump', to: 0 };
    jumps.push(jump);
    code.push(jump);
    split.second = code.length;
  }
  for (const jump of jumps) jump.to = code.length;
}

function emitRepeat(node: Extract<RegexNode, { kind: 'repeat' }>, code: Instruction[]): void {
  for (let i = 0; i < node.min; i++) emit(node.body, code);
  if (node.max === Number.POSITIVE_INFINITY) {
    const split: { op: 'split'; first: number; second: number } = { op: 'split', first: code.length + 1, second: 0 };
    const start = code.length;
    code.push(split);
    emit(node.body, code);
    code.push({ op: 'jump', to: start });
    split.second = code.length;
    return;
  }
  const splits: { op: 'split'; first: number; second: number }[] = [];
  for (let i = node.min; i < node.max && code.length < MAXIMUM_SIZE; i++) {
    const split: { op: 'split'; first: number; second: number } = { op: 'split', first: code.length + 1, second: 0 };
    splits.push(split);
    code.push(split);
    emit(node.body, code);
  }
  for (const split of splits) split.second = code.length;
}

interface Threads {
  readonly counters: number[];
  readonly saves: Int32Array[];
}

/** Offsets of the longest match that begins at `start` (`anchored`) or at the first place after it where one does; -1 for unset groups. */
export function runMachine(machine: Machine, text: string, start: number, anchored: boolean, context: Context): Int32Array | undefined {
  const marks = new Int32Array(machine.code.length).fill(-1);
  let current: Threads = { counters: [], saves: [] };
  let best: Int32Array | undefined;
  for (let at = start; at <= text.length; at++) {
    if (!best && (at === start || !anchored))
      addThread(machine, current, marks, 0, at, new Int32Array(machine.slots).fill(-1).fill(at, 0, 1), text, context);
    if (current.counters.length === 0 && (anchored || best)) break;
    const next: Threads = { counters: [], saves: [] };
    const byte = at < text.length ? text.charCodeAt(at) : -1;
    for (let i = 0; i < current.counters.length; i++) {
      const instruction = machine.code[current.counters[i] ?? 0];
      const saves = current.saves[i];
      if (!instruction || !saves) continue;
      if (instruction.op === 'match') best = better(best, saves, at);
      else if (instruction.op === 'byte' && byte >= 0 && instruction.set[byte] && !(best && (saves[0] ?? 0) > (best[0] ?? 0))) {
        addThread(machine, next, marks, (current.counters[i] ?? 0) + 1, at + 1, saves, text, context);
      }
    }
    current = next;
  }
  return best;
}

function better(best: Int32Array | undefined, saves: Int32Array, end: number): Int32Array {
  if (best && ((best[0] ?? 0) < (saves[0] ?? 0) || ((best[0] ?? 0) === (saves[0] ?? 0) && (best[1] ?? 0) >= end))) return best;
  const found = saves.slice();
  found[1] = end;
  return found;
}

/** Follows what takes no byte. `marks` holds, per instruction, the last offset at which it was entered. */
function addThread(
  machine: Machine,
  into: Threads,
  marks: Int32Array,
  counter: number,
  at: number,
  saves: Int32Array,
  text: string,
  context: Context,
): void {
  const pending: { readonly counter: number; readonly saves: Int32Array }[] = [{ counter, saves }];
  for (let thread = pending.pop(); thread; thread = pending.pop()) {
    if (marks[thread.counter] === at) continue;
    marks[thread.counter] = at;
    const instruction = machine.code[thread.counter];
    if (!instruction) continue;
    if (instruction.op === 'jump') pending.push({ counter: instruction.to, saves: thread.saves });
    else if (instruction.op === 'split') {
      pending.push({ counter: instruction.second, saves: thread.saves }, { counter: instruction.first, saves: thread.saves });
    } else if (instruction.op === 'save') {
      const copy = thread.saves.slice();
      copy[instruction.slot] = at;
      pending.push({ counter: thread.counter + 1, saves: copy });
    } else if (instruction.op === 'assert') {
      if (holds(instruction.what, text, at, context)) pending.push({ counter: thread.counter + 1, saves: thread.saves });
    } else {
      into.counters.push(thread.counter);
      into.saves.push(thread.saves);
    }
  }
}

function holds(what: Assertion, text: string, at: number, context: Context): boolean {
  switch (what) {
    case 'textStart':
      return at === 0;
    case 'textEnd':
      return at === text.length;
    case 'lineStart':
      return (at === 0 && !context.notLineStart) || (context.multiline && at > 0 && text[at - 1] === '\n');
    case 'lineEnd':
      return (at === text.length && !context.notLineEnd) || (context.multiline && text[at] === '\n');
    case 'wordBoundary':
      return isWord(text, at - 1) !== isWord(text, at);
    case 'notWordBoundary':
      return isWord(text, at - 1) === isWord(text, at);
    case 'wordStart':
      return !isWord(text, at - 1) && isWord(text, at);
    case 'wordEnd':
      return isWord(text, at - 1) && !isWord(text, at);
  }
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

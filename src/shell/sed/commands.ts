/** What each of sed's commands does to the machine. As GNU sed 4.9 execute_program. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import { runShellCommand } from '../text/shell-command.ts';
import { DELETE, type Flow, NEXT, QUIT, QUIT_SILENTLY, RESTART, type Step } from './flow.ts';
import type { Machine } from './machine.ts';
import type { Command, SimpleName } from './script.ts';
import type { Selector } from './selection.ts';
import { createSubstitution } from './substitute.ts';

/** The command as a function; `selector` is its own, which `c` asks whether its range goes on. */
export function createStep({ action }: Command, selector: Selector, unicode: boolean): Step {
  switch (action.name) {
    case '{':
      return () => NEXT;
    case 'a':
      return changing((machine) => action.text !== '' && machine.append({ text: action.text }));
    case 'i':
      return (machine) => then(machine.output.raw(action.text), NEXT);
    case 'c':
      return (machine) => (selector.isOpen || action.text === '' ? DELETE : then(machine.output.raw(action.text), DELETE));
    case 'b':
      return () => action.target;
    case 't':
    case 'T':
      return jumpIfReplaced(action.target, action.name === 't');
    case 'l':
      return (machine) => then(machine.output.raw(`${unambiguous(machine.text, action.width ?? machine.options.width)}\n`), NEXT);
    case 'q':
    case 'Q':
      return changing((machine) => (machine.status = action.status), action.name === 'q' ? QUIT : QUIT_SILENTLY);
    case 's':
      return createSubstitution(action.substitution, unicode);
    case 'y':
      return changing((machine) => (machine.text = transliterate(machine.text, action.map, unicode)));
    case 'e':
      return (machine) => evaluate(machine, action.command);
    case 'r':
      return changing((machine) => machine.append({ file: action.file }));
    case 'R':
      return (machine) => appendLine(machine, action.file);
    case 'w':
      return (machine) => then(machine.files.get(action.file).line(machine.text, machine.end), NEXT);
    case 'W':
      return (machine) => then(machine.files.get(action.file).line(firstLine(machine), machine.options.delimiter), NEXT);
    default:
      return SIMPLE[action.name];
  }
}

const changing =
  (change: (machine: Machine) => unknown, flow: Flow = NEXT): Step =>
  (machine) => {
    change(machine);
    return flow;
  };

const then = (waiting: MaybePromise<void>, flow: Flow): MaybePromise<Flow> =>
  waiting instanceof Promise ? waiting.then(() => flow) : flow;

const SIMPLE: Readonly<Record<SimpleName, Step>> = {
  '=': (machine) => then(machine.output.raw(`${machine.line}\n`), NEXT),
  d: () => DELETE,
  D: (machine) => {
    const newline = machine.text.indexOf(machine.options.delimiter);
    if (newline < 0) return DELETE;
    machine.text = machine.text.slice(newline + 1);
    return RESTART;
  },
  F: (machine) => then(machine.output.raw(`${machine.input.name}\n`), NEXT),
  g: changing((machine) => ([machine.text, machine.end] = [machine.hold, machine.holdEnd])),
  G: changing((machine) => {
    machine.text += machine.options.delimiter + machine.hold;
    machine.end = machine.holdEnd;
  }),
  h: changing((machine) => ([machine.hold, machine.holdEnd] = [machine.text, machine.end])),
  H: changing((machine) => {
    machine.hold += machine.options.delimiter + machine.text;
    machine.holdEnd = machine.end;
  }),
  n: nextLine,
  N: appendNextLine,
  p: (machine) => then(machine.print(), NEXT),
  P: (machine) => then(machine.output.line(firstLine(machine), machine.options.delimiter), NEXT),
  x: changing((machine) => {
    [machine.text, machine.hold] = [machine.hold, machine.text];
    [machine.end, machine.holdEnd] = [machine.holdEnd, machine.end];
  }),
  z: changing((machine) => (machine.text = '')),
};

function firstLine({ text, options: { delimiter } }: Machine): ByteString {
  const newline = text.indexOf(delimiter);
  return newline < 0 ? text : text.slice(0, newline);
}

const jumpIfReplaced =
  (target: number, whether: boolean): Step =>
  (machine) => {
    const { replaced } = machine;
    machine.replaced = false;
    return replaced === whether ? target : NEXT;
  };

async function nextLine(machine: Machine): Promise<Flow> {
  if (!(await machine.input.hasNext())) return QUIT;
  if (!machine.options.quiet) await machine.print();
  await machine.dump();
  return (await machine.read(false)) ? NEXT : QUIT_SILENTLY;
}

/** Without a next line GNU prints the pattern space and ends. */
async function appendNextLine(machine: Machine): Promise<Flow> {
  if (!(await machine.input.hasNext())) return QUIT;
  await machine.dump();
  return (await machine.read(true)) ? NEXT : QUIT_SILENTLY;
}

async function appendLine(machine: Machine, file: ByteString): Promise<Flow> {
  const line = await machine.lineOf(file);
  if (line !== undefined) machine.append({ line });
  return NEXT;
}

async function evaluate(machine: Machine, command: ByteString): Promise<Flow> {
  await machine.io.flush();
  if (command !== '') {
    await machine.output.raw(await runShellCommand(machine.io.process, command));
    return NEXT;
  }
  machine.text = (await runShellCommand(machine.io.process, machine.text)).replace(/\n$/, '');
  return NEXT;
}

function transliterate(text: ByteString, map: ReadonlyMap<ByteString, ByteString>, unicode: boolean): ByteString {
  const pattern = unicode ? /[\xc2-\xf4][\x80-\xbf]+|[\s\S]/g : /[\s\S]/g;
  return text.replace(pattern, (character) => map.get(character) ?? character);
}

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** `l`: every byte visible, lines folded at a width (1: each by itself, 0: never), `$` at the end. */
function unambiguous(text: ByteString, width: number): ByteString {
  let [out, column] = ['', 0];
  for (const byte of text) {
    const code = byte.charCodeAt(0);
    const shown = NAMED[byte] ?? (code < 32 || code > 126 ? `\\${code.toString(8).padStart(3, '0')}` : byte);
    if (width > 0 && column + shown.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += shown;
    column += shown.length;
  }
  return `${out}$`;
}

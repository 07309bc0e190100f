/** `dirs`, `pushd`, `popd`: the directory stack. As pushd.def of GNU bash. */
import { FsError } from '../../../sim/fs/errno.ts';
import { defineBuiltin, type BuiltinCall } from '../define-builtin.ts';
import { changeDirectory } from '../directories.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'dirs',
  alsoNamed: ['pushd', 'popd'],
  usage: '[-clpv] [+N] [-N]',
  summary: 'Prints and changes the stack of directories.',
  run(call) {
    if (call.name === 'pushd') return pushd(call);
    return call.name === 'popd' ? popd(call) : dirs(call);
  },
});

const stackOf = (shell: Shell): string[] => [getValue(shell, 'PWD') ?? '', ...shell.state.directories];

function shorten(shell: Shell, path: string): string {
  const home = getValue(shell, 'HOME') ?? '';
  return home !== '' && home !== '/' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
}

async function show(call: BuiltinCall): Promise<number> {
  await call.out(
    `${stackOf(call.shell)
      .map((path) => shorten(call.shell, path))
      .join(' ')}\n`,
  );
  return 0;
}

async function dirs(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const letters = call.arguments.filter((word) => /^-[clpv]+$/.test(word)).join('');
  const picks = call.arguments.filter((word) => /^[-+]\d+$/.test(word));
  const wrong = call.arguments.find((word) => !/^(?:-[clpv]+|[-+]\d+|--)$/.test(word));
  if (wrong !== undefined) {
    await call.complain(wrong.startsWith('-') ? `${wrong}: invalid number` : `${wrong}: invalid option`);
    return call.usage();
  }
  if (letters.includes('c')) {
    shell.state.directories = [];
    return 0;
  }
  const shown = stackOf(shell).map((path) => (letters.includes('l') ? path : shorten(shell, path)));
  const [pick] = picks;
  if (pick !== undefined) {
    const at = indexOf(pick, shown.length);
    const path = shown[at];
    if (path === undefined) {
      await call.complain(`${pick.slice(1)}: directory stack index out of range`);
      return 1;
    }
    await call.out(letters.includes('v') ? `${String(at).padStart(2)}  ${path}\n` : `${path}\n`);
    return 0;
  }
  if (letters.includes('v')) await call.out(shown.map((path, i) => `${String(i).padStart(2)}  ${path}\n`).join(''));
  else await call.out(letters.includes('p') ? shown.map((path) => `${path}\n`).join('') : `${shown.join(' ')}\n`);
  return 0;
}

const indexOf = (pick: string, length: number): number => (pick[0] === '+' ? Number(pick.slice(1)) : length - 1 - Number(pick.slice(1)));

async function pushd(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const noChange = call.arguments[0] === '-n';
  const words = call.arguments.filter((word) => word !== '-n' && word !== '--');
  const [operand] = words;
  const stack = stackOf(shell);
  if (operand === undefined) {
    const [first, second, ...rest] = stack;
    if (second === undefined || first === undefined) return fail(call, 'no other directory');
    return move(call, second, [first, ...rest]);
  }
  if (words.length > 1) return fail(call, 'too many arguments');
  if (/^[-+]\d+$/.test(operand)) {
    const at = indexOf(operand, stack.length);
    const target = stack[at];
    if (target === undefined)
      return fail(call, stack.length === 1 ? 'directory stack empty' : `${operand}: directory stack index out of range`);
    return move(call, target, [...stack.slice(at + 1), ...stack.slice(0, at)]);
  }
  if (/^-./.test(operand)) {
    await call.complain(`${operand}: invalid number`);
    return usage(call, '[-n] [+N | -N | dir]');
  }
  if (noChange) {
    shell.state.directories = [operand, ...shell.state.directories];
    return show(call);
  }
  return move(call, operand, stack);
}

async function usage(call: BuiltinCall, text: string): Promise<number> {
  await call.shell.process.write(2, `${call.name}: usage: ${call.name} ${text}\n`);
  return 2;
}

async function fail(call: BuiltinCall, text: string): Promise<number> {
  await call.complain(text);
  return 1;
}

async function move(call: BuiltinCall, target: string, rest: string[]): Promise<number> {
  try {
    changeDirectory(call.shell, target, false);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return fail(call, `${target}: ${error.text}`);
  }
  call.shell.state.directories = rest;
  return show(call);
}

async function popd(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const noChange = call.arguments.includes('-n');
  const [operand = '+0'] = call.arguments.filter((word) => word !== '-n' && word !== '--');
  const stack = stackOf(shell);
  if (!/^[-+]\d+$/.test(operand)) {
    await call.complain(operand.startsWith('-') ? `${operand}: invalid number` : `${operand}: invalid argument`);
    return usage(call, '[-n] [+N | -N]');
  }
  if (stack.length === 1) return fail(call, 'directory stack empty');
  const at = indexOf(operand, stack.length);
  if (stack[at] === undefined) return fail(call, `${operand}: directory stack index out of range`);
  if (at > 0 || noChange) {
    const removed = at === 0 ? 1 : at;
    shell.state.directories = stack.filter((_, i) => i !== removed).slice(1);
    return show(call);
  }
  const [, next = '', ...rest] = stack;
  return move(call, next, rest);
}

/** `trap`. */
import { parseSignal, SIGNALS } from '../../formats/signals.ts';
import { defineBuiltin, parseFlags, type BuiltinCall } from '../define-builtin.ts';
import { singleQuote } from '../expand/quote.ts';
import { guardExitTrap, installSignal } from '../interp/traps.ts';
import { listSignals } from '../list-signals.ts';

export default defineBuiltin({
  name: 'trap',
  usage: '[-lp] [[arg] signal_spec ...]',
  summary: 'Runs commands when signals or events come.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'lp');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    if (flags.has('l')) {
      await call.out(listSignals());
      return 0;
    }
    if (flags.has('p') || operands.length === 0) return print(call, operands);
    const [first = '', ...rest] = operands;
    if (rest.length === 0 && operands.length === 1) {
      const name = eventName(first);
      if (name === undefined || first === '') return call.usage();
      remove(call, name);
      return 0;
    }
    return set(call, first, rest);
  },
});

const EVENTS = ['EXIT', 'DEBUG', 'ERR', 'RETURN'];

/** `EXIT`, `ERR` …, or the signal's name without SIG; undefined when there is none. */
function eventName(text: string): string | undefined {
  if (text === '0') return 'EXIT';
  const upper = text.toUpperCase();
  if (EVENTS.includes(upper)) return upper;
  const signal = parseSignal(text);
  return signal === 0 ? 'EXIT' : signal;
}

async function set(call: BuiltinCall, command: string, names: readonly string[]): Promise<number> {
  call.shell.state.shownTraps = undefined;
  let status = 0;
  const reset = command === '-' || (/^\d+$/.test(command) && eventName(command) !== undefined);
  for (const text of /^\d+$/.test(command) && reset ? [command, ...names] : names) {
    const name = eventName(text);
    if (name === undefined) {
      if (call.shell.dialect === 'sh') await call.shell.process.write(2, `trap: ${text}: bad trap\n`);
      else await call.complain(`${text}: invalid signal specification`);
      status = 1;
    } else if (reset) remove(call, name);
    else if (!call.shell.state.ignoredAtStart.has(name)) {
      call.shell.state.traps.set(name, command);
      install(call, name);
    }
  }
  return status;
}

function remove(call: BuiltinCall, name: string): void {
  call.shell.state.traps.delete(name);
  install(call, name);
}

function install(call: BuiltinCall, name: string): void {
  const signal = SIGNALS.find((known) => known === name);
  if (name === 'EXIT') guardExitTrap(call.shell);
  if (signal && signal !== 'KILL' && signal !== 'STOP') installSignal(call.shell, signal);
}

async function print(call: BuiltinCall, operands: readonly string[]): Promise<number> {
  const traps = call.shell.state.shownTraps ?? call.shell.state.traps;
  const order = ['EXIT', ...SIGNALS, 'DEBUG', 'ERR', 'RETURN'];
  let status = 0;
  const wanted: string[] = [];
  for (const text of operands) {
    const name = eventName(text);
    if (name !== undefined) wanted.push(name);
    else {
      await call.complain(`${text}: invalid signal specification`);
      status = 1;
    }
  }
  for (const name of operands.length > 0 ? wanted : order) {
    const command = traps.get(name);
    if (command === undefined) continue;
    const spelled = call.shell.dialect === 'sh' || EVENTS.includes(name) ? name : `SIG${name}`;
    await call.out(`trap -- ${singleQuote(command)} ${spelled}\n`);
  }
  return status;
}

/** `history`. */
import { fromBytes } from '../../../sim/fs/bytes.ts';
import { type BuiltinCall, defineBuiltin, parseFlags } from '../define-builtin.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'history',
  usage: '[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  summary: 'Lists and changes the history of command lines.',
  async run(call) {
    const parsed = await parseFlags(call, 'cd:anrwps');
    if (!parsed) return 2;
    const { flags, values, operands } = parsed;
    const { state } = call.shell;
    if (flags.has('c')) {
      state.history = [];
      state.historyAdded = 0;
      state.historyBase = 1;
      return 0;
    }
    const offset = values.get('d');
    if (offset !== undefined) return remove(call, offset);
    if (flags.has('s')) {
      if (state.options.history && /^history -[a-z]*s/.test(state.history.at(-1) ?? '')) state.history.pop();
      state.history.push(operands.join(' '));
      state.historyAdded++;
      return 0;
    }
    if (flags.has('p')) {
      await call.out(operands.map((word) => `${word}\n`).join(''));
      return 0;
    }
    if (flags.has('a') || flags.has('w') || flags.has('n') || flags.has('r')) return file(call, flags, operands[0]);
    return list(call, operands[0]);
  },
});

async function list(call: BuiltinCall, count: string | undefined): Promise<number> {
  const { history, historyBase } = call.shell.state;
  if (count !== undefined && !/^\d+$/.test(count)) {
    await call.complain(`${count}: numeric argument required`);
    return 1;
  }
  const from = count === undefined ? 0 : Math.max(0, history.length - Number(count));
  await call.out(
    history
      .slice(from)
      .map((line, i) => `${String(historyBase + from + i).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
}

async function remove(call: BuiltinCall, offset: string): Promise<number> {
  const { state } = call.shell;
  const at = offset.startsWith('-') ? state.history.length + Number(offset) : Number(offset) - state.historyBase;
  if (!/^-?\d+$/.test(offset) || at < 0 || at >= state.history.length) {
    await call.complain(`${offset}: history position out of range`);
    return 1;
  }
  state.history.splice(at, 1);
  return 0;
}

async function file(call: BuiltinCall, flags: ReadonlySet<string>, name: string | undefined): Promise<number> {
  const { state, process } = call.shell;
  const path = name ?? getValue(call.shell, 'HISTFILE');
  if (!path) return 1;
  const from = flags.has('a') ? Math.max(0, state.history.length - state.historyAdded) : 0;
  const text = state.history
    .slice(from)
    .map((line) => `${line}\n`)
    .join('');
  if (flags.has('a') || flags.has('w')) state.historyAdded = 0;
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  if (flags.has('w')) process.fs.writeFile(path, bytes, 0o600);
  else if (flags.has('a')) process.fs.append(path, bytes, 0o600);
  else if (process.fs.exists(path))
    state.history.push(
      ...fromBytes(process.fs.readFile(path))
        .split('\n')
        .filter((line) => line !== ''),
    );
  return 0;
}

/** `fc`: lists the history, or runs a line again. An editor is not started. */
import { type BuiltinCall, defineBuiltin, parseFlags } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'fc',
  usage: '[-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
  summary: 'Lists command lines, or runs one again.',
  async run(call) {
    const parsed = await parseFlags(call, 'e:lnrs0123456789');
    if (!parsed) return 2;
    const { flags } = parsed;
    const operands = call.arguments.filter((word, i) => i >= parsed.firstOperand || /^-\d+$/.test(word));
    if (flags.has('s')) return again(call, operands);
    const history = pastLines(call);
    if (!flags.has('l')) {
      await call.shell.process.write(2, 'drydock: fc: editing is not simulated (fc -l and fc -s are)\n');
      return 1;
    }
    if (history.length === 0) return 0;
    const first = position(call, operands[0], Math.max(0, history.length - 16));
    const last = position(call, operands[1], history.length - 1);
    if (first < 0 || last < 0) {
      await call.complain('history specification out of range');
      return 1;
    }
    const [from, to] = first <= last ? [first, last] : [last, first];
    const lines = history
      .slice(from, to + 1)
      .map((line, i) => (flags.has('n') ? `\t ${line}\n` : `${call.shell.state.historyBase + from + i}\t ${line}\n`));
    if (flags.has('r') !== first > last) lines.reverse();
    await call.out(lines.join(''));
    return 0;
  },
});

/** The history without the line that holds this very `fc`. */
function pastLines(call: BuiltinCall): readonly string[] {
  const { history, options } = call.shell.state;
  return options.history && /^\s*fc\b/.test(history.at(-1) ?? '') ? history.slice(0, -1) : history;
}

/** A line number, a negative offset, or the beginning of a line; −1 when there is none. */
function position(call: BuiltinCall, text: string | undefined, otherwise: number): number {
  const { historyBase } = call.shell.state;
  const history = pastLines(call);
  if (text === undefined) return otherwise;
  if (/^-?0+$/.test(text)) return history.length - 1;
  if (/^-\d+$/.test(text)) return Math.max(0, history.length + Number(text));
  if (/^\d+$/.test(text)) return Number(text) - historyBase < history.length ? Number(text) - historyBase : history.length - 1;
  return history.findLastIndex((line) => line.startsWith(text));
}

async function again(call: BuiltinCall, operands: readonly string[]): Promise<number> {
  const { shell } = call;
  const [first] = operands;
  const replace = first !== undefined && /^[^=]+=/.test(first) ? first.split('=') : undefined;
  const history = pastLines(call);
  const line = history[position(call, replace ? operands[1] : first, history.length - 1)];
  if (line === undefined) {
    await call.complain('no command found');
    return 1;
  }
  const text = replace ? line.replaceAll(replace[0] ?? '', replace.slice(1).join('=')) : line;
  if (history.length < shell.state.history.length) shell.state.history[history.length] = text;
  await shell.process.write(2, `${text}\n`);
  return shell.actions.runText(shell, text);
}

/** `alias`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { singleQuote } from '../expand/quote.ts';

export default defineBuiltin({
  name: 'alias',
  usage: '[-p] [name[=value] ... ]',
  summary: 'Defines aliases, or prints them.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'p');
    if (!parsed) return 2;
    const { state, dialect } = call.shell;
    const line = (name: string, value: string): string =>
      dialect === 'sh' ? `${name}=${singleQuote(value)}\n` : `alias ${name}=${singleQuote(value)}\n`;
    if (parsed.operands.length === 0 || parsed.flags.has('p')) {
      for (const name of [...state.aliases.keys()].sort()) await call.out(line(name, state.aliases.get(name) ?? ''));
    }
    let status = 0;
    for (const operand of parsed.operands) {
      const equals = operand.indexOf('=');
      if (equals > 0) {
        const name = operand.slice(0, equals);
        if (/[$`'"\\\s;&|<>()/]/.test(name)) {
          await call.complain(`\`${name}': invalid alias name`);
          status = 1;
          continue;
        }
        state.aliases.set(name, operand.slice(equals + 1));
        state.aliasGeneration++;
        continue;
      }
      const value = state.aliases.get(operand);
      if (value !== undefined) await call.out(line(operand, value));
      else {
        if (dialect === 'sh') await call.shell.process.write(2, `alias: ${operand} not found\n`);
        else await call.complain(`${operand}: not found`);
        status = 1;
      }
    }
    return status;
  },
});

/** `unalias`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'unalias',
  usage: '[-a] name [name ...]',
  summary: 'Removes aliases.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'a');
    if (!parsed) return 2;
    const { state } = call.shell;
    state.aliasGeneration++;
    if (parsed.flags.has('a')) {
      state.aliases.clear();
      return 0;
    }
    if (parsed.operands.length === 0) return call.usage();
    let status = 0;
    for (const name of parsed.operands) {
      if (state.aliases.delete(name)) continue;
      if (call.shell.dialect === 'sh') await call.shell.process.write(2, `unalias: ${name} not found\n`);
      else await call.complain(`${name}: not found`);
      status = 1;
    }
    return status;
  },
});

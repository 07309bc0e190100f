/** `help`: the builtins, in our own words. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { matches } from '../expand/pattern.ts';

export default defineBuiltin({
  name: 'help',
  usage: '[-dms] [pattern ...]',
  summary: 'Tells what builtins there are and what they do.',
  async run(call) {
    const parsed = await parseFlags(call, 'dms');
    if (!parsed) return 2;
    const { builtins } = call.shell;
    const names = [...builtins.keys()].sort();
    if (parsed.operands.length === 0) {
      await call.out('GNU bash, version 5.2.21(1)-release (x86_64-pc-linux-gnu)\n');
      await call.out(
        "These shell commands are defined internally.  Type `help' to see this list.\nType `help name' to find out more about the function `name'.\n\n",
      );
      for (const name of names) await call.out(` ${name} ${builtins.get(name)?.usage ?? ''}`.trimEnd().concat('\n'));
      return 0;
    }
    let status = 0;
    for (const pattern of parsed.operands) {
      const found = names.filter(
        (name) =>
          name === pattern ||
          matches(call.shell, name, pattern, false) ||
          (names.every((other) => other !== pattern) && name.startsWith(pattern)),
      );
      if (found.length === 0) {
        await call.complain(`no help topics match \`${pattern}'.  Try \`help help' or \`man -k ${pattern}' or \`info ${pattern}'.`);
        status = 1;
      }
      for (const name of found) {
        const builtin = builtins.get(name);
        const usage = `${name} ${builtin?.usage ?? ''}`.trimEnd();
        if (parsed.flags.has('d')) await call.out(`${name} - ${builtin?.summary ?? ''}\n`);
        else await call.out(parsed.flags.has('s') ? `${name}: ${usage}\n` : `${name}: ${usage}\n    ${builtin?.summary ?? ''}\n`);
      }
    }
    return status;
  },
});

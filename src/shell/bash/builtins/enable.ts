/** `enable`: switches builtins on and off. */
import { defineBuiltin, isSpecialBuiltin, parseFlags } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'enable',
  usage: '[-a] [-dnps] [-f filename] [name ...]',
  summary: 'Switches builtins on and off, or lists them.',
  async run(call) {
    const parsed = await parseFlags(call, 'adnpsf:');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    const { disabledBuiltins } = call.shell.state;
    if (flags.has('f')) {
      await call.shell.process.write(2, 'drydock: enable -f is not simulated\n');
      return 1;
    }
    const { builtins } = call.shell;
    if (operands.length === 0) {
      for (const name of [...builtins.keys()].sort()) {
        const off = disabledBuiltins.has(name);
        if (flags.has('s') && !isSpecialBuiltin(name)) continue;
        if (flags.has('a') || off === flags.has('n')) await call.out(`enable ${off ? '-n ' : ''}${name}\n`);
      }
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      if (!builtins.has(name)) {
        await call.complain(`${name}: not a shell builtin`);
        status = 1;
      } else if (flags.has('n')) disabledBuiltins.add(name);
      else disabledBuiltins.delete(name);
    }
    return status;
  },
});

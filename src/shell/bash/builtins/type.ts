/** `type`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { describeCommand } from '../describe-command.ts';

export default defineBuiltin({
  name: 'type',
  usage: '[-afptP] name [name ...]',
  summary: 'Tells what a command name means.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'afptP');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    let status = 0;
    for (const name of operands) {
      const style = flags.has('t') ? 'kind' : flags.has('p') || flags.has('P') ? 'path' : 'sentence';
      const found = describeCommand(call.shell, name, style, {
        all: flags.has('a'),
        skipFunctions: flags.has('f'),
        onlyPath: flags.has('P'),
      });
      for (const text of found) await call.out(text);
      if (found.length > 0) continue;
      status = call.shell.dialect === 'sh' ? 127 : 1;
      if (style !== 'sentence') continue;
      if (call.shell.dialect === 'sh') await call.out(`${name}: not found\n`);
      else await call.complain(`${name}: not found`);
    }
    return status;
  },
});

/** `caller`: who called the function that runs. */
import { defineBuiltin } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'caller',
  usage: '[expr]',
  summary: 'Prints line, function and file of a call on the stack.',
  async run(call) {
    const { frames } = call.shell.state;
    const [text] = call.arguments;
    if (text !== undefined && !/^\d+$/.test(text)) {
      await call.complain(`${text}: invalid number`);
      return call.usage();
    }
    const depth = Number(text ?? 0);
    const frame = frames[frames.length - 1 - depth];
    if (!frame) return 1;
    const outer = frames[frames.length - 2 - depth];
    const file =
      outer?.sourceName ??
      (call.shell.state.commandString !== undefined ? 'environment' : call.shell.state.readsStandardInput ? 'main' : call.shell.state.name);
    if (text === undefined) await call.out(`${frame.callLine} ${file === 'main' || file === 'environment' ? 'NULL' : file}\n`);
    else await call.out(`${frame.callLine} ${outer?.name ?? 'main'} ${file}\n`);
    return 0;
  },
});

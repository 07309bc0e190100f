/** `caller`: who called the function that runs. */
import { defineBuiltin } from '../define-builtin.ts';
import { callLines, sourceNames } from '../dynamic-variables.ts';

export default defineBuiltin({
  name: 'caller',
  usage: '[expr]',
  summary: 'Prints line, function and file of a call on the stack.',
  async run(call) {
    const { state } = call.shell;
    const lines = callLines(call.shell);
    const sources = sourceNames(call.shell);
    const [text] = call.arguments;
    if (lines.length === 0) return 1;
    if (text === undefined) {
      await call.out(`${lines[0]} ${sources[1] ?? 'NULL'}\n`);
      return 0;
    }
    if (!/^\d+$/.test(text)) {
      await call.complain(`${text}: invalid number`);
      return call.usage();
    }
    const depth = Number(text);
    const names = [...state.frames.map(({ name }) => name).reverse(), 'main'];
    const source = sources[depth + 1];
    if (source === undefined) return 1;
    await call.out(`${lines[depth]} ${names[depth + 1]} ${source}\n`);
    return 0;
  },
});

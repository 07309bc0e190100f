/** `builtin`: a builtin though a function has its name. */
import { defineBuiltin } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'builtin',
  usage: '[shell-builtin [arg ...]]',
  summary: 'Runs a builtin, past functions.',
  run(call) {
    const words = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    if (words.length === 0) return 0;
    return call.shell.actions.runWords(call.shell, words, { skipFunctions: true, onlyBuiltins: true });
  },
});

/** `let`. */
import { defineBuiltin } from '../define-builtin.ts';
import { evaluateText } from '../expand/arithmetic.ts';
import { after, complain, ExpansionError } from '../shell.ts';

export default defineBuiltin({
  name: 'let',
  usage: 'arg [arg ...]',
  summary: 'Evaluates arithmetic expressions.',
  run(call) {
    const words = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    if (words.length === 0) return after(call.complain('expression expected'), () => 1);
    let value: number | bigint = 0;
    try {
      for (const word of words) value = evaluateText(call.shell, word, 'let: ');
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      return after(complain(call.shell, error.text), () => 1);
    }
    return value === 0 || value === 0n ? 1 : 0;
  },
});

/** `return`. */
import { defineBuiltin } from '../define-builtin.ts';
import { after } from '../shell.ts';

export default defineBuiltin({
  name: 'return',
  usage: '[n]',
  summary: 'Leaves a function or a sourced file with a status.',
  inSh: true,
  run(call) {
    const { state } = call.shell;
    const [text, more] = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    if (text !== undefined && !/^\s*[-+]?\d+\s*$/.test(text)) {
      return after(call.complain(`${text}: numeric argument required`), () => {
        throw { unwind: 'return', status: 2 };
      });
    }
    if (more !== undefined) {
      return after(call.complain('too many arguments'), () => {
        throw { unwind: 'abandon', status: 1, all: true };
      });
    }
    if (state.frames.length === 0 && call.shell.dialect === 'bash')
      return after(call.complain("can only `return' from a function or sourced script"), () => 2);
    throw { unwind: 'return', status: text === undefined ? state.lastStatus : Number(text) & 255 };
  },
});

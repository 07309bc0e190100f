/** `shift`. */
import { defineBuiltin } from '../define-builtin.ts';
import { after } from '../shell.ts';

export default defineBuiltin({
  name: 'shift',
  usage: '[n]',
  summary: 'Drops positional parameters.',
  inSh: true,
  run(call) {
    const { state, dialect } = call.shell;
    const [text = '1', more] = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    if (!/^\s*[-+]?\d+\s*$/.test(text)) return after(call.complain(`${text}: numeric argument required`), () => 1);
    if (more !== undefined && dialect === 'bash') return after(call.complain('too many arguments'), () => 1);
    const count = Number(text);
    if (count < 0) return after(call.complain(`${text}: shift count out of range`), () => 1);
    if (count > state.positional.length) {
      if (dialect === 'sh') {
        return after(call.complain("can't shift that many"), () => {
          throw { unwind: 'exit', status: 2 };
        });
      }
      return state.shopts.shift_verbose ? after(call.complain(`${text}: shift count out of range`), () => 1) : 1;
    }
    state.positional = state.positional.slice(count);
    return 0;
  },
});

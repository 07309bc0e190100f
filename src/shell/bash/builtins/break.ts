/** `break` and `continue`. */
import { defineBuiltin } from '../define-builtin.ts';
import { after } from '../shell.ts';

export default defineBuiltin({
  name: 'break',
  alsoNamed: ['continue'],
  usage: '[n]',
  summary: 'Leaves loops, or goes on with their next turn.',
  inSh: true,
  run(call) {
    const { state } = call.shell;
    const [text = '1'] = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
    const name = call.name === 'continue' ? 'continue' : 'break';
    if (state.loopDepth === 0)
      return call.shell.dialect === 'sh' ? 0 : after(call.complain("only meaningful in a `for', `while', or `until' loop"), () => 0);
    if (!/^\s*[-+]?\d+\s*$/.test(text)) {
      return after(call.complain(`${text}: numeric argument required`), () => {
        throw { unwind: 'abandon', status: 128, all: true };
      });
    }
    if (Number(text) <= 0) {
      return after(call.complain(`${text}: loop count out of range`), () => {
        throw { unwind: 'break', count: state.loopDepth, status: 1 };
      });
    }
    throw { unwind: name, count: Math.min(Number(text), state.loopDepth) };
  },
});

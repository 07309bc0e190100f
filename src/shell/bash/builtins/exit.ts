/** `exit`. */
import { defineBuiltin, type BuiltinCall } from '../define-builtin.ts';
import { leaveShell } from '../interp/leave.ts';

export default defineBuiltin({
  name: 'exit',
  usage: '[n]',
  summary: 'Ends the shell with a status.',
  inSh: true,
  async run(call) {
    if (call.shell.state.interactive && call.shell.state.frames.length === 0 && call.shell.process.isOpen(2))
      await call.shell.process.write(2, call.shell.state.login ? 'logout\n' : 'exit\n');
    const status = await exitArgument(call);
    return leaveShell(call.shell, status);
  },
});

/** The status in the argument; 2 and a word when it is no number. */
async function exitArgument(call: BuiltinCall): Promise<number> {
  const [text, more] = call.arguments[0] === '--' ? call.arguments.slice(1) : call.arguments;
  if (text === undefined) return call.shell.state.lastStatus;
  if (!/^\s*[-+]?\d+\s*$/.test(text)) {
    await call.complain(call.shell.dialect === 'sh' ? `Illegal number: ${text}` : `${text}: numeric argument required`);
    return 2;
  }
  if (more !== undefined) {
    await call.complain('too many arguments');
    throw { unwind: 'abandon', status: 1, all: true };
  }
  return Number(BigInt.asUintN(8, BigInt(text.trim().replace('+', ''))));
}

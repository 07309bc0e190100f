/** `times`. */
import { defineBuiltin } from '../define-builtin.ts';

export default defineBuiltin({
  name: 'times',
  usage: '',
  summary: 'Prints the processor time used by the shell and its children.',
  inSh: true,
  async run(call) {
    const { process } = call.shell;
    const used = (process.processes().find(({ pid }) => pid === process.pid)?.cpu ?? 0) / 1e6;
    const show = (seconds: number): string => `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
    await call.out(`${show(used)} ${show(0)}\n${show(0)} ${show(0)}\n`);
    return 0;
  },
});

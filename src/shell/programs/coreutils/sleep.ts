/** sleep: waits. As GNU coreutils 9.4 sleep. */
import { parseDuration } from '../../formats/durations.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'sleep',
  usage: 'NUMBER[SUFFIX]...',
  summary: 'Pause for NUMBER seconds; SUFFIX may be s, m, h or d.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    checkOperands(operands, 1);
    let total = 0;
    let wrong = false;
    for (const operand of operands) {
      const duration = parseDuration(operand);
      if (duration === undefined) await io.complain(`invalid time interval ${localeQuoted(operand)}`);
      wrong ||= duration === undefined;
      total += duration ?? 0;
    }
    if (wrong) {
      await io.err("Try 'sleep --help' for more information.\n");
      return 1;
    }
    await io.process.sleep(total);
    return 0;
  },
});

/** yes: a line without end. As GNU coreutils 9.4 yes. */
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'yes',
  usage: '[STRING]...',
  summary: "Repeatedly output a line with all specified STRING(s), or 'y'.",
  suite: 'GNU coreutils 9.4',
  stopAtOperand: true,
  options: {},
  async run(io, _options, operands) {
    const line = `${operands.length === 0 ? 'y' : operands.join(' ')}\n`;
    const block = line.repeat(Math.max(1, Math.floor(8192 / line.length)));
    for (;;) {
      const writing = io.out(block);
      if (writing) await writing;
      const pause = io.process.tick(block.length >> 6);
      if (pause) await pause;
    }
  },
});

/** reset: brings a terminal back to sane modes and clears it. As ncurses 6.4 tset, called reset. */
import { findTerminalType } from '../../formats/terminfo.ts';
import { saneAttributes } from '../../formats/terminal-modes.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'reset',
  usage: '[-IQqrs] [terminal]',
  summary: 'Terminal initialization.',
  options: { quiet: { short: 'QIqrs', help: 'suppress messages and settings' } },
  async run(io, _options, operands) {
    const terminal = [2, 1, 0].flatMap((fd) => (io.process.isOpen(fd) ? (io.process.terminal(fd) ?? []) : []))[0];
    if (!terminal) {
      await io.complain('terminal attributes: No such device or address');
      return 1;
    }
    const name = operands[0] ?? io.process.environment.get('TERM');
    const type = findTerminalType(name);
    if (!type) {
      await io.complain(`unknown terminal type ${name ?? ''}`);
      return 1;
    }
    terminal.setAttributes(saneAttributes(terminal.attributes));
    await io.process.sleep(1_000_000);
    await io.err((type.text['rs1'] ?? '') + (type.text['rs2'] ?? '') + (type.text['clear'] ?? ''));
    return 0;
  },
});

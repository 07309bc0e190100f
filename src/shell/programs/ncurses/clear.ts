/** clear: clears the terminal's screen. As ncurses 6.4 clear. */
import { findTerminalType } from '../../formats/terminfo.ts';
import { defineProgram } from '../define-program.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'clear',
  usage: '[options]',
  summary: 'Clear the terminal screen.',
  options: {
    type: { short: 'T', argument: 'TERM', help: 'use this instead of $TERM' },
    version: { short: 'V', help: 'print curses-version' },
    keepScrollback: { short: 'x', help: 'do not try to clear scrollback' },
  },
  async run(io, { type, version, keepScrollback }) {
    if (version) {
      await io.out('ncurses 6.4.20240113\n');
      return 0;
    }
    const name = type ?? io.process.environment.get('TERM');
    if (!name) {
      await io.err('TERM environment variable not set.\n');
      return 1;
    }
    const found = findTerminalType(name);
    if (!found) throw new UsageError(`'${name}': unknown terminal type.`, { hint: false });
    const { clear, E3 } = found.text;
    if (clear === undefined) return 1;
    // The scrollback goes after the screen: E3 is part of xterm's clear already.
    const screen = clear.replaceAll('\x1b[3J', '');
    await io.out(screen + (keepScrollback || E3 === undefined ? '' : E3));
    return 0;
  },
});

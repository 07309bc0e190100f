/** The settings of a fresh terminal: what `stty -a` shows on Linux. As termios(3), drivers/tty/tty_io.c's tty_std_termios. */
import type { TerminalAttributes } from './types.ts';

const control = (letter: string): number => letter.charCodeAt(0) & 31;

export const INITIAL_ATTRIBUTES: TerminalAttributes = {
  canonical: true,
  echo: true,
  echoErase: true,
  echoKill: true,
  echoControl: true,
  signals: true,
  extended: true,
  crToNl: true,
  flowControl: true,
  postProcess: true,
  nlToCrNl: true,
  stopBackground: false,
  minimum: 1,
  time: 0,
  characters: {
    interrupt: control('C'),
    quit: control('\\'),
    erase: 0x7f,
    kill: control('U'),
    endOfFile: control('D'),
    suspend: control('Z'),
    start: control('Q'),
    stop: control('S'),
    wordErase: control('W'),
    literalNext: control('V'),
    reprint: control('R'),
  },
};

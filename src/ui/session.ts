/** One login on one screen: what is shown first, what is pasted and typed into it. */
import type { Host, HostTerminal } from '../host/types.ts';
import type { TerminalScreen } from './browser/screen.ts';
import { type PasteChange, preparePaste } from './paste.ts';
import { texts } from './texts.ts';
import { typeLines } from './typing.ts';

export interface Session {
  readonly terminal: HostTerminal;
  /** Types a command and Enter, once the terminal waits for it. */
  run(command: string): Promise<void>;
  /** Answers what is not as it was copied. Several lines are typed one by one, each at its prompt. */
  paste(text: string): readonly PasteChange[];
  /** What is still to be typed of a paste is not. */
  stopTyping(): void;
  close(): void;
}

/** `restore`: first shows what this terminal had on its screen when the page was last closed. */
export function startSession(host: Host, screen: TerminalScreen, restore: boolean): Session {
  const terminal = host.openTerminal(screen);
  void screen.begin(restore ? host.remembered(terminal.number) : new Uint8Array(0), texts.notices.restored);
  let stop = new AbortController();
  const type = (lines: readonly string[]) => {
    stop.abort();
    stop = new AbortController();
    return typeLines(terminal, lines, stop.signal);
  };
  return {
    terminal,
    async run(command) {
      await type([command]);
    },
    paste(text) {
      // An editor gets the text as it is.
      if (screen.fullScreen()) {
        screen.paste(text);
        return [];
      }
      const { lines, rest, changes } = preparePaste(text);
      if (lines.length === 0) screen.paste(rest);
      else void type(lines).then((done) => done && rest !== '' && screen.paste(rest));
      return changes;
    },
    stopTyping: () => stop.abort(),
    close: () => {
      stop.abort();
      terminal.close();
    },
  };
}

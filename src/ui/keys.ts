/** Which keys the page keeps for itself while the terminal has the focus. All others are the machine's. */

export type KeyAction =
  /** The terminal gets it. */
  | 'type'
  /** The browser does what it does with it: paste, move the focus. */
  | 'browser'
  | 'copy';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Ctrl+C copies only what is selected, else it interrupts. Ctrl+V, Ctrl+Shift+V and Shift+Insert paste, except on a Mac, where Cmd does both
 * and ^V is the shell's. Shift+Tab leaves: a terminal that takes Tab would hold keyboard users for ever (WCAG 2.1.2).
 */
export function actionOf(press: KeyPress, { mac, selected }: { readonly mac: boolean; readonly selected: boolean }): KeyAction {
  const { key, ctrlKey, shiftKey, altKey, metaKey } = press;
  const letter = key.toLowerCase();
  if (key === 'Tab' && shiftKey && !ctrlKey && !altKey && !metaKey) return 'browser';
  if (metaKey) return 'browser';
  if (altKey) return 'type';
  if (key === 'Insert') return insertAction(press);
  if (!ctrlKey || mac) return 'type';
  if (letter === 'c') return selected || shiftKey ? 'copy' : 'type'; // Ctrl+Shift+C would open the browser's tools
  if (letter === 'v') return 'browser';
  return 'type';
}

function insertAction({ ctrlKey, shiftKey }: KeyPress): KeyAction {
  if (ctrlKey && !shiftKey) return 'copy';
  return shiftKey && !ctrlKey ? 'browser' : 'type';
}

/** What a sticky Ctrl key makes of the next character: `c` → ^C. Others stay as they are. */
export function withControl(text: string): string {
  const code = text.toUpperCase().charCodeAt(0);
  return text.length === 1 && code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : text;
}

/** Every word that the page itself says. The machine's words are not here: they are what the real tools print. */
import type { PasteChange } from './paste.ts';

/** A language is one object of this shape; English below, others beside it. */
export interface Texts {
  readonly tagline: string;
  readonly starting: string;
  readonly failedToStart: (reason: string) => string;
  readonly storage: {
    readonly saved: string;
    readonly notSaved: string;
    readonly explanation: Readonly<Record<'lasting' | 'denied' | 'second-tab' | 'newer' | 'asked', string>>;
    /** `since` is a clock time. */
    readonly failing: Readonly<Record<'full' | 'denied' | 'lost' | 'newer' | 'busy', (since: string) => string>>;
  };
  readonly notices: {
    readonly label: string;
    readonly dismiss: string;
    readonly restored: string;
    readonly damaged: (records: number) => string;
    readonly wiped: string;
    readonly interrupted: (container: string) => string;
    readonly goOn: (command: string) => string;
    readonly pasted: (changes: readonly PasteChange[]) => string;
    readonly copyRefused: string;
  };
  readonly toolbar: {
    readonly label: string;
    readonly menu: string;
    readonly fontSmaller: string;
    readonly fontLarger: string;
    readonly theme: string;
    readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
    readonly export: string;
    readonly exportTitle: string;
    readonly import: string;
    readonly importTitle: string;
    readonly startOver: string;
  };
  readonly confirm: {
    readonly startOver: string;
    readonly startOverYes: string;
    readonly import: (file: string) => string;
    readonly importYes: string;
    readonly importFailed: (reason: string) => string;
    readonly exportFailed: (reason: string) => string;
    readonly keep: string;
  };
  readonly terminals: {
    readonly label: string;
    readonly name: (number: number) => string;
    readonly open: string;
    readonly close: (number: number) => string;
    readonly host: string;
    readonly container: string;
    readonly onHost: string;
    readonly inContainer: string;
    /** What a screen reader says of the terminal's input. */
    readonly input: (number: number, place: string) => string;
  };
  readonly keys: {
    readonly label: string;
    readonly hints: (mac: boolean) => readonly (readonly [chord: string, meaning: string])[];
    readonly paste: string;
  };
}

const changed: Readonly<Record<PasteChange, string>> = {
  prompts: 'prompts such as “$ ” and “root@…:/# ” were left out',
  quotes: 'typographic quotes, dashes and spaces became plain ones',
  controls: 'invisible characters were left out',
};

const english: Texts = {
  tagline: 'A simulated Linux host with Docker, all inside this page.',
  starting: 'Starting the machine…',
  failedToStart: (reason) => `The machine did not start: ${reason}`,
  storage: {
    saved: 'Saved in this browser',
    notSaved: 'Not saved',
    explanation: {
      lasting: 'What you do is saved in this browser as you go. Nothing leaves your computer.',
      denied: 'This browser keeps nothing after you close the tab (storage is blocked). Export keeps your work.',
      'second-tab': 'This machine is open in another tab. Here you work on a copy that is gone when you close this tab; Export keeps it.',
      newer:
        'The saved machine was written by a newer version of this page. It is left as it is; here you work on a fresh one that is not saved.',
      asked: 'This machine is not saved. Export keeps your work.',
    },
    failing: {
      full: (since) => `Not saved since ${since}: this browser’s storage is full. Export keeps your work.`,
      denied: (since) => `Not saved since ${since}: this browser refuses to store anything. Export keeps your work.`,
      lost: (since) => `Not saved since ${since}: this browser’s storage was emptied or damaged. Export keeps your work.`,
      newer: (since) => `Not saved since ${since}: a newer version of this page has taken over the saved machine. Export keeps your work.`,
      busy: (since) => `Not saved since ${since}: the machine was opened in another tab. Export keeps your work.`,
    },
  },
  notices: {
    label: 'Messages',
    dismiss: 'Dismiss',
    restored: 'restored; whatever was running ended when the page was closed',
    damaged: (records) =>
      `${records === 1 ? 'One saved record' : `${records} saved records`} could not be read and ${records === 1 ? 'was' : 'were'} set aside. The rest of the machine is here.`,
    wiped: 'A machine was saved here before, but the browser no longer has it. This is a fresh one.',
    interrupted: (container) =>
      `The page was closed while you were inside container ${container}, which stopped it. Its files are still there.`,
    goOn: (command) => `Go on: ${command}`,
    pasted: (changes) => `Pasted: ${changes.map((change) => changed[change]).join('; ')}.`,
    copyRefused: 'The browser did not allow copying. Right-click the selection to copy it.',
  },
  toolbar: {
    label: 'Machine and display',
    menu: 'Menu',
    fontSmaller: 'Smaller text',
    fontLarger: 'Larger text',
    theme: 'Colours',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    export: 'Export',
    exportTitle: 'Save the whole machine as one file',
    import: 'Import',
    importTitle: 'Replace this machine by one from a file',
    startOver: 'Start over',
  },
  confirm: {
    startOver: 'Start over? All containers, images and files of this machine are deleted from this browser.',
    startOverYes: 'Delete and start over',
    import: (file) => `Replace this machine by the one in ${file}?`,
    importYes: 'Replace',
    importFailed: (reason) => `Nothing was imported: ${reason}`,
    exportFailed: (reason) => `Nothing was exported: ${reason}`,
    keep: 'Keep this machine',
  },
  terminals: {
    label: 'Terminals',
    name: (number) => `Terminal ${number}`,
    open: 'New terminal',
    close: (number) => `Close terminal ${number}`,
    host: 'HOST',
    container: 'CONTAINER',
    onHost: 'You are on the host. docker works here.',
    inContainer: 'You are inside a container. exit ends its shell, Ctrl+P Ctrl+Q leaves it running.',
    input: (number, place) => `Terminal ${number}, ${place}. Shift+Tab leaves it.`,
  },
  keys: {
    label: 'Keys',
    hints: (mac) => [
      ['Shift+Tab', 'leaves the terminal'],
      mac ? ['Ctrl+C', 'interrupts'] : ['Ctrl+C', 'copies a selection, else interrupts'],
      mac ? ['⌘C ⌘V', 'copy, paste'] : ['Ctrl+V', 'pastes'],
      ['Tab', 'completes'],
    ],
    paste: 'Paste',
  },
};

export const texts: Texts = english;

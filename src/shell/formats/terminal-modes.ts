/** Terminal modes by stty's names, and which are sane or raw. As GNU coreutils 9.4 stty. */
import type { TerminalAttributes } from '../../sim/kernel/types.ts';

/** The attributes that are on or off. */
export type ModeKey = {
  readonly [K in keyof TerminalAttributes]-?: TerminalAttributes[K] extends boolean ? K : never;
}[keyof TerminalAttributes];
export type CharacterKey = keyof TerminalAttributes['characters'];

export const SPECIAL_CHARACTERS: readonly (readonly [name: string, key: CharacterKey, sane: number])[] = [
  ['intr', 'interrupt', 3],
  ['quit', 'quit', 28],
  ['erase', 'erase', 127],
  ['kill', 'kill', 21],
  ['eof', 'endOfFile', 4],
  ['start', 'start', 17],
  ['stop', 'stop', 19],
  ['susp', 'suspend', 26],
  ['rprnt', 'reprint', 18],
  ['werase', 'wordErase', 23],
  ['lnext', 'literalNext', 22],
];

/** stty's names of the modes that the line discipline here knows. */
export const MODE_NAMES: Readonly<Record<string, ModeKey>> = {
  icanon: 'canonical',
  echo: 'echo',
  echoe: 'echoErase',
  crterase: 'echoErase',
  echok: 'echoKill',
  echoctl: 'echoControl',
  ctlecho: 'echoControl',
  isig: 'signals',
  iexten: 'extended',
  icrnl: 'crToNl',
  ixon: 'flowControl',
  opost: 'postProcess',
  onlcr: 'nlToCrNl',
  tostop: 'stopBackground',
};

export function saneAttributes(attributes: TerminalAttributes): TerminalAttributes {
  const characters = { ...attributes.characters };
  for (const [, key, sane] of SPECIAL_CHARACTERS) characters[key] = sane;
  return {
    ...attributes,
    ...{ canonical: true, echo: true, echoErase: true, echoKill: true, echoControl: true, signals: true, extended: true },
    ...{ crToNl: true, flowControl: true, postProcess: true, nlToCrNl: true, stopBackground: false, minimum: 1, time: 0, characters },
  };
}

export const rawAttributes = (attributes: TerminalAttributes): TerminalAttributes => ({
  ...attributes,
  ...{ canonical: false, signals: false, crToNl: false, flowControl: false, postProcess: false, minimum: 1, time: 0 },
});

/** `cooked`, `-raw`. */
export const cookedAttributes = (attributes: TerminalAttributes): TerminalAttributes => ({
  ...attributes,
  ...{ canonical: true, signals: true, crToNl: true, flowControl: true, postProcess: true },
});

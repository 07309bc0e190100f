/** Colours of names: LS_COLORS read, and which of them a file gets. As GNU coreutils 9.4 ls.c and dircolors. */
import { isColorTerminal } from './color-terminals.ts';
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { NodeType, Stat } from '../../../sim/fs/types.ts';
import type { ListEntry } from './entry.ts';

export interface ColorScheme {
  /** By LS_COLORS' two letters: `di`, `ln` … */
  readonly kinds: ReadonlyMap<string, string>;
  /** `.tar` → its sequence; the last one given goes before. */
  readonly suffixes: readonly { readonly suffix: ByteString; readonly sequence: string }[];
}

/** What ls has built in, when LS_COLORS says nothing. */
const DEFAULTS: Readonly<Record<string, string>> = {
  lc: '\x1b[',
  rc: 'm',
  rs: '0',
  di: '01;34',
  ln: '01;36',
  pi: '33',
  so: '01;35',
  bd: '01;33',
  cd: '01;33',
  ex: '01;32',
  do: '01;35',
  su: '37;41',
  sg: '30;43',
  st: '37;44',
  ow: '34;42',
  tw: '30;42',
  cl: '\x1b[K',
};

/** undefined: no colours after all (the terminal is not known). */
export function readColors(environment: ReadonlyMap<ByteString, ByteString>): ColorScheme | undefined {
  const text = environment.get('LS_COLORS');
  if (!text) {
    const known = environment.get('COLORTERM') || isColorTerminal(environment.get('TERM') ?? '');
    return known ? { kinds: new Map(Object.entries(DEFAULTS)), suffixes: [] } : undefined;
  }
  const kinds = new Map(Object.entries(DEFAULTS));
  const suffixes: { suffix: ByteString; sequence: string }[] = [];
  for (const item of text.split(':')) {
    const equals = item.indexOf('=');
    if (equals < 0) continue;
    const [key, sequence] = [item.slice(0, equals), interpret(item.slice(equals + 1))];
    if (key.startsWith('*')) suffixes.unshift({ suffix: interpret(key.slice(1)), sequence });
    else kinds.set(key, sequence);
  }
  return { kinds, suffixes };
}

const interpret = (text: ByteString): ByteString =>
  text
    .replace(/\\e/g, '\x1b')
    .replace(/\\([0-7]{1,3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
    .replace(/\^([@-_?])/g, (_, letter: string) => String.fromCharCode(letter.charCodeAt(0) ^ 64))
    .replace(/\\_/g, ' ')
    .replace(/\\([^e0-7_])/g, '$1');

const isColored = (scheme: ColorScheme, kind: string): boolean => {
  const sequence = scheme.kinds.get(kind);
  return sequence !== undefined && sequence !== '' && sequence !== '0' && sequence !== '00';
};

/** The sequence between `ESC[` and `m` for a name; undefined: none. `target`: for what a symlink points to. */
export function colorOf(scheme: ColorScheme, entry: ListEntry, target = false, looksAtTargets = false): string | undefined {
  if (target && !looksAtTargets && !looksAtLinks(scheme)) return undefined;
  const { link } = entry;
  const name = target ? (link?.target ?? '') : entry.name;
  const referent = scheme.kinds.get('ln') === 'target';
  const stat = target || (referent && link?.stat) ? link?.stat : entry.stat;
  const dangling = link !== undefined && !link.stat;
  if (!stat) return isColored(scheme, 'mi') ? scheme.kinds.get('mi') : isColored(scheme, 'or') ? scheme.kinds.get('or') : undefined;
  let kind = kindOf(scheme, stat);
  if (kind === 'fi') {
    const suffix = scheme.suffixes.find((each) => name.toLowerCase().endsWith(each.suffix.toLowerCase()));
    if (suffix) return suffix.sequence;
  }
  if (kind === 'ln' && dangling && (referent || isColored(scheme, 'or'))) kind = 'or';
  return scheme.kinds.get(kind);
}

/** Whether any colour hangs on what links point to (else ls does not look). */
const looksAtLinks = (scheme: ColorScheme): boolean =>
  isColored(scheme, 'or') || isColored(scheme, 'mi') || (isColored(scheme, 'ex') && scheme.kinds.get('ln') === 'target');

const PLAIN_KINDS: Readonly<Record<NodeType, string>> = {
  file: 'fi',
  directory: 'di',
  symlink: 'ln',
  fifo: 'pi',
  socket: 'so',
  block: 'bd',
  character: 'cd',
};

function kindOf(scheme: ColorScheme, { type, mode, nlink }: Stat): string {
  const first = (candidates: readonly (readonly [boolean, string])[]): string | undefined =>
    candidates.find(([holds, kind]) => holds && isColored(scheme, kind))?.[1];
  if (type === 'file') {
    const special = first([
      [(mode & 0o4000) !== 0, 'su'],
      [(mode & 0o2000) !== 0, 'sg'],
      [(mode & 0o111) !== 0, 'ex'],
      [nlink > 1, 'mh'],
    ]);
    return special ?? 'fi';
  }
  if (type !== 'directory') return PLAIN_KINDS[type];
  const [sticky, open] = [(mode & 0o1000) !== 0, (mode & 0o002) !== 0];
  return (
    first([
      [sticky && open, 'tw'],
      [open, 'ow'],
      [sticky, 'st'],
    ]) ?? 'di'
  );
}

/** Puts colour around names, with the reset that ls sends before the first one. */
export class ColorWriter {
  readonly #scheme: ColorScheme;
  #used = false;

  constructor(scheme: ColorScheme) {
    this.#scheme = scheme;
  }

  /** `text` in a colour, or in none but LS_COLORS' `no`; `wraps`: it crosses the line's end, which must be cleared then. */
  paint(text: ByteString, sequence: string | undefined, wraps: boolean): ByteString {
    const kind = (name: string): string => this.#scheme.kinds.get(name) ?? '';
    const normal = isColored(this.#scheme, 'no') ? kind('lc') + kind('no') + kind('rc') : '';
    if (sequence === undefined && normal === '') return text;
    const reset = this.#scheme.kinds.get('ec') ?? kind('lc') + kind('rs') + kind('rc');
    const before = this.#used ? '' : reset;
    this.#used = true;
    const color = sequence === undefined ? '' : `${normal === '' ? '' : kind('lc') + kind('rc')}${kind('lc')}${sequence}${kind('rc')}`;
    return `${before}${normal}${color}${text}${reset}${wraps ? kind('cl') : ''}`;
  }
}

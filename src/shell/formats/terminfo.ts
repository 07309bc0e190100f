/** The few terminfo entries that matter here: what clear, tput, reset and more send. As ncurses 6.4 terminfo.src for xterm, linux, screen, tmux, vt100, dumb. */
import type { ByteString } from '../../sim/fs/bytes.ts';

export interface TerminalType {
  readonly names: readonly string[];
  readonly description: string;
  readonly colors: number | undefined;
  /** Capabilities by terminfo's short name. */
  readonly text: Readonly<Record<string, ByteString>>;
  readonly flags: readonly string[];
}

const ANSI = {
  bel: '\x07',
  cr: '\r',
  cub1: '\b',
  cud1: '\n',
  ind: '\n',
  cuf1: '\x1b[C',
  cuu1: '\x1b[A',
  home: '\x1b[H',
  clear: '\x1b[H\x1b[2J',
  ed: '\x1b[J',
  el: '\x1b[K',
  el1: '\x1b[1K',
  cup: '\x1b[%i%p1%d;%p2%dH',
  bold: '\x1b[1m',
  rev: '\x1b[7m',
  smso: '\x1b[7m',
  rmso: '\x1b[27m',
  smul: '\x1b[4m',
  rmul: '\x1b[24m',
  blink: '\x1b[5m',
  sgr0: '\x1b(B\x1b[m',
  setaf: '\x1b[3%p1%dm',
  setab: '\x1b[4%p1%dm',
  op: '\x1b[39;49m',
  csr: '\x1b[%i%p1%d;%p2%dr',
  civis: '\x1b[?25l',
  cnorm: '\x1b[?12l\x1b[?25h',
  cvvis: '\x1b[?12;25h',
  sc: '\x1b7',
  rc: '\x1b8',
  ht: '\t',
  hpa: '\x1b[%i%p1%dG',
  vpa: '\x1b[%i%p1%dd',
  cuu: '\x1b[%p1%dA',
  cud: '\x1b[%p1%dB',
  cuf: '\x1b[%p1%dC',
  cub: '\x1b[%p1%dD',
  ich: '\x1b[%p1%d@',
  dch: '\x1b[%p1%dP',
  ech: '\x1b[%p1%dX',
  il: '\x1b[%p1%dL',
  dl: '\x1b[%p1%dM',
  ri: '\x1bM',
  il1: '\x1b[L',
  dl1: '\x1b[M',
  dch1: '\x1b[P',
  smir: '\x1b[4h',
  rmir: '\x1b[4l',
} as const;

const XTERM = {
  ...ANSI,
  clear: '\x1b[H\x1b[2J\x1b[3J',
  E3: '\x1b[3J',
  dim: '\x1b[2m',
  sitm: '\x1b[3m',
  ritm: '\x1b[23m',
  invis: '\x1b[8m',
  smcup: '\x1b[?1049h\x1b[22;0;0t',
  rmcup: '\x1b[?1049l\x1b[23;0;0t',
  smkx: '\x1b[?1h\x1b=',
  rmkx: '\x1b[?1l\x1b>',
  rs1: '\x1bc',
  rs2: '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>',
  is2: '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>',
  flash: '\x1b[?5h$<100/>\x1b[?5l',
  kcuu1: '\x1bOA',
  kcud1: '\x1bOB',
  kcuf1: '\x1bOC',
  kcub1: '\x1bOD',
  khome: '\x1bOH',
  kend: '\x1bOF',
  kbs: '\x7f',
} as const;

const TYPES: readonly TerminalType[] = [
  {
    names: ['xterm'],
    description: 'xterm terminal emulator (X Window System)',
    colors: 8,
    text: XTERM,
    flags: ['am', 'bce', 'km', 'mir', 'msgr', 'npc', 'xenl'],
  },
  {
    names: ['xterm-256color'],
    description: 'xterm with 256 colors',
    colors: 256,
    flags: ['am', 'bce', 'ccc', 'km', 'mir', 'msgr', 'npc', 'xenl'],
    text: {
      ...XTERM,
      setaf: '\x1b[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m',
      setab: '\x1b[%?%p1%{8}%<%t4%p1%d%e%p1%{16}%<%t10%p1%{8}%-%d%e48;5;%p1%d%;m',
    },
  },
  {
    names: ['linux'],
    description: 'Linux console',
    colors: 8,
    text: {
      ...ANSI,
      clear: '\x1b[H\x1b[J',
      sgr0: '\x1b[m\x0f',
      cnorm: '\x1b[?25h\x1b[?0c',
      civis: '\x1b[?25l\x1b[?1c',
      E3: '\x1b[3J',
      rs1: '\x1bc\x1b]R',
    },
    flags: ['am', 'bce', 'ccc', 'eo', 'mir', 'msgr', 'xenl', 'xon'],
  },
  {
    names: ['screen', 'tmux'],
    description: 'VT 100/ANSI X3.64 virtual terminal',
    colors: 8,
    text: {
      ...ANSI,
      clear: '\x1b[H\x1b[J',
      sgr0: '\x1b[m\x0f',
      smso: '\x1b[3m',
      rmso: '\x1b[23m',
      cnorm: '\x1b[34h\x1b[?25h',
      smcup: '\x1b[?1049h',
      rmcup: '\x1b[?1049l',
      rs2: '\x1bc\x1b[?1000l\x1b[?25h',
      E3: '\x1b[3J',
    },
    flags: ['am', 'km', 'mir', 'msgr', 'xenl'],
  },
  {
    names: ['screen-256color', 'tmux-256color'],
    description: 'GNU Screen with 256 colors',
    colors: 256,
    text: {
      ...ANSI,
      clear: '\x1b[H\x1b[J',
      sgr0: '\x1b[m\x0f',
      smcup: '\x1b[?1049h',
      rmcup: '\x1b[?1049l',
      rs2: '\x1bc\x1b[?1000l\x1b[?25h',
      E3: '\x1b[3J',
    },
    flags: ['am', 'km', 'mir', 'msgr', 'xenl'],
  },
  {
    names: ['vt100'],
    description: 'DEC VT100 (w/advanced video)',
    colors: undefined,
    text: {
      bel: '\x07',
      cr: '\r',
      cub1: '\b',
      cud1: '\n',
      cuf1: '\x1b[C$<2>',
      cuu1: '\x1b[A$<2>',
      home: '\x1b[H',
      clear: '\x1b[H\x1b[J$<50>',
      ed: '\x1b[J$<50>',
      el: '\x1b[K$<3>',
      cup: '\x1b[%i%p1%d;%p2%dH$<5>',
      bold: '\x1b[1m$<2>',
      rev: '\x1b[7m$<2>',
      smso: '\x1b[7m$<2>',
      rmso: '\x1b[m$<2>',
      smul: '\x1b[4m$<2>',
      rmul: '\x1b[m$<2>',
      sgr0: '\x1b[m\x0f$<2>',
    },
    flags: ['am', 'mc5i', 'msgr', 'xenl', 'xon'],
  },
  {
    names: ['ansi'],
    description: 'ansi/pc-term compatible with color',
    colors: 8,
    text: { ...ANSI, clear: '\x1b[H\x1b[J', sgr0: '\x1b[0;10m', smso: '\x1b[7m', rmso: '\x1b[m', rmul: '\x1b[m' },
    flags: ['am', 'mc5i', 'mir', 'msgr'],
  },
  {
    names: ['dumb'],
    description: '80-column dumb tty',
    colors: undefined,
    text: { bel: '\x07', cr: '\r', cud1: '\n', ind: '\n' },
    flags: ['am'],
  },
];

export const findTerminalType = (name: string | undefined): TerminalType | undefined =>
  TYPES.find(({ names }) => name !== undefined && names.includes(name));

/** A capability with its parameters filled in and its padding left out. As terminfo(5)'s stack language. */
export function expandCapability(text: ByteString, parameters: readonly number[]): ByteString {
  const values = [...parameters];
  const stack: number[] = [];
  let result = '';
  const body = text.replace(/\$<[\d.]+[*/]*>/g, '');
  for (let i = 0; i < body.length; i++) {
    if (body.charAt(i) !== '%') {
      result += body.charAt(i);
      continue;
    }
    const c = body.charAt(++i);
    if (c === 'i') for (const at of [0, 1]) values[at] = (values[at] ?? 0) + 1;
    else if (c === 'p') stack.push(values[Number(body.charAt(++i)) - 1] ?? 0);
    else if (c === 'd') result += String(stack.pop() ?? 0);
    else if (c === '%') result += '%';
    else if (c === '{') {
      const end = body.indexOf('}', i);
      stack.push(Number(body.slice(i + 1, end)));
      i = end;
    } else if (c === '<' || c === '-') {
      const [b, a] = [stack.pop() ?? 0, stack.pop() ?? 0];
      stack.push(c === '<' ? Number(a < b) : a - b);
    } else if (c === 't' && !stack.pop()) i = skipBranch(body, i, true);
    else if (c === 'e') i = skipBranch(body, i, false);
  }
  return result;
}

/** To the matching `%e` (or, after a branch that was taken, `%;`). */
function skipBranch(body: ByteString, from: number, toElse: boolean): number {
  let depth = 0;
  for (let i = from + 1; i < body.length - 1; i++) {
    if (body.charAt(i) !== '%') continue;
    const c = body.charAt(i + 1);
    if (c === '?') depth++;
    else if (c === ';' && depth-- === 0) return i + 1;
    else if (c === 'e' && depth === 0 && toElse) return i + 1;
  }
  return body.length;
}

/** find -printf's directives, and -ls. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Instant, Stat } from '../../../sim/fs/types.ts';
import { readEscape } from '../../formats/escapes.ts';
import { modeString, typeLetter } from '../../formats/mode.ts';
import { baseName } from '../../formats/paths.ts';
import { cEscape } from '../../formats/quoting.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import type { FindContext, Visit } from './visit.ts';
import { findError } from './visit.ts';

type Part = ByteString | ((visit: Visit) => ByteString);

/** Reads a format once; the result makes the text of each file. `warn` says what it does not know. */
export function compilePrintf(format: ByteString, context: FindContext, warn: (text: string) => void): (visit: Visit) => ByteString {
  const parts: Part[] = [];
  for (let i = 0; i < format.length; ) {
    const c = format.charAt(i);
    if (c === '\\') {
      const read = readFindEscape(format, i, warn);
      parts.push(read.text);
      if (read.stop) break;
      i = read.end;
    } else if (c === '%') i = directive(format, i, context, parts, warn);
    else {
      const stop = /[%\\]/.exec(format.slice(i))?.index ?? format.length - i;
      parts.push(format.slice(i, i + stop));
      i += stop;
    }
  }
  return (visit) => parts.map((part) => (typeof part === 'string' ? part : part(visit))).join('');
}

function readFindEscape(
  format: ByteString,
  at: number,
  warn: (text: string) => void,
): { readonly text: ByteString; readonly end: number; readonly stop?: boolean } {
  const c = format.charAt(at + 1);
  if (c === 'c') return { text: '', end: at + 2, stop: true };
  if (/[abfnrtv\\0-7]/.test(c)) return readEscape(format, at, { style: 'printf' });
  warn(c === '' ? "warning: escape `\\' followed by nothing at all" : `warning: unrecognized escape \`\\${c}'`);
  return { text: `\\${c}`, end: at + 1 + c.length };
}

const DIRECTIVE = /%([-+ #0]*)(\d*)(?:\.(\d+))?([ACTB].|.)/sy;

function directive(format: ByteString, at: number, context: FindContext, parts: Part[], warn: (text: string) => void): number {
  DIRECTIVE.lastIndex = at;
  const match = DIRECTIVE.exec(format);
  if (!match) throw findError('error: % at end of format string');
  const [whole, flags = '', width = '', precision, letters = ''] = match;
  if (letters === '%') parts.push('%');
  else {
    const field = fieldOf(letters, context);
    if (!field) {
      warn(`warning: unrecognized format directive \`%${letters}'`);
      parts.push(whole);
    } else {
      parts.push((visit) => {
        const value = field(visit);
        const text = precision === undefined ? value : value.slice(0, Number(precision));
        return flags.includes('-')
          ? text.padEnd(Number(width))
          : text.padStart(Number(width), flags.includes('0') && /^\d*$/.test(text) ? '0' : ' ');
      });
    }
  }
  return at + whole.length;
}

type Field = (visit: Visit) => ByteString;

function fieldOf(letters: string, context: FindContext): Field | undefined {
  const { io, accounts } = context;
  switch (letters) {
    case 'p':
      return ({ path }) => path;
    case 'f':
      return ({ path }) => (/^\/+$/.test(path) ? '/' : baseName(path));
    case 'h':
      return ({ path }) => parentOf(path);
    case 'P':
      return ({ path, start }) => path.slice(start.length).replace(/^\/+/, '');
    case 'H':
      return ({ start }) => start;
    case 'd':
      return ({ depth }) => String(depth);
    case 'l':
      return ({ path, stat }) => (stat.type === 'symlink' ? io.fs.readLink(path) : '');
    case 'u':
      return ({ stat }) => accounts.userName(stat.uid);
    case 'g':
      return ({ stat }) => accounts.groupName(stat.gid);
    case 'F':
      return ({ path }) => io.fs.statfs(path).type;
    case 'Y':
      return (visit) => otherType(visit, context);
    default:
      return statField(letters) ?? timeField(letters, context);
  }
}

function statField(letters: string): Field | undefined {
  const fields: Readonly<Record<string, (stat: Stat) => string | number>> = {
    s: ({ size }) => size,
    b: ({ blocks }) => blocks,
    k: ({ blocks }) => Math.ceil(blocks / 2),
    m: ({ mode }) => mode.toString(8),
    M: ({ type, mode }) => modeString(type, mode),
    n: ({ nlink }) => nlink,
    i: ({ ino }) => ino,
    D: ({ dev }) => dev,
    U: ({ uid }) => uid,
    G: ({ gid }) => gid,
    y: ({ type }) => (type === 'file' ? 'f' : typeLetter(type)),
    S: ({ size, blocks }) => (size === 0 ? '1' : String(Number(((blocks * 512) / size).toPrecision(6)))),
  };
  const field = fields[letters];
  return field && (({ stat }) => String(field(stat)));
}

function otherType({ path, stat }: Visit, { io }: FindContext): ByteString {
  try {
    const { type } = io.fs.stat(path);
    return type === 'file' ? 'f' : typeLetter(type);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return stat.type === 'symlink' ? (error.errno === 'ELOOP' ? 'L' : 'N') : '?';
  }
}

const TIMES: Readonly<Record<string, 'atime' | 'ctime' | 'mtime'>> = {
  a: 'atime',
  c: 'ctime',
  t: 'mtime',
  A: 'atime',
  C: 'ctime',
  T: 'mtime',
};

function timeField(letters: string, { zone }: FindContext): Field | undefined {
  const time = TIMES[letters.charAt(0)];
  if (!time) return undefined;
  if (letters.length === 1)
    return /[act]/.test(letters)
      ? ({ stat }) =>
          formatTime('%a %b %e %T.%N', calendarTime(stat[time], zone)).replace(/$/, '0') + formatTime(' %Y', calendarTime(stat[time], zone))
      : undefined;
  return ({ stat }) => timePart(stat[time], letters.charAt(1), zone);
}

function timePart(instant: Instant, letter: string, zone: FindContext['zone']): ByteString {
  const time = calendarTime(instant, zone);
  const fraction = `${String(time.nanosecond).padStart(9, '0')}0`;
  if (letter === '@') return `${time.epoch}.${fraction}`;
  if (letter === '+') return `${formatTime('%Y-%m-%d+%T', time)}.${fraction}`;
  if (letter === 'S') return `${formatTime('%S', time)}.${fraction}`;
  if (letter === 'T' || letter === 'X') return `${formatTime('%T', time)}.${fraction}`;
  return formatTime(`%${letter}`, time);
}

const parentOf = (path: ByteString): ByteString => {
  const slash = path.replace(/\/+$/, '').lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
};

const HALF_YEAR = 15_778_476e6;

/** `ls -dils` of one file. */
export function listLine({ path, stat }: Visit, { io, accounts, zone, now }: FindContext): ByteString {
  const recent = now - HALF_YEAR < stat.mtime && stat.mtime <= now;
  const time = formatTime(recent ? '%b %e %H:%M' : '%b %e  %Y', calendarTime(stat.mtime, zone));
  const size = stat.rdev ? `${String(stat.rdev.major).padStart(3)}, ${String(stat.rdev.minor).padStart(3)}` : String(stat.size);
  const shown = (name: ByteString): ByteString => cEscape(name, io.unicode).replaceAll(' ', '\\ ');
  const target = stat.type === 'symlink' ? ` -> ${shown(io.fs.readLink(path))}` : '';
  const columns = [
    String(stat.ino).padStart(9),
    String(Math.ceil(stat.blocks / 2)).padStart(6),
    modeString(stat.type, stat.mode),
    String(stat.nlink).padStart(3),
    accounts.userName(stat.uid).padEnd(8),
    accounts.groupName(stat.gid).padEnd(8),
    size.padStart(8),
    time,
  ];
  return `${columns.join(' ')} ${shown(path)}${target}\n`;
}

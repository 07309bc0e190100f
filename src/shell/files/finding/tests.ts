/** find's tests: names, types, sizes, times, owners, permissions. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { NodeType, Stat } from '../../../sim/fs/types.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { parseModeChange } from '../../formats/mode.ts';
import { baseName } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseTime } from '../../formats/time-parse.ts';
import { type FindContext, findError, type Test, type Visit } from './visit.ts';

/** A test that takes an argument. */
export type TestMaker = (context: FindContext, argument: ByteString, option: ByteString) => Test;

const byName =
  (of: (visit: Visit, context: FindContext) => ByteString | undefined, ignoreCase: boolean): TestMaker =>
  (context, pattern) => {
    const matches = fnmatch(pattern, { ignoreCase, unicode: context.io.unicode });
    return (visit) => {
      const text = of(visit, context);
      return text !== undefined && matches(text);
    };
  };

const nameOf = ({ path }: Visit): ByteString => (/^\/+$/.test(path) ? '/' : baseName(path));
const targetOf = ({ path, stat }: Visit, { io }: FindContext): ByteString | undefined =>
  stat.type === 'symlink' ? io.fs.readLink(path) : undefined;

const TYPES: Readonly<Record<string, NodeType>> = {
  b: 'block',
  c: 'character',
  d: 'directory',
  p: 'fifo',
  f: 'file',
  l: 'symlink',
  s: 'socket',
};

function parseTypes(argument: ByteString, option: ByteString): ReadonlySet<NodeType> {
  if (argument === '') throw findError(`Arguments to ${option} should contain at least one letter`);
  const types = new Set<NodeType>();
  for (let i = 0; i < argument.length; i += 2) {
    const type = TYPES[argument.charAt(i)];
    if (!type) throw findError(`Unknown argument to ${option}: ${argument.charAt(i)}`);
    types.add(type);
    if (i + 1 < argument.length && argument.charAt(i + 1) !== ',')
      throw findError(`Must separate multiple arguments to ${option} using: ','`);
    if (i + 2 === argument.length) throw findError(`Last file type in list argument to ${option} is missing, i.e., list is ending on: ','`);
  }
  return types;
}

const typeTest: TestMaker = (_context, argument, option) => {
  const types = parseTypes(argument, option);
  return ({ stat }) => types.has(stat.type);
};

/** The type of the other side: of what a link points to, unless links are followed anyway. */
const otherTypeTest: TestMaker = (context, argument, option) => {
  const types = parseTypes(argument, option);
  return ({ path, stat }) => {
    try {
      return types.has((context.followLinks === 'always' ? context.io.fs.lstat(path) : context.io.fs.stat(path)).type);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      return types.has(stat.type);
    }
  };
};

type Comparison = (value: number) => boolean;

/** `5`, `+5`, `-5`. */
function compareWith(argument: ByteString): Comparison | undefined {
  const match = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(argument);
  if (!match) return undefined;
  const wanted = Number(match[2]);
  if (match[1] === '+') return (value) => value > wanted;
  return match[1] === '-' ? (value) => value < wanted : (value) => value === wanted;
}

const byNumber =
  (of: (stat: Stat) => number): TestMaker =>
  (_context, argument, option) => {
    const holds = compareWith(argument);
    if (!holds || argument.includes('.')) throw findError(`invalid argument \`${argument}' to \`${option}'`);
    return ({ stat }) => holds(of(stat));
  };

const UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

const sizeTest: TestMaker = (_context, argument, option) => {
  if (argument === '') throw findError(`invalid null argument to ${option}`);
  const letter = /[a-zA-Z]$/.exec(argument)?.[0] ?? 'b';
  const unit = UNITS[letter];
  if (unit === undefined) throw findError(`invalid ${option} type \`${letter}'`);
  const holds = compareWith(argument.replace(/[a-zA-Z]$/, ''));
  if (!holds) throw findError(`Invalid argument \`${argument}' to ${option}`);
  return ({ stat }) => holds(Math.ceil(stat.size / unit));
};

/** -mtime counts whole days (-mmin minutes) back; a part of one is dropped for days and counts for minutes. */
const ageTest =
  (time: 'atime' | 'ctime' | 'mtime', seconds: number): TestMaker =>
  (context, argument, option) => {
    const match = /^([-+]?)(\d+(?:\.\d+)?|\.\d+)$/.exec(argument);
    if (!match) throw findError(`invalid argument \`${argument}' to \`${option}'`);
    const start = context.dayStart;
    const wanted = Number(match[2]) * seconds * 1e6;
    const unit = seconds * 1e6;
    return ({ stat }) => {
      const age = start - stat[time];
      if (match[1] === '+') return age >= wanted + (seconds === 60 ? 1 : unit);
      if (match[1] === '-') return age < wanted;
      return seconds === 60 ? age > wanted - unit && age <= wanted : age >= wanted && age < wanted + unit;
    };
  };

const newerTest =
  (time: 'atime' | 'ctime' | 'mtime', reference: 'atime' | 'ctime' | 'mtime'): TestMaker =>
  (context, path) => {
    const limit = statOf(context, path)[reference];
    return ({ stat }) => stat[time] > limit;
  };

function statOf({ io, followLinks }: FindContext, path: ByteString): Stat {
  try {
    return followLinks === 'never' ? io.fs.lstat(path) : io.fs.stat(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw findError(`${localeQuoted(path)}: ${error.text}`);
  }
}

const TIMES: Readonly<Record<string, 'atime' | 'ctime' | 'mtime'>> = { a: 'atime', c: 'ctime', m: 'mtime', B: 'mtime' };

/** -newerXY; undefined when there is no such pair. */
export function newerPair(option: ByteString): TestMaker | undefined {
  const match = /^-newer([aBcm])([aBcmt])$/.exec(option);
  const time = TIMES[match?.[1] ?? ''];
  if (!match || !time) return undefined;
  const reference = TIMES[match[2] ?? ''];
  if (reference) return newerTest(time, reference);
  return (context, argument) => {
    const limit = parseTime(argument, context.now, context.zone);
    if (limit === undefined) throw findError(`I cannot figure out how to interpret ${localeQuoted(argument)} as a date or time`);
    return ({ stat }) => stat[time] > limit;
  };
}

const permTest: TestMaker = (context, argument) => {
  const kind = /^[-/]/.exec(argument)?.[0] ?? '';
  const change = parseModeChange(argument.slice(kind.length));
  if (!change || argument === kind) throw findError(`invalid mode ${localeQuoted(argument)}`);
  const wanted = (directory: boolean): number => change({ mode: 0, directory, umask: context.io.process.umask() });
  return ({ stat }) => {
    const bits = wanted(stat.type === 'directory');
    if (kind === '-') return (stat.mode & bits) === bits;
    return kind === '/' ? bits === 0 || (stat.mode & bits) !== 0 : stat.mode === bits;
  };
};

const userTest: TestMaker = ({ accounts }, argument, option) => {
  if (argument === '') throw findError(`The argument to ${option} should not be empty`);
  const uid = accounts.userByName(argument)?.uid ?? (/^\d+$/.test(argument) ? Number(argument) : undefined);
  if (uid === undefined) throw findError(`${localeQuoted(argument)} is not the name of a known user`);
  return ({ stat }) => stat.uid === uid;
};

const groupTest: TestMaker = ({ accounts }, argument, option) => {
  if (argument === '') throw findError(`argument to ${option} is empty, but should be a group name`);
  const gid = accounts.groupByName(argument)?.gid ?? (/^\d+$/.test(argument) ? Number(argument) : undefined);
  if (gid === undefined) throw findError(`${localeQuoted(argument)} is not the name of an existing group`);
  return ({ stat }) => stat.gid === gid;
};

const sameFileTest: TestMaker = (context, path) => {
  const { dev, ino } = statOf(context, path);
  return ({ stat }) => stat.dev === dev && stat.ino === ino;
};

/** By option. */
export const testMakers: Readonly<Record<string, TestMaker>> = {
  '-name': byName(nameOf, false),
  '-iname': byName(nameOf, true),
  '-path': byName(({ path }) => path, false),
  '-wholename': byName(({ path }) => path, false),
  '-ipath': byName(({ path }) => path, true),
  '-iwholename': byName(({ path }) => path, true),
  '-lname': byName(targetOf, false),
  '-ilname': byName(targetOf, true),
  '-type': typeTest,
  '-xtype': otherTypeTest,
  '-size': sizeTest,
  '-links': byNumber(({ nlink }) => nlink),
  '-inum': byNumber(({ ino }) => ino),
  '-uid': byNumber(({ uid }) => uid),
  '-gid': byNumber(({ gid }) => gid),
  '-mtime': ageTest('mtime', 86_400),
  '-atime': ageTest('atime', 86_400),
  '-ctime': ageTest('ctime', 86_400),
  '-mmin': ageTest('mtime', 60),
  '-amin': ageTest('atime', 60),
  '-cmin': ageTest('ctime', 60),
  '-newer': newerTest('mtime', 'mtime'),
  '-anewer': newerTest('atime', 'mtime'),
  '-cnewer': newerTest('ctime', 'mtime'),
  '-perm': permTest,
  '-user': userTest,
  '-group': groupTest,
  '-samefile': sameFileTest,
};

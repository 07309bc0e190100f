/** From ls's options, environment and terminal to the style of its listing. As GNU coreutils 9.4 ls. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { fnmatch } from '../../formats/fnmatch.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import type { BlockSize } from '../../formats/sizes.ts';
import type { OptionValues } from '../../programs/getopt.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { UsageError } from '../../programs/usage-error.ts';
import { readColors } from './colors.ts';
import { type listOptions, readQuoting } from './options.ts';
import type { Indicators, ListFormat, ListStyle, QuotingStyle, SortKey } from './style.ts';

type Given = OptionValues<typeof listOptions>;

/** The style that these options ask for on this standard output. Throws UsageError. */
export function chooseStyle(io: ProgramIo, given: Given): ListStyle {
  const terminal = io.process.isOpen(1) ? io.process.terminal(1) : undefined;
  const onTerminal = terminal !== undefined;
  const { environment } = io.process;
  const format = formatOf(given, onTerminal);
  const colors = wanted(given.color, onTerminal) && !given.unsorted ? readColors(environment) : undefined;
  const quoting = quotingOf(io, given, onTerminal);
  const time = given.time === undefined ? 'mtime' : typeof given.time === 'string' ? given.time : given.time.named;
  const blockSize = blockSizeOf(given);
  return {
    ...ownersOf(given),
    format,
    all: given.unsorted ? 'yes' : (given.all ?? 'no'),
    quoting: given.zero && given.quoting === undefined ? 'literal' : quoting,
    hideControls: given.controls === undefined ? onTerminal && !given.zero : given.controls === 'hide',
    indicators: indicatorsOf(given, onTerminal),
    colors: given.zero && given.color === undefined ? undefined : colors,
    sort: sortOf(given, format),
    reverse: given.reverse,
    directoriesFirst: given.groupDirectories,
    time: time === 'birth' ? 'mtime' : time,
    timeStyle: timeStyleOf(io, given),
    inode: given.inode,
    blocks: given.size,
    blockSize,
    sizes: given.human !== undefined || given.blockSize ? blockSize : { unit: 1 },
    author: given.author,
    context: given.context,
    recursive: given.recursive && !given.directory,
    directories: given.directory,
    dereference: dereferenceOf(given, format, onTerminal),
    ignore: ignoring(given, io.unicode),
    width: widthOf(io, given, terminal?.size.columns),
    tabSize: colors ? 0 : (given.tabSize ?? 8),
    end: given.zero ? '\0' : '\n',
    unicode: io.unicode,
  };
}

const wanted = (when: 'always' | 'never' | 'auto' | true | undefined, onTerminal: boolean): boolean =>
  when === true || when === 'always' || (when === 'auto' && onTerminal);

function formatOf({ format, single, longWithoutOwner, longWithoutGroup, numeric, fullTime, zero }: Given, onTerminal: boolean): ListFormat {
  const named = typeof format === 'object' ? format.named : format;
  if (named === 'long' || longWithoutOwner || longWithoutGroup || numeric || fullTime) return 'long';
  if (single) return 'single';
  return named ?? (onTerminal && !zero ? 'columns' : 'single');
}

const ownersOf = ({ longWithoutOwner, longWithoutGroup, noGroup, numeric }: Given): Pick<ListStyle, 'owner' | 'group' | 'numeric'> => ({
  owner: !longWithoutOwner,
  group: !longWithoutGroup && !noGroup,
  numeric,
});

function quotingOf(io: ProgramIo, { quoting }: Given, onTerminal: boolean): QuotingStyle {
  if (quoting === undefined) {
    const named = io.process.environment.get('QUOTING_STYLE');
    const usual = onTerminal ? 'shell-escape' : 'literal';
    return named === undefined ? usual : plain(readQuoting(named));
  }
  return typeof quoting === 'string' ? quoting : plain(quoting.named);
}

const plain = (style: QuotingStyle | 'locale' | 'clocale'): QuotingStyle =>
  style === 'locale' || style === 'clocale' ? 'shell-escape-always' : style;

function indicatorsOf({ classify, indicator }: Given, onTerminal: boolean): Indicators {
  if (wanted(classify, onTerminal)) return 'classify';
  if (indicator === undefined) return 'none';
  return typeof indicator === 'string' ? (indicator === 'slash' ? 'slash' : 'file-type') : indicator.style;
}

function sortOf({ sort, time, unsorted }: Given, format: ListFormat): SortKey {
  if (unsorted && sort === undefined) return 'none';
  if (sort === undefined) return time !== undefined && format !== 'long' ? 'time' : 'name';
  return typeof sort === 'string' ? sort : sort.named;
}

function blockSizeOf({ human, blockSize, kibibytes }: Given): BlockSize {
  if (human !== undefined) return { human: human === 'si' ? 1000 : 1024 };
  return (kibibytes ? undefined : blockSize) ?? { unit: 1024 };
}

function dereferenceOf(
  { dereference, directory, classify, indicator }: Given,
  format: ListFormat,
  onTerminal: boolean,
): ListStyle['dereference'] {
  if (dereference !== undefined) return dereference === 'directories' ? 'operand-directories' : dereference;
  const shows = indicatorsOf({ classify, indicator } as Given, onTerminal) === 'classify';
  return directory || shows || format === 'long' ? 'never' : 'operand-directories';
}

function ignoring({ ignore, hide, ignoreBackups, all }: Given, unicode: boolean): (name: ByteString) => boolean {
  const patterns = [...ignore, ...(all === undefined ? hide : [])].map((pattern) => fnmatch(pattern, { period: true, unicode }));
  return (name) => (ignoreBackups && name.endsWith('~')) || patterns.some((matches) => matches(name));
}

function widthOf(io: ProgramIo, { width }: Given, columns: number | undefined): number {
  if (width !== undefined) return width;
  const named = io.process.environment.get('COLUMNS');
  if (named !== undefined && /^\d+$/.test(named)) return Number(named);
  return columns || 80;
}

const LOCALE_TIME = { recent: '%b %e %H:%M', old: '%b %e  %Y' };
const TIME_STYLES: Readonly<Record<string, ListStyle['timeStyle']>> = {
  'full-iso': { recent: '%Y-%m-%d %H:%M:%S.%N %z', old: '%Y-%m-%d %H:%M:%S.%N %z' },
  'long-iso': { recent: '%Y-%m-%d %H:%M', old: '%Y-%m-%d %H:%M' },
  iso: { recent: '%m-%d %H:%M', old: '%Y-%m-%d ' },
  locale: LOCALE_TIME,
};

function timeStyleOf(io: ProgramIo, { fullTime, timeStyle }: Given): ListStyle['timeStyle'] {
  const named = timeStyle ?? (fullTime ? 'full-iso' : (io.process.environment.get('TIME_STYLE') ?? 'locale'));
  const style = named.replace(/^posix-/, '');
  if (style.startsWith('+')) {
    const [old = '', recent = old, ...more] = style.slice(1).split('\n');
    if (more.length > 0) throw new UsageError(`invalid time style format ${localeQuoted(style)}`, { hint: false });
    return { old, recent };
  }
  const known = TIME_STYLES[style];
  if (known) return known;
  throw new UsageError(
    `invalid argument ${localeQuoted(named)} for ${localeQuoted('time style')}\nValid arguments are:\n  - [posix-]full-iso\n  - [posix-]long-iso\n  - [posix-]iso\n  - [posix-]locale\n  - +FORMAT (e.g., +%H:%M) for a 'date'-style format`,
  );
}

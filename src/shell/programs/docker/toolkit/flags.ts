/** Flags as data: pflag's and docker/cli opts' value types, with the word that help shows and Go's own errors. As github.com/spf13/pflag and docker/cli opts. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { goQuote, parseBool, parseDuration, parseFloat64, parseInt64, parseNanoCpus, parseRamSize, parseUint } from './go-strconv.ts';

export interface Flag<T = unknown> {
  /** The word after the name in help; empty for booleans. */
  readonly word: string;
  readonly help: string;
  readonly short: string | undefined;
  readonly initial: T;
  /** What help prints as `(default …)`; undefined: nothing. */
  readonly shown: string | undefined;
  /** Takes no argument unless written `--name=value`. */
  readonly isSwitch: boolean;
  /** Reads one occurrence; throws Error with the words after `flag: `. */
  readonly read: (text: ByteString, before: T) => T;
  readonly hidden: boolean;
  /** Printed when it is used: `Flag --NAME has been deprecated, …`. */
  readonly deprecated: string | undefined;
  /** Another name's flag that this one sets (`--net` sets `--network`). */
  readonly sets: string | undefined;
}
// A Flag of any value type: `read` makes the type invariant, so the table of flags is typed with `never` values going in.
// biome-ignore lint/suspicious/noExplicitAny: a heterogeneous record needs the existential type that TypeScript lacks
export type AnyFlag = Flag<any>;
export type Flags = Readonly<Record<string, AnyFlag>>;
export type FlagValues<F extends Flags> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

type Fields<T> = Pick<Flag<T>, 'word' | 'help' | 'initial' | 'read'> & Partial<Pick<Flag<T>, 'short' | 'shown' | 'isSwitch'>>;

const flag = <T>(fields: Fields<T>): Flag<T> => ({
  short: undefined,
  shown: undefined,
  isSwitch: false,
  hidden: false,
  deprecated: undefined,
  sets: undefined,
  ...fields,
});

/** Not in help, but works. */
export const hidden = <T>(of: Flag<T>): Flag<T> => ({ ...of, hidden: true });
/** As `hidden`, and says so when used. */
export const deprecated = <T>(of: Flag<T>, message: string): Flag<T> => ({ ...of, hidden: true, deprecated: message });
/** A second, hidden name of another flag. */
export const another = <T>(name: string, of: Flag<T>): Flag<T> => ({ ...of, short: undefined, hidden: true, sets: name });

export const bool = (help: string, short?: string, initial = false): Flag<boolean> =>
  flag({ word: '', help, short, initial, shown: initial ? 'true' : undefined, isSwitch: true, read: parseBool });

export const string = (help: string, short?: string, initial = ''): Flag<ByteString> =>
  flag({ word: 'string', help, short, initial, shown: initial === '' ? undefined : goQuote(initial), read: (text) => text });

export const int = (help: string, short?: string, initial = 0): Flag<number> =>
  flag({ word: 'int', help, short, initial, shown: initial === 0 ? undefined : String(initial), read: parseInt64 });

export const float = (help: string, short?: string, initial = 0): Flag<number> =>
  flag({ word: 'float', help, short, initial, shown: initial === 0 ? undefined : String(initial), read: parseFloat64 });

/** Microseconds. */
export const duration = (help: string, short?: string, shown?: string): Flag<number> =>
  flag({ word: 'duration', help, short, initial: 0, shown, read: parseDuration });

const uint =
  (word: string, bits: number) =>
  (help: string, short?: string, shown?: string): Flag<number> =>
    flag({ word, help, short, initial: Number(shown ?? 0), shown, read: (text) => parseUint(text, bits) });
export const uint16 = uint('uint16', 16);
export const uint32 = uint('uint32', 32);
export const uint64 = uint('uint', 64);

/** Bytes. */
export const bytes = (help: string, short?: string): Flag<number> => flag({ word: 'bytes', help, short, initial: 0, read: parseRamSize });
/** Bytes, where -1 means without limit (opts.MemSwapBytes). */
export const swapBytes = (help: string): Flag<number> =>
  flag({ word: 'bytes', help, initial: 0, read: (text) => (text === '-1' ? -1 : parseRamSize(text)) });
/** Billionths of a CPU. */
export const decimal = (help: string): Flag<number> => flag({ word: 'decimal', help, initial: 0, read: parseNanoCpus });

export type List = readonly ByteString[];
type Validate = (text: ByteString) => ByteString;
const same: Validate = (text) => text;

/** A list that grows with each use; `validate` throws, or returns the text to keep. Any `word` (mount, ulimit, filter …). */
export const listOf = (
  word: string,
  help: string,
  validate: Validate = same,
  options: { readonly short?: string; readonly shown?: string } = {},
): Flag<List> => flag<List>({ word, help, ...options, initial: [], read: (text, before) => [...before, validate(text)] });
export const list = (help: string, short?: string, validate?: Validate): Flag<List> =>
  listOf('list', help, validate, short === undefined ? {} : { short });
export const stringArray = (help: string, short?: string): Flag<List> =>
  listOf('stringArray', help, same, short === undefined ? {} : { short });
/** Comma-separated values. */
export const strings = (help: string, short?: string): Flag<List> =>
  flag<List>({ word: 'strings', help, short, initial: [], read: (text, before) => [...before, ...(text === '' ? [] : text.split(','))] });

export type TextMap = ReadonlyMap<ByteString, ByteString>;
/** `key=value` pairs (opts.MapOpts): without `=` the value is empty. */
export const map = (help: string, short?: string, validate: Validate = same): Flag<TextMap> =>
  flag<TextMap>({
    word: 'map',
    help,
    short,
    initial: new Map(),
    shown: 'map[]',
    read: (text, before) => {
      const [key = '', ...value] = validate(text).split('=');
      return new Map([...before, [key, value.join('=')]]);
    },
  });

export type Filters = readonly { readonly key: ByteString; readonly value: ByteString }[];
/** `--filter key=value` (opts.FilterOpt): keys in lower case, blanks trimmed. */
export const filter = (help: string, short?: string): Flag<Filters> => flag({ word: 'filter', help, short, initial: [], read: readFilter });

function readFilter(text: ByteString, before: Filters): Filters {
  if (text === '') return before;
  const equals = text.indexOf('=');
  if (equals < 0) throw new Error('bad format of filter (expected name=value)');
  return [...before, { key: text.slice(0, equals).trim().toLowerCase(), value: text.slice(equals + 1).trim() }];
}

const TABLE = `'table':            Print output in table format with column headers (default)
'table TEMPLATE':   Print output in table format using the given Go template
`;
const JSON_OR_TEMPLATE = `'json':             Print in JSON format
'TEMPLATE':         Print output using the given Go template.
Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates`;

/** `--format` of commands that print a table. */
export const tableFormat = (): Flag<ByteString> => string(`Format output using a custom template:\n${TABLE}${JSON_OR_TEMPLATE}`);
/** `--format` of commands that print an object. */
export const objectFormat = (short?: string): Flag<ByteString> =>
  string(`Format output using a custom template:\n${JSON_OR_TEMPLATE}`, short);

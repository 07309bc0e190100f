/** ls's options. As GNU coreutils 9.4 ls. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { oneOf } from '../../formats/choices.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseBlockSize } from '../../formats/sizes.ts';
import { lastOf } from '../../programs/getopt.ts';
import { UsageError } from '../../programs/usage-error.ts';
import type { Indicators, ListFormat, QuotingStyle, SortKey } from './style.ts';

const WHEN = { always: ['always', 'yes', 'force'], never: ['never', 'no', 'none'], auto: ['auto', 'tty', 'if-tty'] } as const;
export const readQuoting = oneOf<QuotingStyle | 'locale' | 'clocale'>('--quoting-style', {
  literal: ['literal'],
  shell: ['shell'],
  'shell-always': ['shell-always'],
  'shell-escape': ['shell-escape'],
  'shell-escape-always': ['shell-escape-always'],
  c: ['c'],
  'c-maybe': ['c-maybe'],
  escape: ['escape'],
  locale: ['locale'],
  clocale: ['clocale'],
});

export const listOptions = {
  all: lastOf({
    yes: { short: 'a', long: 'all', help: 'do not ignore entries starting with .' },
    almost: { short: 'A', long: 'almost-all', help: 'do not list implied . and ..' },
  }),
  author: { long: 'author', help: 'with -l, print the author of each file' },
  blockSize: { long: 'block-size', argument: 'SIZE', type: parseBlockSize, help: 'with -l, scale sizes by SIZE when printing them' },
  ignoreBackups: { short: 'B', long: 'ignore-backups', help: 'do not list implied entries ending with ~' },
  time: lastOf({
    ctime: { short: 'c', help: 'show, and with -t sort by, the time of last change' },
    atime: { short: 'u', help: 'show, and with -t sort by, access time' },
    named: {
      long: 'time',
      argument: 'WORD',
      help: 'select which timestamp is used',
      type: oneOf<'atime' | 'ctime' | 'mtime' | 'birth'>('--time', {
        atime: ['atime', 'access', 'use'],
        ctime: ['ctime', 'status'],
        mtime: ['mtime', 'modification'],
        birth: ['birth', 'creation'],
      }),
    },
  }),
  color: {
    long: 'color',
    argument: 'WHEN',
    optional: true,
    type: oneOf('--color', WHEN),
    help: 'color the output WHEN: always, auto, or never',
  },
  directory: { short: 'd', long: 'directory', help: 'list directories themselves, not their contents' },
  dired: { short: 'D', long: 'dired', notSimulated: true },
  unsorted: { short: 'f', help: 'list all entries in directory order' },
  classify: {
    short: 'F',
    long: 'classify',
    argument: 'WHEN',
    optional: true,
    type: oneOf('--classify', WHEN),
    help: 'append indicator (one of */=>@|) to entries WHEN',
  },
  indicator: lastOf({
    fileType: { long: 'file-type', help: "likewise, except do not append '*'" },
    slash: { short: 'p', help: 'append / indicator to directories' },
    style: {
      long: 'indicator-style',
      argument: 'WORD',
      type: oneOf<Indicators>('--indicator-style', {
        none: ['none'],
        slash: ['slash'],
        'file-type': ['file-type'],
        classify: ['classify'],
      }),
      help: 'append indicator with style WORD to entry names',
    },
  }),
  format: lastOf({
    columns: { short: 'C', help: 'list entries by columns' },
    long: { short: 'l', help: 'use a long listing format' },
    commas: { short: 'm', help: 'fill width with a comma separated list of entries' },
    across: { short: 'x', help: 'list entries by lines instead of by columns' },
    named: {
      long: 'format',
      argument: 'WORD',
      help: 'across, commas, horizontal, long, single-column, verbose, vertical',
      type: oneOf<ListFormat>('--format', {
        long: ['verbose', 'long'],
        commas: ['commas'],
        across: ['horizontal', 'across'],
        columns: ['vertical'],
        single: ['single-column'],
      }),
    },
  }),
  longWithoutOwner: { short: 'g', help: 'like -l, but do not list owner' },
  longWithoutGroup: { short: 'o', help: 'like -l, but do not list group information' },
  numeric: { short: 'n', long: 'numeric-uid-gid', help: 'like -l, but list numeric user and group IDs' },
  fullTime: { long: 'full-time', help: 'like -l --time-style=full-iso' },
  single: { short: '1', help: 'list one file per line' },
  groupDirectories: { long: 'group-directories-first', help: 'group directories before files' },
  noGroup: { short: 'G', long: 'no-group', help: "in a long listing, don't print group names" },
  human: lastOf({
    human: { short: 'h', long: 'human-readable', help: 'with -l and -s, print sizes like 1K 234M 2G etc.' },
    si: { long: 'si', help: 'likewise, but use powers of 1000 not 1024' },
  }),
  dereference: lastOf({
    operands: { short: 'H', long: 'dereference-command-line', help: 'follow symbolic links listed on the command line' },
    directories: {
      long: 'dereference-command-line-symlink-to-dir',
      help: 'follow each command line symbolic link that points to a directory',
    },
    always: { short: 'L', long: 'dereference', help: 'show information for the file a symbolic link references' },
  }),
  hide: { long: 'hide', argument: 'PATTERN', repeat: true, help: 'do not list implied entries matching shell PATTERN' },
  hyperlink: { long: 'hyperlink', argument: 'WHEN', optional: true, type: oneOf('--hyperlink', WHEN), help: 'hyperlink file names WHEN' },
  inode: { short: 'i', long: 'inode', help: 'print the index number of each file' },
  ignore: { short: 'I', long: 'ignore', argument: 'PATTERN', repeat: true, help: 'do not list implied entries matching shell PATTERN' },
  kibibytes: { short: 'k', long: 'kibibytes', help: 'default to 1024-byte blocks for file system usage' },
  quoting: lastOf({
    escape: { short: 'b', long: 'escape', help: 'print C-style escapes for nongraphic characters' },
    literal: { short: 'N', long: 'literal', help: 'print entry names without quoting' },
    c: { short: 'Q', long: 'quote-name', help: 'enclose entry names in double quotes' },
    named: { long: 'quoting-style', argument: 'WORD', type: readQuoting, help: 'use quoting style WORD for entry names' },
  }),
  controls: lastOf({
    hide: { short: 'q', long: 'hide-control-chars', help: 'print ? instead of nongraphic characters' },
    show: { long: 'show-control-chars', help: 'show nongraphic characters as-is' },
  }),
  reverse: { short: 'r', long: 'reverse', help: 'reverse order while sorting' },
  recursive: { short: 'R', long: 'recursive', help: 'list subdirectories recursively' },
  size: { short: 's', long: 'size', help: 'print the allocated size of each file, in blocks' },
  sort: lastOf({
    size: { short: 'S', help: 'sort by file size, largest first' },
    time: { short: 't', help: 'sort by time, newest first' },
    none: { short: 'U', help: 'do not sort; list entries in directory order' },
    version: { short: 'v', help: 'natural sort of (version) numbers within text' },
    extension: { short: 'X', help: 'sort alphabetically by entry extension' },
    named: {
      long: 'sort',
      argument: 'WORD',
      help: 'sort by WORD instead of name: none, size, time, version, extension, width',
      type: oneOf<Exclude<SortKey, 'name'>>('--sort', {
        none: ['none'],
        time: ['time'],
        size: ['size'],
        extension: ['extension'],
        version: ['version'],
        width: ['width'],
      }),
    },
  }),
  timeStyle: { long: 'time-style', argument: 'TIME_STYLE', help: 'time/date format with -l' },
  tabSize: {
    short: 'T',
    long: 'tabsize',
    argument: 'COLS',
    type: readCount('tab size'),
    help: 'assume tab stops at each COLS instead of 8',
  },
  width: { short: 'w', long: 'width', argument: 'COLS', type: readCount('line width'), help: 'set output width to COLS. 0 means no limit' },
  context: { short: 'Z', long: 'context', help: 'print any security context of each file' },
  zero: { long: 'zero', help: 'end each output line with NUL, not newline' },
} as const;

function readCount(what: string): (text: ByteString) => number {
  return (text) => {
    if (!/^\d+$/.test(text)) throw new UsageError(`invalid ${what}: ${localeQuoted(text)}`, { hint: false });
    return Number(text);
  };
}

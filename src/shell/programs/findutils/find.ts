/** find: searches for files in a directory hierarchy. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { parseExpression } from '../../files/finding/parse.ts';
import { type FindContext, findError } from '../../files/finding/visit.ts';
import { walk } from '../../files/finding/walk.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const USAGE = 'Usage: find [-H] [-L] [-P] [-Olevel] [-D debugopts] [path...] [expression]\n';
const HELP = `${USAGE}
Operators, from the tightest: ( EXPR )   ! EXPR   -not EXPR   EXPR1 -a EXPR2   EXPR1 -o EXPR2   EXPR1 , EXPR2
Options: -daystart -depth -follow -maxdepth N -mindepth N -mount -noleaf -regextype TYPE -xdev
Tests: -amin -anewer -atime -cmin -cnewer -ctime -empty -executable -false -gid -group -ilname -iname -inum
      -ipath -iregex -links -lname -mmin -mtime -name -newer -newerXY -nogroup -nouser -path -perm -readable
      -regex -samefile -size -true -type -uid -user -writable -xtype
Actions: -delete -exec -execdir -ls -ok -okdir -print -print0 -printf -prune -quit
`;

export default defineProgram({
  name: 'find',
  usage: '[-H] [-L] [-P] [-Olevel] [-D debugopts] [path...] [expression]',
  summary: 'Search for files in a directory hierarchy.',
  suite: 'GNU findutils 4.9.0',
  raw: true,
  options: {},
  async run(io, _options, words) {
    if (words.some((word) => word === '-help' || word === '--help')) {
      await io.out(HELP);
      return 0;
    }
    if (words.some((word) => word === '-version' || word === '--version')) {
      await io.out('find (GNU findutils) 4.9.0\n');
      return 0;
    }
    const context = newContext(io);
    const rest = leadingOptions(context, words);
    const end = rest.findIndex((word) => /^-.|^[(!]$/.test(word));
    const paths = end < 0 ? rest : rest.slice(0, end);
    const test = parseExpression(context, end < 0 ? [] : rest.slice(end));
    for (const path of paths.length === 0 ? ['.'] : paths) {
      if (context.quit) break;
      if (path === '') {
        await io.complain(`${localeQuoted('')}: No such file or directory`);
        context.status = 1;
      } else await walk(context, path, test);
    }
    for (const finish of context.atEnd) await finish();
    return context.status;
  },
});

function newContext(io: ProgramIo): FindContext {
  const now = io.process.now();
  return {
    io,
    accounts: readAccounts(io.fs),
    zone: parseTimeZone(io.process.environment.get('TZ')),
    now,
    dayStart: now,
    followLinks: 'never',
    maxDepth: Number.POSITIVE_INFINITY,
    minDepth: 0,
    depthFirst: false,
    sameDevice: false,
    status: 0,
    quit: false,
    atEnd: [],
  };
}

/** -H, -L, -P, -O and -D stand before the paths. Returns the words after them. */
function leadingOptions(context: FindContext, words: readonly ByteString[]): readonly ByteString[] {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-H') context.followLinks = 'operands';
    else if (word === '-L') context.followLinks = 'always';
    else if (word === '-P') context.followLinks = 'never';
    else if (word === '--') return words.slice(i + 1);
    else if (word === '-D') {
      if (words[i + 1] === undefined) throw new UsageError('Missing argument after the -D option.');
      i++;
    } else if (/^-O/.test(word)) {
      if (!/^-O\d+$/.test(word)) throw findError('The -O option must be immediately followed by a decimal integer');
    } else return words.slice(i);
  }
  return [];
}

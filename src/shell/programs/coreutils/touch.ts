/** touch: sets files' times, creating what is missing. As GNU coreutils 9.4 touch. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Instant } from '../../../sim/fs/types.ts';
import { oneOf } from '../../formats/choices.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { parseTime } from '../../formats/time-parse.ts';
import { parseTimeZone, type TimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const readWord = oneOf('--time', { atime: ['atime', 'access', 'use'], mtime: ['mtime', 'modify'] });

export default defineProgram({
  name: 'touch',
  usage: '[OPTION]... FILE...',
  summary: 'Update the access and modification times of each FILE to the current time.',
  suite: 'GNU coreutils 9.4',
  options: {
    access: { short: 'a', help: 'change only the access time' },
    noCreate: { short: 'c', long: 'no-create', help: 'do not create any files' },
    date: { short: 'd', long: 'date', argument: 'STRING', help: 'parse STRING and use it instead of current time' },
    force: { short: 'f', help: '(ignored)' },
    noDereference: { short: 'h', long: 'no-dereference', help: 'affect each symbolic link instead of any referenced file' },
    modification: { short: 'm', help: 'change only the modification time' },
    reference: { short: 'r', long: 'reference', argument: 'FILE', help: "use this file's times instead of current time" },
    stamp: { short: 't', argument: '[[CC]YY]MMDDhhmm[.ss]', help: 'use specified time instead of current time' },
    time: { long: 'time', argument: 'WORD', help: 'change the specified time', type: readWord },
  },
  async run(io, options, operands) {
    const which = chosenTimes(options.access, options.modification, options.time);
    const times = timesToSet(io, options);
    if (operands.length === 0) throw new UsageError('missing file operand');
    let status = 0;
    for (const operand of operands) {
      try {
        await touchFile(io, operand, options, {
          ...(which.access && { atime: times.atime }),
          ...(which.modification && { mtime: times.mtime }),
        });
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        if (options.noCreate && error.errno === 'ENOENT') continue;
        await io.complain(`${error instanceof TimesError ? 'setting times of' : 'cannot touch'} ${io.quoted(operand)}: ${error.text}`);
        status = 1;
      }
    }
    return status;
  },
});

class TimesError extends FsError {}

function chosenTimes(
  access: boolean,
  modification: boolean,
  word: 'atime' | 'mtime' | undefined,
): { readonly access: boolean; readonly modification: boolean } {
  const [a, m] = [access || word === 'atime', modification || word === 'mtime'];
  return { access: a || !m, modification: m || !a };
}

interface Times {
  readonly atime: Instant;
  readonly mtime: Instant;
}

function timesToSet(
  io: ProgramIo,
  {
    date,
    reference,
    stamp,
    noDereference,
  }: { date: ByteString | undefined; reference: ByteString | undefined; stamp: ByteString | undefined; noDereference: boolean },
): Times {
  const zone = parseTimeZone(io.process.environment.get('TZ'));
  if (stamp !== undefined && (date !== undefined || reference !== undefined))
    throw new UsageError('cannot specify times from more than one source');
  const now = io.process.now();
  const base = reference === undefined ? { atime: now, mtime: now } : referenceTimes(io, reference, noDereference);
  if (stamp !== undefined) {
    const instant = parseStamp(stamp, now, zone);
    if (instant === undefined) throw new UsageError(`invalid date format ${localeQuoted(stamp)}`, { hint: false });
    return { atime: instant, mtime: instant };
  }
  if (date === undefined) return base;
  const [atime, mtime] = [parseTime(date, base.atime, zone), parseTime(date, base.mtime, zone)];
  if (atime === undefined || mtime === undefined) throw new UsageError(`invalid date format ${localeQuoted(date)}`, { hint: false });
  return { atime, mtime };
}

function referenceTimes(io: ProgramIo, path: ByteString, link: boolean): Times {
  try {
    return link ? io.fs.lstat(path) : io.fs.stat(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`failed to get attributes of ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

/** POSIX's `[[CC]YY]MMDDhhmm[.ss]`. */
function parseStamp(text: ByteString, now: Instant, zone: TimeZone): Instant | undefined {
  const match = /^(\d\d)?(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const [century, short, month, day, hour, minute, second = '00'] =
    match[2] === undefined ? [undefined, match[1], ...match.slice(3)] : match.slice(1);
  const thisYear = new Date((now / 1e6 + zone.offset) * 1000).getUTCFullYear();
  const year =
    short === undefined ? thisYear : century === undefined ? Number(short) + (Number(short) < 69 ? 2000 : 1900) : Number(century + short);
  return parseTime(`${String(year).padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`, now, zone);
}

async function touchFile(
  io: ProgramIo,
  path: ByteString,
  { noCreate, noDereference }: { noCreate: boolean; noDereference: boolean },
  times: Partial<Times>,
): Promise<void> {
  if (path === '-') return;
  const problem = noCreate || noDereference ? undefined : await create(io, path);
  try {
    io.fs.utimes(path, times, { followLink: !noDereference });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw problem ?? (noCreate && error.errno === 'ENOENT' ? error : new TimesError(error.errno, path));
  }
}

/** Why the file could not be made; what is a directory may be touched all the same. */
async function create(io: ProgramIo, path: ByteString): Promise<FsError | undefined> {
  if (io.fs.exists(path)) return undefined;
  try {
    io.process.close(await io.process.open(path, { write: true, create: true, nonBlock: true }));
    return undefined;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return error.errno === 'EISDIR' ? undefined : error;
  }
}

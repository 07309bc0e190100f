/** date: prints the time, or another one. As GNU coreutils 9.4 date. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Instant } from '../../../sim/fs/types.ts';
import { oneOf } from '../../formats/choices.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTime } from '../../formats/time-parse.ts';
import { parseTimeZone, type TimeZone, UTC } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';
import { lineGroups, type ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const ISO = {
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
} as const;
const RFC_3339 = { date: '%Y-%m-%d', seconds: '%Y-%m-%d %H:%M:%S%:z', ns: '%Y-%m-%d %H:%M:%S.%N%:z' } as const;
const readIso = oneOf<keyof typeof ISO>('--iso-8601', {
  hours: ['hours'],
  minutes: ['minutes'],
  date: ['date'],
  seconds: ['seconds'],
  ns: ['ns'],
});
const readRfc = oneOf<keyof typeof RFC_3339>('--rfc-3339', { date: ['date'], seconds: ['seconds'], ns: ['ns'] });
const DEFAULT = '%a %b %e %H:%M:%S %Z %Y';

export default defineProgram({
  name: 'date',
  usage: '[OPTION]... [+FORMAT]\n  or:  date [-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]',
  summary: 'Display date and time in the given FORMAT.',
  suite: 'GNU coreutils 9.4',
  options: {
    date: { short: 'd', long: 'date', argument: 'STRING', help: "display time described by STRING, not 'now'" },
    debug: { long: 'debug', help: 'annotate the parsed date', notSimulated: true },
    file: { short: 'f', long: 'file', argument: 'DATEFILE', help: 'like --date; once for each line of DATEFILE' },
    iso: {
      short: 'I',
      long: 'iso-8601',
      argument: 'FMT',
      optional: true,
      help: 'output date/time in ISO 8601 format',
      type: readIso,
    },
    resolution: { long: 'resolution', help: 'output the available resolution of timestamps' },
    email: { short: 'R', long: ['rfc-email', 'rfc-822', 'rfc-2822'], help: 'output date and time in RFC 5322 format' },
    rfc3339: {
      long: 'rfc-3339',
      argument: 'FMT',
      help: 'output date/time in RFC 3339 format',
      type: readRfc,
    },
    reference: { short: 'r', long: 'reference', argument: 'FILE', help: 'display the last modification time of FILE' },
    set: { short: 's', long: 'set', argument: 'STRING', help: 'set time described by STRING' },
    utc: { short: 'u', long: ['utc', 'uct', 'universal'], help: 'print or set Coordinated Universal Time (UTC)' },
  },
  async run(io, options, operands) {
    const zone = options.utc ? UTC : parseTimeZone(io.process.environment.get('TZ'));
    const sources =
      [options.date, options.file, options.reference].filter((each) => each !== undefined).length + Number(options.resolution);
    if (sources > 1) throw new UsageError('the options to specify dates for printing are mutually exclusive');
    if (sources > 0 && options.set !== undefined) throw new UsageError('the options to print and set the time may not be used together');
    const format = formatOf(options, operands, sources);
    if (options.file !== undefined) return eachLine(io, options.file, format, zone);
    if (options.resolution) {
      await io.out('0.000000001\n');
      return 0;
    }
    const instant = await instantOf(io, options, operands, zone);
    await io.out(`${formatTime(format, calendarTime(instant, zone))}\n`);
    return options.set !== undefined || isSetting(operands) ? refuseToSet(io) : 0;
  },
});

interface Given {
  readonly date: ByteString | undefined;
  readonly iso: keyof typeof ISO | true | undefined;
  readonly email: boolean;
  readonly rfc3339: keyof typeof RFC_3339 | undefined;
  readonly reference: ByteString | undefined;
  readonly set: ByteString | undefined;
}

const isSetting = (operands: readonly ByteString[]): boolean => operands[0] !== undefined && !operands[0].startsWith('+');

function formatOf({ iso, email, rfc3339, set }: Given, operands: readonly ByteString[], sources: number): ByteString {
  const named = [
    ...(iso === undefined ? [] : [ISO[iso === true ? 'date' : iso]]),
    ...(email ? ['%a, %d %b %Y %H:%M:%S %z'] : []),
    ...(rfc3339 ? [RFC_3339[rfc3339]] : []),
  ];
  if (named.length > 1) throw new UsageError('multiple output formats specified', { hint: false });
  const [first, extra] = operands;
  if (extra !== undefined) throw new UsageError(`extra operand ${localeQuoted(extra)}`);
  if (first?.startsWith('+')) {
    if (named.length > 0) throw new UsageError('multiple output formats specified', { hint: false });
    return first.slice(1);
  }
  if (first !== undefined && (sources > 0 || set !== undefined)) {
    throw new UsageError(
      `the argument ${localeQuoted(first)} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
    );
  }
  return named[0] ?? DEFAULT;
}

async function instantOf(
  io: ProgramIo,
  { date, reference, set }: Given,
  operands: readonly ByteString[],
  zone: TimeZone,
): Promise<Instant> {
  const now = io.process.now();
  if (reference !== undefined) {
    try {
      return io.fs.stat(reference).mtime;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new UsageError(`${io.shellQuoted(reference)}: ${error.text}`, { hint: false });
    }
  }
  const text = date ?? set;
  if (text !== undefined) return read(text, now, zone);
  const [stamp] = operands;
  return stamp === undefined || stamp.startsWith('+') ? now : readStamp(stamp, now, zone);
}

function read(text: ByteString, now: Instant, zone: TimeZone): Instant {
  const instant = parseTime(text, now, zone);
  if (instant === undefined) throw new UsageError(`invalid date ${localeQuoted(text)}`, { hint: false });
  return instant;
}

/** `MMDDhhmm[[CC]YY][.ss]` */
function readStamp(text: ByteString, now: Instant, zone: TimeZone): Instant {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)?(\d\d))?(?:\.(\d\d))?$/.exec(text);
  const year =
    match?.[6] === undefined ? String(calendarTime(now, zone).year) : `${match[5] ?? (Number(match[6]) < 69 ? '20' : '19')}${match[6]}`;
  const instant = match && parseTime(`${year}-${match[1]}-${match[2]} ${match[3]}:${match[4]}:${match[7] ?? '00'}`, now, zone);
  if (instant === undefined || instant === null) throw new UsageError(`invalid date ${localeQuoted(text)}`, { hint: false });
  return instant;
}

async function eachLine(io: ProgramIo, path: ByteString, format: ByteString, zone: TimeZone): Promise<number> {
  let fd = 0;
  try {
    if (path !== '-') fd = await io.process.open(path, { read: true });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`${io.shellQuoted(path)}: ${error.text}`, { hint: false });
  }
  let status = 0;
  for await (const lines of lineGroups(io.process, fd)) {
    for (const line of lines) {
      const text = line.replace(/\n$/, '');
      const instant = parseTime(text, io.process.now(), zone);
      if (instant === undefined) {
        status = 1;
        await io.complain(`invalid date ${localeQuoted(text)}`);
      } else await io.out(`${formatTime(format, calendarTime(instant, zone))}\n`);
    }
  }
  return status;
}

/** The machine's clock is not a program's to set, as in any container. */
async function refuseToSet(io: ProgramIo): Promise<number> {
  await io.complain('cannot set date: Operation not permitted');
  return 1;
}

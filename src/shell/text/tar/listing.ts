/** Members as tar shows them: names, or lines as of `ls -l`. As GNU tar 1.35 list.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Instant } from '../../../sim/fs/types.ts';
import { permissionString } from '../../formats/mode.ts';
import { cEscape } from '../../formats/quoting.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import type { TarJob } from './job.ts';

export interface ListedMember {
  /** Directories end in a slash. */
  readonly name: ByteString;
  /** `-dlhbcp`. */
  readonly letter: string;
  readonly mode: number;
  readonly owner: ByteString;
  readonly group: ByteString;
  readonly size: number;
  readonly device: { readonly major: number; readonly minor: number } | undefined;
  readonly mtime: Instant;
  /** ` -> target`, ` link to name`. */
  readonly suffix: ByteString;
}

/** Grows with the widest owner and size. */
export interface ListingWidth {
  columns: number;
}

export function memberLine({ io, settings }: TarJob, member: ListedMember, isLong: boolean, width: ListingWidth): ByteString {
  const name = cEscape(member.name, io.unicode, '\0');
  if (!isLong) return `${name}\n`;
  const owner = `${member.owner}/${member.group}`;
  const size = member.device ? `${member.device.major},${member.device.minor}` : String(member.size);
  width.columns = Math.max(width.columns, owner.length + 1 + size.length);
  const when = calendarTime(member.mtime, parseTimeZone(io.process.environment.get('TZ')));
  const time = formatTime(settings.fullTime ? '%Y-%m-%d %H:%M:%S' : '%Y-%m-%d %H:%M', when);
  const padded = size.padStart(width.columns - owner.length - 1);
  return `${member.letter}${permissionString(member.mode)} ${owner} ${padded} ${time} ${name}${member.suffix}\n`;
}

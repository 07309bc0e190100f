/** The fields of stat's formats: `%a`, `%N`, `%y` of files and `%T`, `%b` of file systems. As GNU coreutils 9.4 stat.c. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { Instant, Stat } from '../../sim/fs/types.ts';
import type { Accounts } from '../formats/accounts.ts';
import { modeString, TYPE_BITS } from '../formats/mode.ts';
import { calendarTime, formatTime } from '../formats/time-format.ts';
import type { TimeZone } from '../formats/time-zone.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { describeType } from './describe-type.ts';
import { mountOf } from './mounts.ts';

export interface StatSubject {
  readonly io: ProgramIo;
  readonly path: ByteString;
  readonly stat: Stat;
  readonly accounts: Accounts;
  readonly zone: TimeZone;
}

/** undefined: there is no such directive. Numbers take the format's flags. */
export function fileField(letters: string, subject: StatSubject): ByteString | number | undefined {
  const { stat, accounts, io, path } = subject;
  switch (letters) {
    case 'a':
      return stat.mode;
    case 'A':
      return modeString(stat.type, stat.mode);
    case 'b':
      return stat.blocks;
    case 'B':
      return 512;
    case 'C':
      return '?';
    case 'f':
      return TYPE_BITS[stat.type] | stat.mode;
    case 'F':
      return describeType(stat);
    case 'g':
      return stat.gid;
    case 'G':
      return accounts.groupById(stat.gid)?.name ?? 'UNKNOWN';
    case 'h':
      return stat.nlink;
    case 'i':
      return stat.ino;
    case 'm':
      return mountOf(io, path)?.at ?? '/';
    case 'n':
      return path;
    case 'N':
      return stat.type === 'symlink' ? `${io.quoted(path)} -> ${io.quoted(io.fs.readLink(path))}` : io.quoted(path);
    case 'o':
      return 4096;
    case 's':
      return stat.size;
    case 'u':
      return stat.uid;
    case 'U':
      return accounts.userById(stat.uid)?.name ?? 'UNKNOWN';
    default:
      return deviceField(letters, stat) ?? timeField(letters, subject);
  }
}

function deviceField(letters: string, { dev, rdev }: Stat): number | undefined {
  switch (letters) {
    case 'd':
    case 'D':
      return dev;
    case 'Hd':
      return Math.floor(dev / 256);
    case 'Ld':
      return dev % 256;
    case 't':
    case 'Hr':
      return rdev?.major ?? 0;
    case 'T':
    case 'Lr':
      return rdev?.minor ?? 0;
    case 'r':
      return (rdev?.major ?? 0) * 256 + (rdev?.minor ?? 0);
    default:
      return undefined;
  }
}

function timeField(letters: string, { stat, zone }: StatSubject): ByteString | number | undefined {
  const times: Readonly<Record<string, Instant | undefined>> = { x: stat.atime, y: stat.mtime, z: stat.ctime };
  const instant = times[letters.toLowerCase()];
  if (letters === 'w') return '-';
  if (letters === 'W') return 0;
  if (instant === undefined) return undefined;
  if (letters === letters.toUpperCase()) return Math.floor(instant / 1e6);
  return formatTime('%Y-%m-%d %H:%M:%S.%N %z', calendarTime(instant, zone));
}

const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  overlay: 0x794c7630,
  ext4: 0xef53,
  tmpfs: 0x1021994,
  proc: 0x9fa0,
  sysfs: 0x62656572,
  devpts: 0x1cd1,
};

export function fileSystemField(letters: string, { io, path }: StatSubject): ByteString | number | undefined {
  const figures = io.fs.statfs(path);
  switch (letters) {
    case 'a':
    case 'f':
      return String(figures.free);
    case 'b':
      return String(figures.blocks);
    case 'c':
      return String(figures.files);
    case 'd':
      return String(figures.filesFree);
    case 'i':
      return '0';
    case 'l':
      return '255';
    case 'n':
      return path;
    case 's':
    case 'S':
      return String(figures.blockSize);
    case 't':
      return (TYPE_NUMBERS[figures.type] ?? 0).toString(16);
    case 'T':
      return figures.type === 'overlay' ? 'overlayfs' : figures.type === 'ext4' ? 'ext2/ext3' : figures.type;
    default:
      return undefined;
  }
}

/** ls -l: mode, links, owner, group, size, time in columns as wide as the widest. As GNU coreutils 9.4 ls.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Instant } from '../../../sim/fs/types.ts';
import type { Accounts } from '../../formats/accounts.ts';
import { modeString } from '../../formats/mode.ts';
import { showSize } from '../../formats/sizes.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import type { TimeZone } from '../../formats/time-zone.ts';
import type { ListEntry } from './entry.ts';
import type { ListStyle } from './style.ts';

/** What lines are made from beside the style. */
export interface LongContext {
  readonly accounts: Accounts;
  readonly zone: TimeZone;
  readonly now: Instant;
}

/** The text before each name, blank included, in the entries' order. */
export function longPrefixes(entries: readonly ListEntry[], style: ListStyle, context: LongContext): readonly ByteString[] {
  const times = timesOf(style, context);
  const rows = entries.map((entry) => cellsOf(entry, style, context, times));
  const majorWidth = widest(rows.map(({ size }) => ('major' in size ? size.major : '')));
  const minorWidth = widest(rows.map(({ size }) => ('major' in size ? size.minor : '')));
  const deviceWidth = majorWidth + minorWidth === 0 ? 0 : majorWidth + 2 + minorWidth;
  const sizeWidth = Math.max(deviceWidth, widest(rows.map(({ size }) => ('bytes' in size ? size.bytes : ''))));
  const widths = {
    inode: widest(rows.map(({ inode }) => inode)),
    blocks: widest(rows.map(({ blocks }) => blocks)),
    links: widest(rows.map(({ links }) => links)),
  };
  const nameWidths = [0, 1, 2].map((i) => widest(rows.map(({ names }) => names[i] ?? '')));
  return rows.map((row) => {
    const size =
      'bytes' in row.size
        ? row.size.bytes.padStart(sizeWidth)
        : `${row.size.major.padStart(majorWidth + sizeWidth - deviceWidth)}, ${row.size.minor.padStart(minorWidth)}`;
    const names = row.names
      .map((name, i) => (style.numeric ? `${name.padStart(nameWidths[i] ?? 0)} ` : `${name.padEnd(nameWidths[i] ?? 0)} `))
      .join('');
    const inode = style.inode ? `${row.inode.padStart(widths.inode)} ` : '';
    const blocks = style.blocks ? `${row.blocks.padStart(widths.blocks)} ` : '';
    return `${inode}${blocks}${row.mode} ${row.links.padStart(widths.links)} ${names}${style.context ? '? ' : ''}${size} ${row.time} `;
  });
}

const widest = (texts: readonly string[]): number => texts.reduce((width, text) => Math.max(width, text.length), 0);

interface Row {
  readonly inode: string;
  readonly blocks: string;
  readonly mode: string;
  readonly links: string;
  /** Owner, group, author, as far as they are shown. */
  readonly names: readonly ByteString[];
  readonly size: { readonly bytes: string } | { readonly major: string; readonly minor: string };
  readonly time: ByteString;
}

function cellsOf({ stat }: ListEntry, style: ListStyle, { accounts }: LongContext, times: (instant: Instant) => ByteString): Row {
  const user = style.numeric ? String(stat.uid) : accounts.userName(stat.uid);
  const group = style.numeric ? String(stat.gid) : accounts.groupName(stat.gid);
  return {
    inode: String(stat.ino),
    blocks: showSize(stat.blocks * 512, style.blockSize),
    mode: modeString(stat.type, stat.mode),
    links: String(stat.nlink),
    names: [...(style.owner ? [user] : []), ...(style.group ? [group] : []), ...(style.author ? [user] : [])],
    size: stat.rdev ? { major: String(stat.rdev.major), minor: String(stat.rdev.minor) } : { bytes: showSize(stat.size, style.sizes) },
    time: times(stat[style.time]),
  };
}

/** Half of a mean Gregorian year, in microseconds. */
const HALF_YEAR = 15_778_476e6;

/** Times as the style shows them; those of one minute are made once where it shows no seconds, for many files have the same. */
function timesOf({ timeStyle }: ListStyle, { zone, now }: LongContext): (instant: Instant) => ByteString {
  const made = new Map<number, ByteString>();
  const hasSeconds = /%[^a-zA-Z%]*[SNscTrX]/.test(timeStyle.recent + timeStyle.old);
  return (instant) => {
    const recent = now - HALF_YEAR < instant && instant <= now;
    const key = Math.floor(instant / MINUTE) * 2 + Number(recent);
    const known = hasSeconds ? undefined : made.get(key);
    if (known !== undefined) return known;
    const text = formatTime(recent ? timeStyle.recent : timeStyle.old, calendarTime(instant, zone));
    made.set(key, text);
    return text;
  };
}

const MINUTE = 60e6;

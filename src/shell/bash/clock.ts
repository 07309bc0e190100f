/** strftime for prompts, `printf %(…)T`, history: the machine's clock in the shell's time zone. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { calendarTime, formatTime as formatCalendar } from '../formats/time-format.ts';
import { parseTimeZone } from '../formats/time-zone.ts';
import type { Shell } from './shell.ts';
import { getValue } from './variables.ts';

/** `seconds` since 1970; now when left out. */
export function formatTime(shell: Shell, format: ByteString, seconds = Math.floor(shell.process.now() / 1_000_000)): ByteString {
  return formatCalendar(format, calendarTime(seconds * 1_000_000, parseTimeZone(getValue(shell, 'TZ'))));
}

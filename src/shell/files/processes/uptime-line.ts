/** The first line of uptime, w and top. As procps-ng 4.0.4. */
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import type { ProgramIo } from '../../programs/program-io.ts';
import { readLoad, readUptime } from './process-row.ts';

/** ` 18:17:24 up 54 min,  0 users,  load average: 0.00, 0.00, 0.00` */
export function uptimeLine(io: ProgramIo): string {
  const time = formatTime('%H:%M:%S', calendarTime(io.process.now(), parseTimeZone(io.process.environment.get('TZ'))));
  return ` ${time} up ${upText(readUptime(io))},  0 users,  load average: ${readLoad(io).join(', ')}`;
}

function upText(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const dayText = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  return dayText + (hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`);
}

/** `54 minutes`, `1 day, 2 hours, 3 minutes`. */
export function prettyUptime(seconds: number): string {
  const parts: (readonly [number, string])[] = [
    [Math.floor(seconds / 604_800), 'week'],
    [Math.floor(seconds / 86_400) % 7, 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return shown.length === 0 ? '0 minutes' : shown.join(', ');
}

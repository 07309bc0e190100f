/** uptime: how long the system has been running. As procps-ng 4.0.4 uptime. */
import { readUptime } from '../../files/processes/process-row.ts';
import { prettyUptime, uptimeLine } from '../../files/processes/uptime-line.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'uptime',
  usage: '[options]',
  summary: 'Tell how long the system has been running.',
  options: {
    pretty: { short: 'p', long: 'pretty', help: 'show uptime in pretty format' },
    since: { short: 's', long: 'since', help: 'system up since' },
  },
  async run(io, { pretty, since }) {
    if (pretty) await io.out(`up ${prettyUptime(readUptime(io))}\n`);
    else if (since) {
      const boot = io.process.now() - readUptime(io) * 1e6;
      await io.out(`${formatTime('%Y-%m-%d %H:%M:%S', calendarTime(boot, parseTimeZone(io.process.environment.get('TZ'))))}\n`);
    } else await io.out(`${uptimeLine(io)}\n`);
    return 0;
  },
});

/** w: who is logged on; nobody is written into utmp here. As procps-ng 4.0.4 w. */
import { uptimeLine } from '../../files/processes/uptime-line.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'w',
  usage: '[options] [user]',
  summary: 'Show who is logged on and what they are doing.',
  options: {
    noHeader: { short: 'h', long: 'no-header', help: 'do not print header' },
    noCurrent: { short: 'u', long: 'no-current', help: 'ignore current process username' },
    short: { short: 's', long: 'short', help: 'short format' },
    from: { short: 'f', long: 'from', help: 'show remote hostname field' },
    oldStyle: { short: 'o', long: 'old-style', help: 'old style output' },
    address: { short: 'i', long: 'ip-addr', help: 'display IP address instead of hostname (if possible)' },
    pids: { short: 'p', long: 'pids', help: 'show the PID(s) of processes in WHAT' },
  },
  async run(io, { noHeader, short, from }) {
    if (noHeader) return 0;
    const shown = short
      ? from
        ? 'USER     TTY       IDLE WHAT'
        : 'USER     TTY      FROM              IDLE WHAT'
      : from
        ? 'USER     TTY       LOGIN@   IDLE   JCPU   PCPU  WHAT'
        : 'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU  WHAT';
    await io.out(`${uptimeLine(io)}\n${shown}\n`);
    return 0;
  },
});

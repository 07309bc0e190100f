/** who: who is logged in; nothing here writes login records (as in any container), so nobody. As GNU coreutils 9.4 who. */
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'who',
  usage: '[OPTION]... [FILE]',
  summary: 'Print information about users who are currently logged in.',
  suite: 'GNU coreutils 9.4',
  options: {
    all: { short: 'a', long: 'all' },
    boot: { short: 'b', long: 'boot', help: 'time of last system boot' },
    heading: { short: 'H', long: 'heading', help: 'print line of column headings' },
    count: { short: 'q', long: 'count', help: 'all login names and number of users logged on' },
    mine: { short: 'm', help: 'only hostname and user associated with stdin' },
    users: { short: 'u', long: 'users', help: 'list users logged in' },
    others: {
      short: 'dlprstTw',
      long: ['dead', 'login', 'process', 'runlevel', 'short', 'time', 'mesg', 'message', 'writable', 'ips', 'lookup'],
    },
  },
  async run(io, { heading, count }) {
    if (count) await io.out('\n# users=0\n');
    else if (heading) await io.out('NAME     LINE         TIME             COMMENT\n');
    return 0;
  },
});

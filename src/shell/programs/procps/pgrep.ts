/** pgrep: looks up processes by name and other attributes. As procps-ng 4.0.4 pgrep. */
import { matchOptions, matchProcesses } from '../../files/processes/match-processes.ts';
import { commandLine } from '../../files/processes/process-row.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'pgrep',
  usage: '[options] <pattern>',
  summary: 'Look up processes based on name and other attributes.',
  usageStatus: 2,
  options: {
    delimiter: { short: 'd', long: 'delimiter', argument: 'STRING', help: 'specify output delimiter' },
    names: { short: 'l', long: 'list-name', help: 'list PID and process name' },
    lines: { short: 'a', long: 'list-full', help: 'list PID and full command line' },
    count: { short: 'c', long: 'count', help: 'count of matching processes' },
    ...matchOptions,
  },
  async run(io, options, operands) {
    const found = matchProcesses(io, options, operands);
    if (options.count) await io.out(`${found.length}\n`);
    else if (found.length > 0) {
      const shown = found.map((row) =>
        options.lines ? `${row.pid} ${commandLine(row)}` : options.names ? `${row.pid} ${row.name}` : String(row.pid),
      );
      await io.out(`${shown.join(options.delimiter ?? '\n')}\n`);
    }
    return found.length > 0 ? 0 : 1;
  },
});

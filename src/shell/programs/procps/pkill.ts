/** pkill: signals processes by name and other attributes. As procps-ng 4.0.4 pkill. */
import { FsError } from '../../../sim/fs/errno.ts';
import { matchOptions, matchProcesses, procpsError } from '../../files/processes/match-processes.ts';
import { parseSignal } from '../../formats/signals.ts';
import { defineProgram } from '../define-program.ts';

const { session, ...shared } = matchOptions;

export default defineProgram({
  name: 'pkill',
  usage: '[options] <pattern>',
  summary: 'Signal processes based on name and other attributes.',
  usageStatus: 2,
  rewrite: (words) =>
    words.map((word) => (/^-[A-Z0-9]+$/.test(word) && parseSignal(word.slice(1)) !== undefined ? `--signal=${word.slice(1)}` : word)),
  options: {
    ...shared,
    session: { ...session },
    signal: { long: 'signal', argument: 'SIGNAL', help: 'signal to send (either number or name)' },
    echo: { short: 'e', long: 'echo', help: 'display what is killed' },
    count: { short: 'c', long: 'count', help: 'count of matching processes' },
  },
  async run(io, options, operands) {
    const signal = parseSignal(options.signal ?? 'TERM');
    if (signal === undefined) throw procpsError(io, `Unknown signal "${options.signal}".`);
    const found = matchProcesses(io, options, operands);
    let killed = 0;
    for (const { pid, name } of found) {
      try {
        io.process.kill(pid, signal === 0 ? undefined : signal);
        killed++;
        if (options.echo) await io.out(`${name} killed (pid ${pid})\n`);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        await io.complain(`killing pid ${pid} failed: ${error.text}`);
      }
    }
    if (options.count) await io.out(`${killed}\n`);
    return killed > 0 ? 0 : 1;
  },
});

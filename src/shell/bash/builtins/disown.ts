/** `disown`. */
import { defineBuiltin, parseFlags } from '../define-builtin.ts';
import { removeJob } from '../interp/jobs.ts';
import { findJob, jobState, rankedJob } from '../interp/describe-jobs.ts';

export default defineBuiltin({
  name: 'disown',
  usage: '[-h] [-ar] [jobspec ... | pid ...]',
  summary: 'Takes jobs out of the table.',
  async run(call) {
    const parsed = await parseFlags(call, 'har');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    const { shell } = call;
    const chosen = [];
    let status = 0;
    if (operands.length === 0 && (flags.has('a') || flags.has('r')))
      chosen.push(...shell.state.jobs.filter((job) => !flags.has('r') || jobState(job) === 'running'));
    for (const spec of operands.length === 0 && !flags.has('a') && !flags.has('r') ? ['%+'] : operands) {
      const job = spec === '%+' ? rankedJob(shell, '+') : findJob(shell, spec);
      if (job && job !== 'ambiguous') chosen.push(job);
      else {
        await call.complain(`${spec === '%+' ? 'current' : spec}: no such job`);
        status = 1;
      }
    }
    if (!flags.has('h')) for (const job of chosen) removeJob(shell, job);
    return status;
  },
});

/** `fg` and `bg`. */
import { defineBuiltin, failInSh, parseFlags } from '../define-builtin.ts';
import { controlsJobs, continueJob, foregroundJob, makeCurrent, reapJobs } from '../interp/jobs.ts';
import { findJob, jobState, rankedJob } from '../interp/describe-jobs.ts';
import { getValue } from '../variables.ts';

export default defineBuiltin({
  name: 'fg',
  alsoNamed: ['bg'],
  usage: '[job_spec]',
  summary: 'Continues a job in the foreground, or in the background.',
  inSh: true,
  async run(call) {
    const { shell } = call;
    const parsed = await parseFlags(call, '');
    if (!parsed) return 2;
    if (!controlsJobs(shell) && shell.dialect === 'sh') return failInSh(call, 'No current job');
    if (!controlsJobs(shell)) {
      await call.complain('no job control');
      return 1;
    }
    reapJobs(shell);
    const [spec] = parsed.operands;
    const job = spec === undefined ? rankedJob(shell, '+') : findJob(shell, spec.startsWith('%') || !/^\D/.test(spec) ? spec : `%${spec}`);
    if (!job || job === 'ambiguous') {
      await call.complain(job === 'ambiguous' ? `${spec}: ambiguous job spec` : `${spec ?? 'current'}: no such job`);
      return 1;
    }
    if (call.name === 'fg') {
      if (jobState(job) === 'done') {
        await call.complain('job has terminated');
        return 1;
      }
      await call.out(`${job.text}${job.cwd === getValue(shell, 'PWD') ? '' : `\t(wd: ${job.cwd})`}\n`);
      return foregroundJob(shell, job);
    }
    if (jobState(job) === 'running') {
      await call.complain(`job ${job.number} already in background`);
      return 0;
    }
    makeCurrent(shell, job.number);
    continueJob(shell, job);
    job.notified = false;
    await call.out(`[${job.number}]+ ${job.text} &\n`);
    return 0;
  },
});

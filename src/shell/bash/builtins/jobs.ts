/** `jobs`. */
import { type BuiltinCall, defineBuiltin, parseFlags } from '../define-builtin.ts';
import { reapJobs, removeJob } from '../interp/jobs.ts';
import { describeJob, findJob, jobState } from '../interp/describe-jobs.ts';
import type { Job } from '../state.ts';

export default defineBuiltin({
  name: 'jobs',
  usage: '[-lnprs] [jobspec ...] or jobs -x command [args]',
  summary: 'Lists jobs.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'lnprsx');
    if (!parsed) return 2;
    const { flags, operands } = parsed;
    reapJobs(call.shell);
    let status = 0;
    const chosen: Job[] = [];
    for (const spec of operands) {
      const job = findJob(call.shell, spec);
      if (job && job !== 'ambiguous') chosen.push(job);
      else {
        await call.complain(job === 'ambiguous' ? `${spec}: ambiguous job spec` : `${spec}: no such job`);
        status = 1;
      }
    }
    for (const job of operands.length > 0 ? chosen : [...call.shell.state.jobs]) await show(call, job, flags);
    return status;
  },
});

async function show(call: BuiltinCall, job: Job, flags: ReadonlySet<string>): Promise<void> {
  const state = jobState(job);
  if ((flags.has('r') && state !== 'running') || (flags.has('s') && state !== 'stopped') || (flags.has('n') && job.notified)) return;
  await call.out(flags.has('p') ? `${job.processes[0]?.pid ?? job.group}\n` : `${describeJob(call.shell, job, flags.has('l'))}\n`);
  job.notified = true;
  if (state === 'done') removeJob(call.shell, job);
}

/** Ending the shell, unless jobs are stopped and it has not been asked twice. */
import type { Shell, Unwind } from '../shell.ts';
import { reapJobs } from './jobs.ts';
import { jobState } from './describe-jobs.ts';

/** Throws the exit, or says why not. Status 1 then. */
export async function leaveShell(shell: Shell, status: number): Promise<number> {
  const { state } = shell;
  if (state.interactive && state.subshellDepth === 0) {
    reapJobs(shell);
    const stopped = state.jobs.some((job) => jobState(job) === 'stopped');
    const running = state.shopts.checkjobs && state.jobs.some((job) => jobState(job) === 'running');
    if ((stopped || running) && !state.exitAsked) {
      state.exitAsked = true;
      await shell.process.write(2, stopped ? 'There are stopped jobs.\n' : 'There are running jobs.\n');
      return 1;
    }
  }
  throw { unwind: 'exit', status } satisfies Unwind;
}

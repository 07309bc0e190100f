/** `wait`. */
import { FsError } from '../../../sim/fs/errno.ts';
import { signalNumber, SIGNALS } from '../../formats/signals.ts';
import { type BuiltinCall, defineBuiltin, parseFlags } from '../define-builtin.ts';
import { controlsJobs, noteChange, reapJobs, removeJob } from '../interp/jobs.ts';
import { findJob, jobState } from '../interp/describe-jobs.ts';
import { runPendingTraps } from '../interp/traps.ts';
import type { Job } from '../state.ts';
import { setValue } from '../set-variables.ts';

export default defineBuiltin({
  name: 'wait',
  usage: '[-fn] [-p var] [id ...]',
  summary: 'Waits for background jobs.',
  inSh: true,
  async run(call) {
    const parsed = await parseFlags(call, 'fnp:');
    if (!parsed) return 2;
    const { flags, operands, values } = parsed;
    const name = values.get('p');
    if (flags.has('n')) return waitForNext(call, operands, name);
    if (operands.length === 0) return waitForAll(call);
    let status = 0;
    for (const spec of operands) status = await waitForOne(call, spec, name);
    return status;
  },
});

/** The status of an interrupting signal, or undefined when the wait went well. */
async function interruptible(call: BuiltinCall, wait: () => Promise<void>): Promise<number | undefined> {
  const { state } = call.shell;
  try {
    await wait();
  } catch (error) {
    if (!(error instanceof FsError) || error.errno !== 'EINTR') throw error;
    const signal = SIGNALS.find((known) => known === state.pendingTraps[0]);
    const status = signal ? 128 + signalNumber(signal) : 130;
    await runPendingTraps(call.shell);
    return status;
  }
  return undefined;
}

async function waitForAll(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  for (;;) {
    reapJobs(shell);
    const pending = shell.state.jobs.flatMap((job) => job.processes).filter(({ state }) => state === 'running');
    const [first] = pending;
    if (!first) break;
    const cut = await interruptible(call, async () => {
      const result = await shell.process.wait({ pid: first.pid }, { untraced: controlsJobs(shell) });
      if (result) noteChange(shell, result);
    });
    if (cut !== undefined) return cut;
  }
  if (!shell.state.interactive) for (const job of [...shell.state.jobs]) if (jobState(job) === 'done') removeJob(shell, job);
  shell.state.finished.clear();
  return 0;
}

async function waitForOne(call: BuiltinCall, spec: string, name: string | undefined): Promise<number> {
  const { shell } = call;
  if (!/^%|^\d+$/.test(spec)) {
    await call.complain(`\`${spec}': not a pid or valid job spec`);
    return 1;
  }
  const job = findJob(shell, spec);
  if (!spec.startsWith('%')) return waitForPid(call, Number(spec), job === 'ambiguous' ? undefined : job, name);
  if (!job || job === 'ambiguous') {
    await call.complain(`${spec}: no such job`);
    return 127;
  }
  let status = 0;
  for (const { pid } of [...job.processes]) status = await waitForPid(call, pid, job, name);
  return status;
}

async function waitForPid(call: BuiltinCall, pid: number, job: Job | undefined, name: string | undefined): Promise<number> {
  const { shell } = call;
  const known = (): number | undefined =>
    job?.processes.find((process) => process.pid === pid && process.state === 'done')?.status ?? shell.state.finished.get(pid);
  reapJobs(shell);
  while (known() === undefined) {
    let missing = false;
    const cut = await interruptible(call, async () => {
      try {
        const result = await shell.process.wait({ pid });
        if (result) noteChange(shell, result);
      } catch (error) {
        if (!(error instanceof FsError) || error.errno !== 'ECHILD') throw error;
        missing = true;
      }
    });
    if (cut !== undefined) return cut;
    if (!missing) continue;
    if (shell.dialect === 'bash') await call.complain(`pid ${pid} is not a child of this shell`);
    return 127;
  }
  const status = known() ?? 127;
  if (job && jobState(job) === 'done' && !shell.state.interactive) removeJob(shell, job);
  if (name !== undefined) setValue(shell, name, String(pid));
  return status;
}

async function waitForNext(call: BuiltinCall, specs: readonly string[], name: string | undefined): Promise<number> {
  const { shell } = call;
  const wanted = specs.map((spec) => findJob(shell, spec)).filter((job) => job !== undefined && job !== 'ambiguous');
  for (;;) {
    reapJobs(shell);
    const candidates = specs.length > 0 ? wanted : shell.state.jobs;
    const done = candidates.find((job) => jobState(job) === 'done');
    if (done) {
      removeJob(shell, done);
      const last = done.processes.at(-1);
      if (name !== undefined) setValue(shell, name, String(last?.pid ?? ''));
      return last?.status ?? 0;
    }
    if (!candidates.some((job) => jobState(job) === 'running')) return 127;
    const cut = await interruptible(call, async () => {
      const result = await shell.process.wait('any', { untraced: false });
      if (result) noteChange(shell, result);
    });
    if (cut !== undefined) return cut;
  }
}

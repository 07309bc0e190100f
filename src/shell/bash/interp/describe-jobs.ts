/** Which job is meant by `%…`, what state it is in, and how it is listed. As pretty_print_job and get_job_spec of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { Signal } from '../../../sim/kernel/types.ts';
import { describeSignal } from '../../formats/signals.ts';
import type { Shell } from '../shell.ts';
import type { Job } from '../state.ts';
import { getValue } from '../variables.ts';

export type JobState = 'running' | 'stopped' | 'done';

export function jobState(job: Job): JobState {
  if (job.processes.some(({ state }) => state === 'running')) return 'running';
  return job.processes.some(({ state }) => state === 'stopped') ? 'stopped' : 'done';
}

/** `+` for the current job, `-` for the one before. */
function mark(shell: Shell, job: Job): string {
  const order = shell.state.jobOrder;
  const stopped = order.filter((number) => {
    const other = shell.state.jobs.find((candidate) => candidate.number === number);
    return other && jobState(other) === 'stopped';
  });
  const ranked = [...order.filter((number) => !stopped.includes(number)), ...stopped];
  return ranked.at(-1) === job.number ? '+' : ranked.at(-2) === job.number ? '-' : ' ';
}

/** The current job (`%+`) or the previous one (`%-`). */
export function rankedJob(shell: Shell, which: '+' | '-'): Job | undefined {
  return shell.state.jobs.find((job) => mark(shell, job) === which);
}

function stateWords(job: Job): string {
  const state = jobState(job);
  if (state === 'running') return 'Running';
  const last = job.processes.at(-1);
  if (state === 'stopped') return 'Stopped';
  if (last?.signal) return describeSignal(last.signal as Signal);
  return last && last.status !== 0 ? `Exit ${last.status}` : 'Done';
}

/** `[1]+  Running                 sleep 5 &`. */
export function describeJob(shell: Shell, job: Job, long = false): ByteString {
  const running = jobState(job) === 'running';
  const place = job.cwd === getValue(shell, 'PWD') ? '' : `  (wd: ${shorten(shell, job.cwd)})`;
  const pid = long ? `${String(job.processes[0]?.pid ?? 0).padStart(5)} ` : '';
  return `[${job.number}]${mark(shell, job)}  ${pid}${stateWords(job).padEnd(24)}${job.text}${running ? ' &' : ''}${place}`;
}

function shorten(shell: Shell, path: ByteString): ByteString {
  const home = getValue(shell, 'HOME') ?? '';
  return home !== '' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
}

/** The job of `%1`, `%+`, `%%`, `%-`, `%name`, `%?text`, or a PID. */
export function findJob(shell: Shell, spec: ByteString): Job | 'ambiguous' | undefined {
  const { jobs } = shell.state;
  if (!spec.startsWith('%')) {
    const pid = Number(spec);
    return jobs.find((job) => job.processes.some((process) => process.pid === pid));
  }
  const name = spec.slice(1);
  if (name === '' || name === '%' || name === '+') return rankedJob(shell, '+');
  if (name === '-') return rankedJob(shell, '-') ?? rankedJob(shell, '+');
  if (/^\d+$/.test(name)) return jobs.find((job) => job.number === Number(name));
  const found = jobs.filter(({ text }) => (name.startsWith('?') ? text.includes(name.slice(1)) : text.startsWith(name)));
  return found.length > 1 ? 'ambiguous' : found[0];
}

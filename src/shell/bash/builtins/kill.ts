/** `kill`. */
import { FsError } from '../../../sim/fs/errno.ts';
import type { Signal } from '../../../sim/kernel/types.ts';
import { SIGNALS, parseSignal, signalByNumber, signalNumber } from '../../formats/signals.ts';
import { type BuiltinCall, defineBuiltin, failInSh } from '../define-builtin.ts';
import { controlsJobs } from '../interp/jobs.ts';
import { findJob } from '../interp/describe-jobs.ts';
import { listSignals } from '../list-signals.ts';

export default defineBuiltin({
  name: 'kill',
  usage: '[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  summary: 'Sends signals to processes and jobs.',
  inSh: true,
  async run(call) {
    const words = [...call.arguments];
    const [first = ''] = words;
    if (first === '-l' || first === '-L') return list(call, words.slice(1));
    let signal: Signal | 0 = 'TERM';
    if (first === '-s' || first === '-n') {
      if (words[1] === undefined) {
        await call.complain(`${first}: option requires an argument`);
        return 1;
      }
      const found = parseSignal(words[1]);
      if (found === undefined) return invalid(call, words[1]);
      signal = found;
      words.splice(0, 2);
    } else if (/^-./.test(first) && first !== '--') {
      const found = Number(first.slice(1)) > 64 ? undefined : parseSignal(first.slice(1));
      if (found === undefined) return invalid(call, first.slice(1));
      signal = found;
      words.shift();
    }
    if (words[0] === '--') words.shift();
    if (words.length === 0)
      return call.shell.dialect === 'sh'
        ? failInSh(call, 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]')
        : call.usage();
    let status = 0;
    for (const word of words) if (!(await send(call, word, signal === 0 ? undefined : signal))) status = 1;
    return status;
  },
});

async function invalid(call: BuiltinCall, text: string): Promise<number> {
  await call.complain(`${text}: invalid signal specification`);
  return 1;
}

async function send(call: BuiltinCall, word: string, signal: Signal | undefined): Promise<boolean> {
  const { process } = call.shell;
  let pid: number;
  if (word.startsWith('%')) {
    const job = findJob(call.shell, word);
    if (!job || job === 'ambiguous') {
      await call.complain(`${word}: no such job`);
      return false;
    }
    pid = controlsJobs(call.shell) ? -job.group : (job.processes[0]?.pid ?? 0);
  } else if (/^-?\d+$/.test(word)) pid = Number(word);
  else {
    await call.complain(`${word}: arguments must be process or job IDs`);
    return false;
  }
  try {
    process.kill(pid, signal);
    if (word.startsWith('%') && (signal === 'TERM' || signal === 'HUP') && controlsJobs(call.shell)) process.kill(pid, 'CONT');
    return true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await call.complain(call.shell.dialect === 'sh' ? `${error.text}\n` : `(${word}) - ${error.text}`);
    return false;
  }
}

async function list(call: BuiltinCall, words: readonly string[]): Promise<number> {
  if (words.length === 0) {
    await call.out(call.shell.dialect === 'sh' ? ['0', ...SIGNALS].map((signal) => `${signal}\n`).join('') : listSignals());
    return 0;
  }
  let status = 0;
  for (const word of words) {
    if (/^\d+$/.test(word)) {
      const number = Number(word) > 128 ? Number(word) - 128 : Number(word);
      const name = number === 0 ? 'EXIT' : signalByNumber(number);
      if (name !== undefined) {
        await call.out(`${name}\n`);
        continue;
      }
    } else {
      const signal = parseSignal(word);
      if (signal !== undefined) {
        await call.out(`${signal === 0 ? 0 : signalNumber(signal)}\n`);
        continue;
      }
    }
    await invalid(call, word);
    status = 1;
  }
  return status;
}

/** The `time` keyword and TIMEFORMAT. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import type { Shell } from '../shell.ts';
import { getValue } from '../variables.ts';

export async function timed(shell: Shell, posix: boolean, run: () => MaybePromise<number>): Promise<number> {
  const { process } = shell;
  const start = process.now();
  const cpu = usedCpu(shell);
  const status = await run();
  const format = posix ? 'real %2R\nuser %2U\nsys %2S' : (getValue(shell, 'TIMEFORMAT') ?? '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS');
  if (format === '') return status;
  const times = { R: (process.now() - start) / 1e6, U: (usedCpu(shell) - cpu) / 1e6, S: 0 };
  await process.write(2, `${formatTimes(format, times)}\n`);
  return status;
}

const usedCpu = (shell: Shell): number => shell.process.processes().find(({ pid }) => pid === shell.process.pid)?.cpu ?? 0;

function formatTimes(format: ByteString, times: { readonly R: number; readonly U: number; readonly S: number }): ByteString {
  return format.replace(
    /%(?:([0-9])?(l)?([RUS])|P|%)/g,
    (whole, digits: string | undefined, long: string | undefined, which: 'R' | 'U' | 'S' | undefined) => {
      if (whole === '%%') return '%';
      if (which === undefined) return times.R > 0 ? (((times.U + times.S) / times.R) * 100).toFixed(2) : '0.00';
      const precision = Math.min(3, Number(digits ?? 3));
      const seconds = times[which];
      return long ? `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(precision)}s` : seconds.toFixed(precision);
    },
  );
}

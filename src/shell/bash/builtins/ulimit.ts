/** `ulimit`: the limits are those of a plain Linux host; they are remembered, not enforced. */
import { defineBuiltin, failInSh } from '../define-builtin.ts';

/** Letter, description, unit, value. As Ubuntu's `ulimit -a`. */
const LIMITS: readonly (readonly [string, string, string, string])[] = [
  ['R', 'real-time non-blocking time', '(microseconds, -R)', 'unlimited'],
  ['c', 'core file size', '(blocks, -c)', '0'],
  ['d', 'data seg size', '(kbytes, -d)', 'unlimited'],
  ['e', 'scheduling priority', '(-e)', '0'],
  ['f', 'file size', '(blocks, -f)', 'unlimited'],
  ['i', 'pending signals', '(-i)', '15432'],
  ['l', 'max locked memory', '(kbytes, -l)', '8192'],
  ['m', 'max memory size', '(kbytes, -m)', 'unlimited'],
  ['n', 'open files', '(-n)', '1024'],
  ['p', 'pipe size', '(512 bytes, -p)', '8'],
  ['q', 'POSIX message queues', '(bytes, -q)', '819200'],
  ['r', 'real-time priority', '(-r)', '0'],
  ['s', 'stack size', '(kbytes, -s)', '8192'],
  ['t', 'cpu time', '(seconds, -t)', 'unlimited'],
  ['u', 'max user processes', '(-u)', '15432'],
  ['v', 'virtual memory', '(kbytes, -v)', 'unlimited'],
  ['x', 'file locks', '(-x)', 'unlimited'],
];

export default defineBuiltin({
  name: 'ulimit',
  usage: '[-SHabcdefiklmnpqrstuvxPRT] [limit]',
  summary: 'Prints the limits of processes.',
  inSh: true,
  async run(call) {
    const letters: string[] = [];
    let value: string | undefined;
    for (const word of call.arguments) {
      if (word.startsWith('-')) letters.push(...word.slice(1));
      else value = word;
    }
    const wanted = letters.filter((letter) => letter !== 'S' && letter !== 'H' && letter !== 'a');
    const unknown = wanted.find((letter) => !LIMITS.some(([known]) => known === letter));
    if (unknown !== undefined) {
      if (call.shell.dialect === 'sh') return failInSh(call, `Illegal option -${unknown}`);
      await call.complain(`-${unknown}: invalid option`);
      return call.usage();
    }
    if (letters.includes('a')) {
      for (const [, description, unit, limit] of LIMITS)
        await call.out(`${description.padEnd(42 - unit.length - 9)} ${unit.padStart(unit.length)} ${limit}\n`);
      return 0;
    }
    if (value !== undefined) {
      if (/^(?:\d+|unlimited|soft|hard)$/.test(value)) {
        await call.shell.process.write(2, 'drydock: ulimit: setting a limit is not simulated\n');
        return 1;
      }
      await call.complain(`${value}: invalid number`);
      return 1;
    }
    for (const letter of wanted.length === 0 ? ['f'] : wanted) {
      const limit = LIMITS.find(([known]) => known === letter);
      await call.out(wanted.length > 1 ? `${limit?.[1] ?? ''} ${limit?.[2] ?? ''} ${limit?.[3] ?? ''}\n` : `${limit?.[3] ?? ''}\n`);
    }
    return 0;
  },
});

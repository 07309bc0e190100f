/** factor: prime factors. As GNU coreutils 9.4 factor. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import { lineGroups, type ProgramIo } from '../program-io.ts';

export default defineProgram({
  name: 'factor',
  usage: '[OPTION] [NUMBER]...',
  summary: 'Print the prime factors of each specified integer NUMBER.',
  suite: 'GNU coreutils 9.4',
  options: { exponents: { short: 'h', long: 'exponents', help: 'print repeated factors in form p^e unless e is 1' } },
  async run(io, { exponents }, operands) {
    let status = 0;
    const each = async (word: ByteString): Promise<void> => {
      const text = word.trim();
      if (/^\+?\d+$/.test(text))
        await io.out(`${BigInt(text.replace('+', ''))}:${shown(await factors(io, BigInt(text.replace('+', ''))), exponents)}\n`);
      else {
        status = 1;
        await io.flush();
        await io.complain(`${localeQuoted(text)} is not a valid positive integer`);
      }
    };
    for (const operand of operands) await each(operand);
    if (operands.length > 0) return status;
    for await (const lines of lineGroups(io.process, 0)) {
      for (const line of lines) for (const word of line.split(/\s+/)) if (word !== '') await each(word);
    }
    return status;
  },
});

function shown(primes: readonly bigint[], exponents: boolean): string {
  if (!exponents) return primes.map((prime) => ` ${prime}`).join('');
  const counts = new Map<bigint, number>();
  for (const prime of primes) counts.set(prime, (counts.get(prime) ?? 0) + 1);
  return [...counts].map(([prime, count]) => ` ${prime}${count > 1 ? `^${count}` : ''}`).join('');
}

/** By trial division: fast enough for what people type, and it can be interrupted. */
async function factors(io: ProgramIo, number: bigint): Promise<readonly bigint[]> {
  const primes: bigint[] = [];
  let rest = number;
  for (let divisor = 2n; divisor * divisor <= rest; divisor += divisor === 2n ? 1n : 2n) {
    while (rest % divisor === 0n) {
      primes.push(divisor);
      rest /= divisor;
    }
    const pause = io.process.tick();
    if (pause) await pause;
  }
  if (rest > 1n) primes.push(rest);
  return primes;
}

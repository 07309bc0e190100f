/** `--help` and `--version` of the programs that read their own arguments: only when given alone. As coreutils' parse_long_options. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { ProgramIo } from './program-io.ts';

/** Answers and returns true when the only argument asks for it. */
export async function standardAnswer(
  io: ProgramIo,
  operands: readonly ByteString[],
  {
    usage,
    summary,
    package: suite = 'GNU coreutils',
    version = '9.4',
  }: { readonly usage: string; readonly summary: string; readonly package?: string; readonly version?: string },
): Promise<boolean> {
  if (operands.length !== 1) return false;
  if (operands[0] === '--version') await io.out(`${io.name} (${suite}) ${version}\n`);
  else if (operands[0] === '--help')
    await io.out(
      `Usage: ${io.name} ${usage}\n${summary}\n\n      --help        display this help and exit\n      --version     output version information and exit\n`,
    );
  else return false;
  return true;
}

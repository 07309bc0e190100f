/** The question before a prune. As docker/cli cli/command PromptForConfirmation. */
import { fromBytes } from '../../../../sim/fs/bytes.ts';
import type { CommandContext } from './command-context.ts';

/** Asks on standard output; only `y` or `Y` at the start of the line is a yes. */
export async function confirm(context: CommandContext, warning: string): Promise<boolean> {
  await context.out(`${warning} [y/N] `);
  let answer = '';
  while (!answer.includes('\n')) {
    const block = await context.process.read(0);
    if (block.length === 0) break;
    answer += fromBytes(block);
  }
  return /^y\s*\n?$/i.test(answer.split('\n')[0] ?? '');
}

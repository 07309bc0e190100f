/** ^C in a shell that stays: what was going on is given up, up to the prompt. As throw_to_top_level of GNU bash's sig.c. */
import type { Shell, Unwind } from './shell.ts';

/** Unwinds when ^C was pressed and nobody has acted on it yet. The prompt's loop begins a new row for it. */
export function abandonIfInterrupted(shell: Shell): void {
  if (!shell.state.interrupted) return;
  shell.state.interrupted = false;
  throw { unwind: 'abandon', status: 130, interrupted: true } satisfies Unwind;
}

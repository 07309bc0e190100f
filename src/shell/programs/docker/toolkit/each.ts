/** Commands with many arguments go on after a failure: successes are printed in order, errors at the end. As docker/cli's errors.Join loops. */
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { CommandContext } from './command-context.ts';
import { StatusError } from './status-error.ts';

/** What an error prints, or undefined when it is not one to be collected. */
export function messageOf(error: unknown): string | undefined {
  if (error instanceof EngineError) return `Error response from daemon: ${error.message}`;
  return error instanceof StatusError ? error.message : undefined;
}

/** Runs `act` on each argument and prints the text that it returns (the argument as typed when it is none). Throws StatusError with all errors joined. */
export async function forEachArgument(
  context: Pick<CommandContext, 'arguments' | 'out'>,
  act: (argument: ByteString) => Promise<unknown> | unknown,
): Promise<void> {
  const errors: string[] = [];
  for (const argument of context.arguments) {
    try {
      const said = await act(argument);
      await context.out(`${typeof said === 'string' ? said : argument}\n`);
    } catch (error) {
      const message = messageOf(error);
      if (message === undefined) throw error;
      errors.push(message);
    }
  }
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
}

/** docker/cli's check of names: an empty one never reaches the daemon. */
export function requireName(name: ByteString, kind = 'container'): ByteString {
  if (name.trim() === '') throw new StatusError(`invalid ${kind} name or ID: value is empty`);
  return name;
}

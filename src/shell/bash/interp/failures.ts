import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { complain, ExpansionError, type Shell, type Unwind } from '../shell.ts';

/** An ExpansionError ends the command line (`abandon`), or the shell when it is fatal and nobody sits before it. Anything else passes. */
export function failExpansion(shell: Shell, error: unknown): MaybePromise<never> {
  if (!(error instanceof ExpansionError)) throw error;
  const said = error.text === '' ? undefined : complain(shell, error.text);
  const fatal = (error.fatal && isFatalWord(error)) || shell.dialect === 'sh';
  const unwind: Unwind =
    fatal && !shell.state.interactive
      ? {
          unwind: 'exit',
          status:
            shell.dialect === 'sh' ? 2 : shell.state.commandString !== undefined && shell.state.subshellDepth === 0 ? error.status : 1,
        }
      : { unwind: 'abandon', status: 1 };
  return said instanceof Promise ? said.then(() => Promise.reject(unwind)) : throwIt(unwind);
}

/** Bad substitutions only end the line; unset variables end the script. */
const isFatalWord = (error: ExpansionError): boolean => error.fatal && error.status === 127;

function throwIt(unwind: Unwind): never {
  throw unwind;
}

/** Runs `body` and then `cleanup`, whether it waits or throws. */
export function ensuring<T>(body: () => MaybePromise<T>, cleanup: () => void): MaybePromise<T> {
  let result: MaybePromise<T>;
  try {
    result = body();
  } catch (error) {
    cleanup();
    throw error;
  }
  if (result instanceof Promise) {
    return result.then(
      (value) => {
        cleanup();
        return value;
      },
      (error: unknown) => {
        cleanup();
        throw error;
      },
    );
  }
  cleanup();
  return result;
}

/** Runs `body`; what it throws, now or later, goes to `handle`. */
export function catching<T>(body: () => MaybePromise<T>, handle: (error: unknown) => MaybePromise<T>): MaybePromise<T> {
  try {
    const result = body();
    return result instanceof Promise ? result.catch(handle) : result;
  } catch (error) {
    return handle(error);
  }
}

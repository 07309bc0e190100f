/** How docker run words its failures, and with which status. As docker/cli cli/command/container/run.go toStatusError. */
import { EngineError } from '../../../../../sim/engine/engine-error.ts';
import { ConnectionError } from '../command-context.ts';
import { StatusError } from '../status-error.ts';

/** `docker: MESSAGE` and the line that points to help. */
export const withHelpHint = (command: string, message: string): string =>
  `docker: ${message}\n\nRun 'docker ${command} --help' for more information`;

/** The client's own refusals in docker run all have this status; what passes (a container's exit status, a missing terminal) has another. */
const REFUSED = 125;
const NO_TERMINAL = 'the input device is not a TTY';

export function runError(error: unknown): unknown {
  if (error instanceof EngineError)
    return new StatusError(withHelpHint('run', `Error response from daemon: ${error.message}`), startStatus(error.message));
  if (!(error instanceof StatusError) || error.message === '' || error.message === NO_TERMINAL) return error;
  return new StatusError(withHelpHint('run', error.message), isFromTheDaemon(error) ? startStatus(error.message) : REFUSED);
}

const isFromTheDaemon = (error: StatusError): boolean =>
  error instanceof ConnectionError || error.message.startsWith('failed to create the container ID file');

/** 127: no such program; 126: it cannot be run; else 125. Read from the daemon's words, as the real client does. */
function startStatus(message: string): number {
  if (message.includes('executable file not found') || message.includes('no such file or directory')) return 127;
  if (message.includes('permission denied') || message.includes('is a directory')) return 126;
  return REFUSED;
}

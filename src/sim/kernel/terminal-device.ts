/** Opening terminals by device number: /dev/tty, /dev/console, /dev/ptmx, /dev/pts/N. */
import type { Pin } from '../fs/types.ts';
import type { Core } from './core.ts';
import type { Access, Description } from './description.ts';
import type { Task } from './task.ts';

export interface TerminalDevice {
  readonly major: number;
  readonly minor: number;
  readonly pin: Pin;
  readonly access: Access;
}

export function openTerminalDevice(_core: Core, _task: Task, _device: TerminalDevice): Description | undefined {
  return undefined;
}

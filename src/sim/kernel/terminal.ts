import { FsError } from '../fs/errno.ts';
import type { Description } from './description.ts';
import type { Core } from './core.ts';
import type { Task } from './task.ts';
import type { PtyMaster, Terminal, WindowSize } from './types.ts';

export function openPtyFor(_core: Core, _task: Task, _size: WindowSize): { readonly master: PtyMaster; readonly slave: number } {
  throw new FsError('ENOSYS');
}

export function terminalOf(_core: Core, _task: Task, _fd: number): Terminal | undefined {
  return undefined;
}

export function slaveOf(_core: Core, _task: Task, _pty: PtyMaster): Description {
  throw new FsError('ENOSYS');
}

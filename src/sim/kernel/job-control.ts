/** What a background process may do with its terminal: SIGTTIN, SIGTTOU. As Linux drivers/tty/tty_jobctrl.c, __tty_check_change. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import type { Pty } from './pty.ts';
import { signalGroup } from './signals.ts';
import type { Task } from './task.ts';

/** `go`, or `wait`: the group was signalled, and the call must be tried again. Throws EIO when nobody could continue the group. */
export function mayUseTerminal(core: Core, pty: Pty, task: Task | undefined, signal: 'TTIN' | 'TTOU'): 'go' | 'wait' {
  if (task === undefined || task.session.terminal !== pty) return 'go';
  if (pty.foreground === undefined || pty.foreground === task.group) return 'go';
  if (task.dispositions.get(signal) === 'ignore') {
    if (signal === 'TTOU') return 'go';
    throw new FsError('EIO');
  }
  if (task.group.isOrphaned) throw new FsError('EIO');
  signalGroup(core, task.group, signal);
  return 'wait';
}

/** For calls that cannot wait: a background process is stopped, and `act` is done when it goes on. */
export function actOnTerminal(core: Core, pty: Pty, task: Task | undefined, act: () => void): void {
  if (mayUseTerminal(core, pty, task, 'TTOU') === 'go' || task === undefined) act();
  else if (typeof task.dispositions.get('TTOU') === 'object') throw new FsError('EINTR');
  else task.onContinue.push(act);
}

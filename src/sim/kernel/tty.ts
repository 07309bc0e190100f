/** What the rest of the kernel needs of a terminal; pty.ts makes it. */
import type { Group, Session, Task } from './task.ts';

export interface Tty {
  /** `pts/0`, as its own namespace numbers it. */
  readonly name: string;
  /** Its device number as /proc/N/stat has it. */
  readonly device: number;
  /** Who owns its node in /dev/pts. */
  readonly owner: number;
  /** The session whose controlling terminal it is. */
  session: Session | undefined;
  /** The group that may read it and that its signal characters reach. */
  foreground: Group | undefined;
  /** Makes it the controlling terminal of the session that the process leads. */
  adopt(leader: Task): void;
  setForeground(group: Group): void;
}

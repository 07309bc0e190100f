/** A terminal as the kernel holds it. */
import type { Group, Session, Task } from './task.ts';

export interface Tty {
  readonly name: string;
  session: Session | undefined;
  foreground: Group | undefined;
  adopt(task: Task): void;
  setForeground(group: Group): void;
}

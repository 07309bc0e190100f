/** /dev/pts: the pseudo-terminals of the looker's namespace. As Linux devpts. */
import type { VirtualDirectory, VirtualNode } from '../fs/types.ts';
import type { Core } from './core.ts';

/** The group `tty`. */
const TTY_GROUP = 5;

export function devptsDirectory(core: Core): VirtualDirectory {
  return {
    list(caller) {
      const terminals = core.tasks.get(caller.pid)?.namespace.terminals ?? new Map<number, unknown>();
      return [...[...terminals.keys()].sort((a, b) => a - b).map(String), 'ptmx'];
    },
    lookup(name, caller): VirtualNode | undefined {
      const mtime = core.scheduler.now();
      if (name === 'ptmx') return { type: 'character', major: 5, minor: 2, ino: 2, mode: 0o000, mtime };
      const tty = /^\d+$/.test(name) ? core.tasks.get(caller.pid)?.namespace.terminals.get(Number(name)) : undefined;
      if (tty === undefined) return undefined;
      const minor = Number(name);
      return { type: 'character', major: 136, minor, ino: minor + 3, mode: 0o620, uid: tty.owner, gid: TTY_GROUP, mtime };
    },
  };
}

/** Services behind addresses: sockets in the file tree, whose permissions count, and servers of the simulated internet. */
import { FsError } from '../fs/errno.ts';
import type { Core } from './core.ts';
import type { Task } from './task.ts';

/** Throws ENOENT, EACCES, ECONNREFUSED for a socket's path; ENXIO for an unknown name or without a network, else ECONNREFUSED. */
export function connectFrom(core: Core, task: Task, address: string): unknown {
  return address.startsWith('unix:') ? connectToSocket(core, task, address.slice(5)) : connectToServer(core, task, address);
}

function connectToSocket(core: Core, task: Task, path: string): unknown {
  const { fs } = task;
  const { type } = fs.stat(path);
  fs.access(path, 2);
  if (type !== 'socket') throw new FsError('ECONNREFUSED', path);
  const real = fs.realPath(path);
  for (const [address, service] of core.services) {
    if (!address.startsWith('unix:')) continue;
    const served = address.slice(5);
    if (served === path || served === real || (fs.exists(served) && fs.realPath(served) === real)) return service;
  }
  throw new FsError('ECONNREFUSED', path);
}

function connectToServer(core: Core, task: Task, address: string): unknown {
  if (!task.namespace.hasNetwork) throw new FsError('ENXIO', address);
  const service = core.services.get(address);
  if (service !== undefined) return service;
  const host = hostOf(address);
  const isKnown = [...core.services.keys()].some((served) => hostOf(served) === host);
  throw new FsError(isKnown ? 'ECONNREFUSED' : 'ENXIO', address);
}

/** `http://archive.ubuntu.com:80/x` → `archive.ubuntu.com`. */
function hostOf(address: string): string | undefined {
  return /^\w+:\/\/([^/:]+)/.exec(address)?.[1];
}

/** Who may do what: permission bits, sticky directories, and Ubuntu's fs.protected_* rules. As Linux fs/namei.c, docs/admin-guide/sysctl/fs. */
import type { Credentials, NodeType } from './types.ts';

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;
export const SET_UID = 0o4000;
export const SET_GID = 0o2000;
export const STICKY = 0o1000;

/** What the rules look at; generated nodes belong to root unless they say otherwise. */
export interface Owned {
  readonly type: NodeType;
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** Whether all of `wanted` (R 4, W 2, X 1) is allowed. uid 0 passes all but execute on a file without any x bit. */
export function permits(node: Owned, who: Credentials, wanted: number): boolean {
  if (who.uid === 0) return (wanted & EXECUTE) === 0 || node.type === 'directory' || (node.mode & 0o111) !== 0;
  const shift = (node.uid ?? 0) === who.uid ? 6 : isInGroup(who, node.gid ?? 0) ? 3 : 0;
  return ((node.mode >> shift) & wanted) === wanted;
}

export function isInGroup(who: Credentials, gid: number): boolean {
  return who.gid === gid || who.groups.includes(gid);
}

/** Owner or root: may change mode and times. */
export function mayChange(node: Owned, who: Credentials): boolean {
  return who.uid === 0 || who.uid === (node.uid ?? 0);
}

/** Whether a sticky directory keeps `who` from removing or renaming `node` in it (EPERM). */
export function isHeldBySticky(directory: Owned, node: Owned, who: Credentials): boolean {
  if ((directory.mode & STICKY) === 0 || who.uid === 0) return false;
  return (node.uid ?? 0) !== who.uid && (directory.uid ?? 0) !== who.uid;
}

/** fs.protected_symlinks=1: links of others in a world-writable sticky directory are not followed, not even by root (EACCES). */
export function isProtectedSymlink(directory: Owned, link: Owned, who: Credentials): boolean {
  if ((directory.mode & (STICKY | 0o002)) !== (STICKY | 0o002)) return false;
  return (link.uid ?? 0) !== who.uid && (link.uid ?? 0) !== (directory.uid ?? 0);
}

/** fs.protected_regular=2, fs.protected_fifos=1: O_CREAT does not open what others made in a sticky directory that all can write (EACCES). */
export function isProtectedFromCreate(directory: Owned, node: Owned, who: Credentials): boolean {
  if ((directory.mode & STICKY) === 0 || (node.type !== 'file' && node.type !== 'fifo')) return false;
  if ((node.uid ?? 0) === who.uid || (node.uid ?? 0) === (directory.uid ?? 0)) return false;
  return (directory.mode & 0o002) !== 0 || (node.type === 'file' && (directory.mode & 0o020) !== 0);
}

/** fs.protected_hardlinks=1: others' files may be linked only when they can be read and written and are plain (EPERM). */
export function isProtectedFromLink(node: Owned, who: Credentials): boolean {
  if (mayChange(node, who)) return false;
  const isPrivileged = (node.mode & SET_UID) !== 0 || (node.mode & (SET_GID | 0o010)) === (SET_GID | 0o010);
  return node.type !== 'file' || isPrivileged || !permits(node, who, READ | WRITE);
}

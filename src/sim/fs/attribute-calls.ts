/** Calls that change what an inode says of itself: chmod, chown, utimes. As chmod(2), chown(2), utimensat(2), fs/attr.c. */
import type { ByteString } from './bytes.ts';
import { FsError } from './errno.ts';
import { changeNode } from './inode.ts';
import type { AnyNode } from './mount-table.ts';
import { isInGroup, mayChange, permits, SET_GID, SET_UID, WRITE } from './permission.ts';
import { getNode, requireWritable } from './place.ts';
import type { Credentials, FileSystem, FileSystemView } from './types.ts';
import { walk } from './walk.ts';

export function attributeCalls(view: FileSystemView): Pick<FileSystem, 'chmod' | 'chown' | 'utimes'> {
  return {
    chmod(path, mode) {
      const place = walk(view, path, 'follow');
      const node = getNode(place, path);
      requireWritable(place.mount, path);
      const { credentials } = view.caller;
      if (!mayChange(node, credentials)) throw new FsError('EPERM', path);
      const isForeign = credentials.uid !== 0 && !isInGroup(credentials, node.gid ?? 0);
      changeNode(place, { mode: mode & 0o7777 & ~(isForeign ? SET_GID : 0), ctime: view.now() }, path);
    },

    chown(path, uid, gid, { followLink = true } = {}) {
      const place = walk(view, path, followLink ? 'follow' : 'keep');
      const node = getNode(place, path);
      requireWritable(place.mount, path);
      requireChown(node, view.caller.credentials, uid, gid, path);
      const owner = { uid: uid === -1 ? (node.uid ?? 0) : uid, gid: gid === -1 ? (node.gid ?? 0) : gid };
      const mode = node.type === 'directory' ? node.mode : withoutSetIds(node.mode);
      changeNode(place, { ...owner, mode, ctime: view.now() }, path);
    },

    /** Without any time both become now, for which the permission to write is enough (utimensat with NULL). */
    utimes(path, { atime, mtime }, { followLink = true } = {}) {
      const place = walk(view, path, followLink ? 'follow' : 'keep');
      const node = getNode(place, path);
      requireWritable(place.mount, path);
      const { credentials } = view.caller;
      const isNow = atime === undefined && mtime === undefined;
      if (!mayChange(node, credentials)) {
        if (!isNow) throw new FsError('EPERM', path);
        if (!permits(node, credentials, WRITE)) throw new FsError('EACCES', path);
      }
      const now = view.now();
      changeNode(place, { ...(isNow ? { mtime: now } : mtime === undefined ? {} : { mtime }), ctime: now }, path);
    },
  };
}

/** The mode without setuid, and without setgid where the group may execute (elsewhere it means something else). */
export function withoutSetIds(mode: number): number {
  return mode & ~SET_UID & ~(mode & 0o010 ? SET_GID : 0);
}

function requireChown(node: AnyNode, who: Credentials, uid: number, gid: number, path: ByteString): void {
  if (who.uid === 0) return;
  const isOwner = who.uid === (node.uid ?? 0);
  const keepsUid = uid === -1 || uid === (node.uid ?? 0);
  const keepsGid = gid === -1 || gid === (node.gid ?? 0) || isInGroup(who, gid);
  if (uid !== -1 && !(isOwner && keepsUid)) throw new FsError('EPERM', path);
  if (gid !== -1 && !(isOwner && keepsGid)) throw new FsError('EPERM', path);
}

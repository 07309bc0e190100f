/** What stat(2) says of a node. atime is not kept: it reads as mtime (a mount with relatime differs only after reads). */
import type { AnyNode, MountPoint } from './mount-table.ts';
import type { DirectoryNode, Stat } from './types.ts';

const DIRECTORY_SIZE = 4096;
const TMPFS_ENTRY_SIZE = 20;

/** The stat of `node` as it is seen through `mount`. */
export function statOf(node: AnyNode, mount: MountPoint): Stat {
  const size = sizeOf(node, mount);
  const mtime = node.mtime ?? 0;
  return {
    type: node.type,
    ino: node.ino,
    mode: node.mode,
    uid: node.uid ?? 0,
    gid: node.gid ?? 0,
    mtime,
    ctime: 'ctime' in node ? node.ctime : mtime,
    atime: mtime,
    size,
    nlink: linksOf(node, mount),
    dev: mount.dev,
    rdev: node.type === 'character' || node.type === 'block' ? { major: node.major, minor: node.minor } : undefined,
    blocks:
      mount.cell === undefined || node.type === 'symlink' || (isTmpfs(mount) && node.type === 'directory') ? 0 : Math.ceil(size / 4096) * 8,
  };
}

function sizeOf(node: AnyNode, mount: MountPoint): number {
  switch (node.type) {
    case 'file':
      return 'content' in node ? node.content.size : 0;
    case 'directory':
      if ('directory' in node) return 0;
      return isTmpfs(mount) ? TMPFS_ENTRY_SIZE * (node.entries.size + 2) : DIRECTORY_SIZE;
    case 'symlink':
      return 'ctime' in node ? node.target.length : 'description' in node ? 64 : 0;
    default:
      return 0;
  }
}

function isTmpfs(mount: MountPoint): boolean {
  return mount.mount.fsType === 'tmpfs';
}

function linksOf(node: AnyNode, mount: MountPoint): number {
  if (node.type !== 'directory') return mount.cell?.linked.get(node.ino)?.names ?? 1;
  if ('directory' in node) return 2;
  return mount.cell?.isMerged(node) ? 1 : 2 + countDirectories(node);
}

function countDirectories(directory: DirectoryNode): number {
  let count = 0;
  for (const entry of directory.entries.values()) if (entry.type === 'directory') count++;
  return count;
}

/** Users and groups, read from /etc/passwd and /etc/group as getpwnam(3), getgrgid(3) do. */
import { type ByteString, fromBytes } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { FileSystem } from '../../sim/fs/types.ts';

export interface User {
  readonly name: ByteString;
  readonly uid: number;
  readonly gid: number;
  readonly comment: ByteString;
  readonly home: ByteString;
  readonly shell: ByteString;
}
export interface Group {
  readonly name: ByteString;
  readonly gid: number;
  readonly members: readonly ByteString[];
}
export interface Accounts {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly userById: (uid: number) => User | undefined;
  readonly groupById: (gid: number) => Group | undefined;
  readonly userByName: (name: ByteString) => User | undefined;
  readonly groupByName: (name: ByteString) => Group | undefined;
  /** The user's name, or the number. */
  readonly userName: (uid: number) => ByteString;
  readonly groupName: (gid: number) => ByteString;
}

export function readAccounts(fs: FileSystem): Accounts {
  const users = lines(fs, '/etc/passwd', 7).map(([name = '', , uid, gid, comment = '', home = '', shell = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    comment,
    home,
    shell,
  }));
  const groups = lines(fs, '/etc/group', 4).map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter((member) => member !== ''),
  }));
  const usersById = firstBy(users, (user) => user.uid);
  const groupsById = firstBy(groups, (group) => group.gid);
  return {
    users,
    groups,
    userById: (uid) => usersById.get(uid),
    groupById: (gid) => groupsById.get(gid),
    userByName: (name) => users.find((user) => user.name === name),
    groupByName: (name) => groups.find((group) => group.name === name),
    userName: (uid) => usersById.get(uid)?.name ?? String(uid),
    groupName: (gid) => groupsById.get(gid)?.name ?? String(gid),
  };
}

/** The groups of a user as login sets them: the primary one first. */
export const groupsOf = (accounts: Accounts, user: User): readonly number[] => [
  user.gid,
  ...accounts.groups.filter(({ gid, members }) => gid !== user.gid && members.includes(user.name)).map(({ gid }) => gid),
];

function firstBy<T>(items: readonly T[], key: (item: T) => number): Map<number, T> {
  const found = new Map<number, T>();
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item);
  return found;
}

/** The fields of each line; a file that cannot be read has none. */
function lines(fs: FileSystem, path: ByteString, fields: number): readonly (readonly ByteString[])[] {
  try {
    return fromBytes(fs.readFile(path))
      .split('\n')
      .map((line) => line.split(':'))
      .filter((line) => line.length >= fields);
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

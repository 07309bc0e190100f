/** Whom a container's process runs as: `--user` against its own /etc/passwd and /etc/group. As github.com/moby/sys/user GetExecUser. */
import { type ByteString, fromBytes } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import type { Credentials, FileSystem } from '../../fs/types.ts';
import { EngineError } from '../engine-error.ts';

const LARGEST_ID = 2147483647;

export interface ExecUser {
  readonly credentials: Credentials;
  readonly home: ByteString;
}

interface Account {
  readonly name: ByteString;
  readonly id: number;
  readonly gid: number;
  readonly home: ByteString;
}
interface Group {
  readonly name: ByteString;
  readonly id: number;
  readonly members: readonly ByteString[];
}

/** `user`, `uid`, `user:group`, `:gid`, or empty for root. Throws EngineError `unable to find user x: …`. */
export function findExecUser(fs: FileSystem, specification: ByteString, addedGroups: readonly string[] = []): ExecUser {
  const colon = specification.indexOf(':');
  const userName = colon < 0 ? specification : specification.slice(0, colon);
  const groupName = colon < 0 ? '' : specification.slice(colon + 1);
  const accounts = readAccounts(fs);
  const groups = readGroups(fs);
  const account = accounts.find(({ name, id }) =>
    userName === '' ? id === 0 : isNumber(userName) ? id === Number(userName) : name === userName,
  );
  if (!account && userName !== '' && !isNumber(userName)) throw missing('user', userName, 'passwd');
  const uid = account?.id ?? inRange(Number(userName || 0));
  const gid = groupName === '' ? (account?.gid ?? 0) : findGroup(groups, groupName);
  const implicit = groupName === '' && account ? groups.filter(({ members }) => members.includes(account.name)).map(({ id }) => id) : [];
  const added = addedGroups.map((name) => findGroup(groups, name));
  return { credentials: { uid, gid, groups: [...new Set([gid, ...implicit, ...added])] }, home: account?.home || '/' };
}

function findGroup(groups: readonly Group[], text: ByteString): number {
  const group = groups.find(({ name, id }) => (isNumber(text) ? id === Number(text) : name === text));
  if (group) return group.id;
  if (!isNumber(text)) throw missing('group', text, 'group');
  return inRange(Number(text));
}

function inRange(id: number): number {
  if (id < 0 || id > LARGEST_ID) throw new EngineError('invalidParameter', 'uids and gids must be in range 0-2147483647');
  return id;
}

const isNumber = (text: string): boolean => /^[+-]?\d+$/.test(text);

const missing = (what: string, name: string, file: string): EngineError =>
  new EngineError('invalidParameter', `unable to find ${what} ${name}: no matching entries in ${file} file`);

function readAccounts(fs: FileSystem): Account[] {
  return linesOf(fs, '/etc/passwd').map(([name = '', , uid = '', gid = '', , home = '']) => ({
    name,
    id: Number(uid),
    gid: Number(gid),
    home,
  }));
}

function readGroups(fs: FileSystem): Group[] {
  return linesOf(fs, '/etc/group').map(([name = '', , gid = '', members = '']) => ({ name, id: Number(gid), members: members.split(',') }));
}

/** A missing file has no entries. */
function linesOf(fs: FileSystem, path: ByteString): ByteString[][] {
  try {
    const lines = fromBytes(fs.readFile(path)).split('\n');
    return lines
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(':'));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

/** chown and chgrp: who owns files. As GNU coreutils 9.4 chown-core.c and gnulib userspec. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { Stat } from '../../sim/fs/types.ts';
import type { Accounts } from '../formats/accounts.ts';
import { localeQuoted } from '../formats/quoting.ts';
import { lastOf } from '../programs/getopt.ts';
import type { ProgramIo } from '../programs/program-io.ts';
import { UsageError } from '../programs/usage-error.ts';
import { walkTree } from './walk.ts';

/** -1: left as it is. */
export interface Ownership {
  readonly uid: number;
  readonly gid: number;
}

export const ownerOptions = {
  talk: lastOf({
    changes: { short: 'c', long: 'changes', help: 'like verbose but report only when a change is made' },
    verbose: { short: 'v', long: 'verbose', help: 'output a diagnostic for every file processed' },
  }),
  silent: { short: 'f', long: ['silent', 'quiet'], help: 'suppress most error messages' },
  links: lastOf({
    dereference: { long: 'dereference', help: 'affect the referent of each symbolic link (the default)' },
    keep: { short: 'h', long: 'no-dereference', help: 'affect symbolic links instead of any referenced file' },
  }),
  noPreserveRoot: { long: 'no-preserve-root', help: "do not treat '/' specially (the default)" },
  preserveRoot: { long: 'preserve-root', help: "fail to operate recursively on '/'" },
  reference: { long: 'reference', argument: 'RFILE', help: "use RFILE's owner and group" },
  recursive: { short: 'R', long: 'recursive', help: 'operate on files and directories recursively' },
  traverse: lastOf({
    operands: { short: 'H', help: 'if a command line argument is a symbolic link to a directory, traverse it' },
    always: { short: 'L', help: 'traverse every symbolic link to a directory encountered' },
    never: { short: 'P', help: 'do not traverse any symbolic links (default)' },
  }),
} as const;

export interface OwnerStyle {
  readonly talk: 'changes' | 'verbose' | undefined;
  readonly silent: boolean;
  readonly links: 'dereference' | 'keep' | undefined;
  readonly preserveRoot: boolean;
  readonly recursive: boolean;
  readonly traverse: 'operands' | 'always' | 'never' | undefined;
}

/** `user`, `user:group`, `user:`, `:group`, numbers. Throws UsageError. */
export function parseOwner(accounts: Accounts, spec: ByteString): Ownership {
  const separator = spec.includes(':') ? ':' : accounts.userByName(spec) === undefined && spec.includes('.') ? '.' : undefined;
  const at = separator === undefined ? -1 : spec.indexOf(separator);
  const userPart = at < 0 ? spec : spec.slice(0, at);
  const groupPart = at < 0 ? undefined : spec.slice(at + 1);
  const user = userPart === '' ? undefined : accounts.userByName(userPart);
  const uid = userPart === '' ? -1 : (user?.uid ?? parseId(userPart));
  if (uid === undefined) throw new UsageError(`invalid user: ${localeQuoted(spec)}`, { hint: false });
  if (groupPart === undefined) return { uid, gid: -1 };
  if (groupPart === '') {
    if (userPart !== '' && !user) throw new UsageError(`invalid spec: ${localeQuoted(spec)}`, { hint: false });
    return { uid, gid: user?.gid ?? -1 };
  }
  const gid = accounts.groupByName(groupPart)?.gid ?? parseId(groupPart);
  if (gid === undefined) throw new UsageError(`invalid group: ${localeQuoted(spec)}`, { hint: false });
  return { uid, gid };
}

export function parseGroup(accounts: Accounts, text: ByteString): Ownership {
  if (text === '') return { uid: -1, gid: -1 };
  const gid = accounts.groupByName(text)?.gid ?? parseId(text);
  if (gid === undefined) throw new UsageError(`invalid group: ${localeQuoted(text)}`, { hint: false });
  return { uid: -1, gid };
}

const parseId = (text: ByteString): number | undefined => (/^\+?\d+$/.test(text) && Number(text) < 2 ** 32 - 1 ? Number(text) : undefined);

/** Owner and group of the file given with --reference. */
export function referenceOwner(io: ProgramIo, path: ByteString): Ownership {
  try {
    const { uid, gid } = io.fs.stat(path);
    return { uid, gid };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(`failed to get attributes of ${io.quoted(path)}: ${error.text}`, { hint: false });
  }
}

/** Gives every file to its new owner. Returns the program's status. `changes`: which half messages speak of. */
export async function changeOwners(
  io: ProgramIo,
  files: readonly ByteString[],
  wanted: Ownership,
  accounts: Accounts,
  style: OwnerStyle,
  from?: Ownership,
): Promise<number> {
  if (style.recursive && style.links === 'dereference' && style.traverse !== 'operands' && style.traverse !== 'always') {
    throw new UsageError('-R --dereference requires either -H or -L', { hint: false });
  }
  let good = true;
  for (const file of files) {
    if (style.preserveRoot && style.recursive && file === '/') {
      await io.complain(`it is dangerous to operate recursively on ${io.quoted('/')}`);
      await io.complain('use --no-preserve-root to override this failsafe');
      good = false;
      continue;
    }
    const keepLinks = style.links === 'keep' || (style.recursive && (style.traverse ?? 'never') === 'never');
    const walked = await walkTree(
      io,
      file,
      {
        recursive: style.recursive,
        silent: style.silent,
        follow: style.recursive ? (style.traverse ?? 'never') : 'operands',
        keepLinks,
        depthFirst: true,
      },
      (path, stat) => changeOne(io, path, stat, { wanted, accounts, style, from }),
    );
    good = walked && good;
  }
  return good ? 0 : 1;
}

interface Change {
  readonly wanted: Ownership;
  readonly accounts: Accounts;
  readonly style: OwnerStyle;
  readonly from: Ownership | undefined;
}

async function changeOne(io: ProgramIo, path: ByteString, stat: Stat, { wanted, accounts, style, from }: Change): Promise<boolean> {
  if (from && ((from.uid !== -1 && from.uid !== stat.uid) || (from.gid !== -1 && from.gid !== stat.gid))) return true;
  const group = io.name === 'chgrp';
  try {
    io.fs.chown(path, wanted.uid, wanted.gid, { followLink: stat.type !== 'symlink' });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const ofGroup = group || wanted.uid === -1;
    if (!style.silent) await io.complain(`changing ${ofGroup ? 'group' : 'ownership'} of ${io.quoted(path)}: ${error.text}`);
    return false;
  }
  const changed = (wanted.uid !== -1 && wanted.uid !== stat.uid) || (wanted.gid !== -1 && wanted.gid !== stat.gid);
  if (style.talk === 'verbose' || (style.talk === 'changes' && changed))
    await io.out(`${report(io, path, stat, wanted, accounts, changed)}\n`);
  return true;
}

function report(io: ProgramIo, path: ByteString, stat: Stat, { uid, gid }: Ownership, accounts: Accounts, changed: boolean): ByteString {
  const name = io.quoted(path);
  if (uid === -1 && gid === -1) return `ownership of ${name} retained`;
  // chown speaks of ownership even when only a group was given: `:GROUP`.
  const [withUser, withGroup] = [io.name !== 'chgrp', gid !== -1];
  const shown = (owner: ByteString, group: ByteString): ByteString =>
    [...(withUser ? [owner] : []), ...(withGroup ? [group] : [])].join(':');
  const what = withUser ? 'ownership' : 'group';
  const before = shown(accounts.userName(stat.uid), accounts.groupName(stat.gid));
  if (!changed) return `${what} of ${name} retained as ${before}`;
  return `changed ${what} of ${name} from ${before} to ${shown(uid === -1 ? '' : accounts.userName(uid), accounts.groupName(gid))}`;
}

/** id: user and group identities. As GNU coreutils 9.4 id. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type Accounts, groupsOf, readAccounts, type User } from '../../formats/accounts.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'id',
  usage: '[OPTION]... [USER]...',
  summary: 'Print user and group information for each specified USER, or for the current process.',
  suite: 'GNU coreutils 9.4',
  options: {
    ignored: { short: 'a', help: 'ignore, for compatibility with other versions' },
    context: { short: 'Z', long: 'context', help: 'print only the security context of the process' },
    group: { short: 'g', long: 'group', help: 'print only the effective group ID' },
    groups: { short: 'G', long: 'groups', help: 'print all group IDs' },
    name: { short: 'n', long: 'name', help: 'print a name instead of a number, for -ugG' },
    real: { short: 'r', long: 'real', help: 'print the real ID instead of the effective ID, with -ugG' },
    user: { short: 'u', long: 'user', help: 'print only the effective user ID' },
    zero: { short: 'z', long: 'zero', help: 'delimit entries with NUL characters, not whitespace' },
  },
  async run(io, { context, group, groups, name, real, user, zero }, operands) {
    if (context) throw new UsageError('--context (-Z) works only on an SELinux-enabled kernel', { hint: false });
    if (Number(group) + Number(groups) + Number(user) > 1)
      throw new UsageError('cannot print "only" of more than one choice', { hint: false });
    const only = group || groups || user;
    if (!only && (name || real)) throw new UsageError('cannot print only names or real IDs in default format', { hint: false });
    if (!only && zero) throw new UsageError('option --zero not permitted in default format', { hint: false });
    const accounts = readAccounts(io.fs);
    const what: What = user ? 'user' : group ? 'group' : groups ? 'groups' : 'all';
    let status = 0;
    for (const operand of operands.length === 0 ? [undefined] : operands) {
      const identity = operand === undefined ? ownIdentity(io, accounts) : findIdentity(accounts, operand);
      if (!identity) {
        await io.flush();
        await io.complain(`${localeQuoted(operand ?? '')}: no such user`);
        status = 1;
      } else if (!(await print(io, accounts, identity, { what, name, zero }))) status = 1;
    }
    return status;
  },
});

type What = 'user' | 'group' | 'groups' | 'all';
interface Identity {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

function ownIdentity(io: ProgramIo, _accounts: Accounts): Identity {
  const { uid, gid, groups } = io.process.credentials;
  return { uid, gid, groups: [gid, ...groups.filter((other) => other !== gid)] };
}

function findIdentity(accounts: Accounts, operand: ByteString): Identity | undefined {
  const user: User | undefined =
    accounts.userByName(operand) ?? (/^\+?\d+$/.test(operand) ? accounts.userById(Number(operand)) : undefined);
  return user && { uid: user.uid, gid: user.gid, groups: groupsOf(accounts, user) };
}

async function print(
  io: ProgramIo,
  accounts: Accounts,
  identity: Identity,
  { what, name, zero }: { what: What; name: boolean; zero: boolean },
): Promise<boolean> {
  const end = zero ? '\0' : '\n';
  if (what === 'all') {
    await io.out(`${summary(accounts, identity)}\n`);
    return true;
  }
  let found = true;
  const shown: ByteString[] = [];
  for (const id of what === 'user' ? [identity.uid] : what === 'group' ? [identity.gid] : identity.groups) {
    const known = what === 'user' ? accounts.userById(id)?.name : accounts.groupById(id)?.name;
    if (name && known === undefined) {
      found = false;
      await io.complain(`cannot find name for ${what === 'user' ? 'user' : 'group'} ID ${id}`);
    }
    shown.push(name ? (known ?? String(id)) : String(id));
  }
  await io.out(shown.join(zero ? '\0' : ' ') + end);
  return found;
}

function summary(accounts: Accounts, { uid, gid, groups }: Identity): ByteString {
  const named = (id: number, name: ByteString | undefined): ByteString => (name === undefined ? String(id) : `${id}(${name})`);
  const list = groups.map((id) => named(id, accounts.groupById(id)?.name)).join(',');
  return `uid=${named(uid, accounts.userById(uid)?.name)} gid=${named(gid, accounts.groupById(gid)?.name)} groups=${list}`;
}

/** groups: the groups that a user is in. As GNU coreutils 9.4 groups. */
import { groupsOf, readAccounts } from '../../formats/accounts.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'groups',
  usage: '[OPTION]... [USERNAME]...',
  summary: 'Print group memberships for each USERNAME or, if no USERNAME is specified, for the current process.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    const accounts = readAccounts(io.fs);
    let status = 0;
    const names = async (ids: readonly number[]): Promise<string> => {
      for (const id of ids) {
        if (accounts.groupById(id)) continue;
        status = 1;
        await io.complain(`cannot find name for group ID ${id}`);
      }
      return ids.map(accounts.groupName).join(' ');
    };
    if (operands.length === 0) {
      const { gid, groups } = io.process.credentials;
      await io.out(`${await names([gid, ...groups.filter((other) => other !== gid)])}\n`);
    }
    for (const operand of operands) {
      const user = accounts.userByName(operand);
      if (user) await io.out(`${operand} : ${await names(groupsOf(accounts, user))}\n`);
      else {
        status = 1;
        await io.flush();
        await io.complain(`${localeQuoted(operand)}: no such user`);
      }
    }
    return status;
  },
});

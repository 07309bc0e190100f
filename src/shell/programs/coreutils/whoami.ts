/** whoami: the effective user's name. As GNU coreutils 9.4 whoami. */
import { readAccounts } from '../../formats/accounts.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'whoami',
  usage: '[OPTION]...',
  summary: 'Print the user name associated with the current effective user ID.',
  suite: 'GNU coreutils 9.4',
  options: {},
  async run(io, _options, operands) {
    checkOperands(operands, 0, 0);
    const { uid } = io.process.credentials;
    const user = readAccounts(io.fs).userById(uid);
    if (!user) throw new UsageError(`cannot find name for user ID ${uid}`, { hint: false });
    await io.out(`${user.name}\n`);
    return 0;
  },
});

/** chown: changes files' owner and group. As GNU coreutils 9.4 chown. */
import { changeOwners, ownerOptions, parseOwner, referenceOwner } from '../../files/change-owner.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'chown',
  usage: '[OPTION]... [OWNER][:[GROUP]] FILE...\n  or:  chown [OPTION]... --reference=RFILE FILE...',
  summary: 'Change the owner and/or group of each FILE to OWNER and/or GROUP.',
  suite: 'GNU coreutils 9.4',
  options: {
    ...ownerOptions,
    from: { long: 'from', argument: 'CURRENT_OWNER:CURRENT_GROUP', help: 'change only files whose owner and group match' },
  },
  async run(io, options, operands) {
    checkOperands(operands, options.reference === undefined ? 2 : 1);
    const accounts = readAccounts(io.fs);
    const from = options.from === undefined ? undefined : parseOwner(accounts, options.from);
    if (options.reference !== undefined) return changeOwners(io, operands, referenceOwner(io, options.reference), accounts, options, from);
    const [spec = '', ...files] = operands;
    return changeOwners(io, files, parseOwner(accounts, spec), accounts, options, from);
  },
});

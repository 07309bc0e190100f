/** chgrp: changes files' group. As GNU coreutils 9.4 chgrp. */
import { changeOwners, ownerOptions, parseGroup, referenceOwner } from '../../files/change-owner.ts';
import { readAccounts } from '../../formats/accounts.ts';
import { defineProgram } from '../define-program.ts';
import { checkOperands } from '../operands.ts';

export default defineProgram({
  name: 'chgrp',
  usage: '[OPTION]... GROUP FILE...\n  or:  chgrp [OPTION]... --reference=RFILE FILE...',
  summary: 'Change the group of each FILE to GROUP.',
  suite: 'GNU coreutils 9.4',
  options: ownerOptions,
  async run(io, options, operands) {
    checkOperands(operands, options.reference === undefined ? 2 : 1);
    const accounts = readAccounts(io.fs);
    if (options.reference !== undefined)
      return changeOwners(io, operands, { uid: -1, gid: referenceOwner(io, options.reference).gid }, accounts, options);
    const [group = '', ...files] = operands;
    return changeOwners(io, files, parseGroup(accounts, group), accounts, options);
  },
});

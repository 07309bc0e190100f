/** users: who is logged in; nothing here writes login records (as in any container), so nobody. As GNU coreutils 9.4 users. */
import { defineProgram } from '../define-program.ts';

export default defineProgram({
  name: 'users',
  usage: '[OPTION]... [FILE]',
  summary: 'Output who is currently logged in according to the login records.',
  suite: 'GNU coreutils 9.4',
  options: {},
  run: () => 0,
});

/** sudo: runs a command as another user; members of group sudo are not asked for a password on this host. As sudo 1.9.15 with NOPASSWD. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { execByName } from '../../files/search-path.ts';
import { type Accounts, groupsOf, readAccounts, type User } from '../../formats/accounts.ts';
import { realUserId } from '../../files/real-user.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { UsageError } from '../usage-error.ts';

const USAGE =
  'usage: sudo -h | -K | -k | -V\nusage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]\nusage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user] [command [arg ...]]\nusage: sudo [-ABbEHkNnPS] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] [VAR=value] [-i | -s] [command [arg ...]]\n';
const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';

export default defineProgram({
  name: 'sudo',
  usage: '[-u user] [command [arg ...]]',
  summary: 'Execute a command as another user.',
  stopAtOperand: true,
  options: {
    user: { short: 'u', long: 'user', argument: 'user', help: 'run command as specified user name or ID' },
    group: { short: 'g', long: 'group', argument: 'group', help: 'run command as the specified group name or ID' },
    login: { short: 'i', long: 'login', help: 'run login shell as the target user' },
    shell: { short: 's', long: 'shell', help: 'run shell as the target user' },
    preserve: {
      short: 'E',
      long: 'preserve-env',
      argument: 'list',
      optional: true,
      help: 'preserve user environment when running command',
    },
    home: { short: 'H', long: 'set-home', help: "set HOME variable to target user's home dir" },
    nonInteractive: { short: 'n', long: 'non-interactive', help: 'non-interactive mode, no prompts are used' },
    stdin: { short: 'S', long: 'stdin', help: 'read password from standard input' },
    forget: { short: 'kK', long: ['reset-timestamp', 'remove-timestamp'], help: 'invalidate timestamp file' },
    validate: { short: 'v', long: 'validate', help: "update user's timestamp without running a command" },
    list: { short: 'l', long: 'list', help: "list user's privileges" },
    directory: { short: 'D', long: 'chdir', argument: 'directory', help: 'change the working directory before running command' },
    version: { short: 'V', long: 'version', help: 'display version information and exit' },
    edit: { short: 'e', long: 'edit', notSimulated: true },
    background: { short: 'b', long: 'background', notSimulated: true },
  },
  async run(io, options, operands) {
    if (options.version) {
      await io.out('Sudo version 1.9.15p5\n');
      return 0;
    }
    const accounts = readAccounts(io.fs);
    const self = accounts.userById(realUserId(io));
    if (!(await isAllowed(io, accounts, self))) return 1;
    if (options.validate || (options.forget && operands.length === 0)) return 0;
    const target =
      options.user === undefined
        ? accounts.userById(0)
        : (accounts.userByName(options.user) ?? accounts.userById(Number(options.user.replace(/^#/, ''))));
    if (!target) throw new UsageError(`unknown user ${options.user ?? 'root'}`, { hint: false });
    if (options.list) return list(io, self);
    const assignments = operands.filter(
      (word, i) => /^[A-Za-z_]\w*=/.test(word) && operands.slice(0, i).every((before) => /^[A-Za-z_]\w*=/.test(before)),
    );
    const command = commandOf(operands.slice(assignments.length), target, options);
    if (!command) {
      await io.err(USAGE);
      return 1;
    }
    return become(io, accounts, target, self, command, {
      assignments,
      login: options.login,
      preserve: options.preserve !== undefined,
      directory: options.directory,
    });
  },
});

async function isAllowed(io: ProgramIo, accounts: Accounts, self: User | undefined): Promise<boolean> {
  const { gid, groups } = io.process.credentials;
  const uid = realUserId(io);
  const sudoers = accounts.groupByName('sudo')?.gid;
  if (uid === 0 || [gid, ...groups].includes(sudoers ?? -1)) return true;
  await io.err(`${self?.name ?? uid} is not in the sudoers file.\n`);
  return false;
}

async function list(io: ProgramIo, self: User | undefined): Promise<number> {
  const host = io.process.hostname();
  await io.out(
    `Matching Defaults entries for ${self?.name} on ${host}:\n    env_reset, mail_badpass, secure_path=${SECURE_PATH.replaceAll(':', '\\:')}, use_pty\n\nUser ${self?.name} may run the following commands on ${host}:\n    (ALL : ALL) NOPASSWD: ALL\n`,
  );
  return 0;
}

/** A shell for -i and -s, with the command as its -c. */
function commandOf(
  words: readonly ByteString[],
  target: User,
  { login, shell }: { readonly login: boolean; readonly shell: boolean },
): readonly ByteString[] | undefined {
  if (!login && !shell) return words.length === 0 ? undefined : words;
  const program = target.shell || '/bin/sh';
  return words.length === 0 ? [program] : [program, '-c', words.map((word) => word.replace(/[^A-Za-z0-9_$-]/g, '\\$&')).join(' ')];
}

interface Manner {
  readonly assignments: readonly ByteString[];
  readonly login: boolean;
  readonly preserve: boolean;
  readonly directory: ByteString | undefined;
}

async function become(
  io: ProgramIo,
  accounts: Accounts,
  target: User,
  self: User | undefined,
  command: readonly ByteString[],
  { assignments, login, preserve, directory }: Manner,
): Promise<number> {
  const { process } = io;
  const kept = preserve
    ? [...process.environment]
    : ['TERM', 'LANG', 'LC_ALL', 'COLORTERM', 'DISPLAY', 'LS_COLORS'].flatMap((name): [ByteString, ByteString][] =>
        process.environment.has(name) ? [[name, process.environment.get(name) ?? '']] : [],
      );
  const environment = new Map<ByteString, ByteString>([
    ...kept,
    ['PATH', SECURE_PATH],
    ['HOME', target.home],
    ['SHELL', target.shell],
    ['USER', target.name],
    ['LOGNAME', target.name],
    ['MAIL', `/var/mail/${target.name}`],
    ['SUDO_COMMAND', command.join(' ')],
    ['SUDO_USER', self?.name ?? ''],
    ['SUDO_UID', String(realUserId(io))],
    ['SUDO_GID', String(process.credentials.gid)],
    ...assignments.map((word): [ByteString, ByteString] => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  ]);
  process.setCredentials({ uid: target.uid, gid: target.gid, groups: groupsOf(accounts, target) });
  process.environment.clear();
  for (const [name, value] of environment) process.environment.set(name, value);
  try {
    if (login) process.chdir(target.home);
    if (directory !== undefined) process.chdir(directory);
    return await execByName(process, command, environment);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await io.complain(error.errno === 'ENOENT' ? `${command[0]}: command not found` : `unable to execute ${command[0]}: ${error.text}`);
    return 1;
  }
}

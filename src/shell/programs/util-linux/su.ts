/** su: a shell or a command as another user; only root may, since nobody here has a password. As util-linux 2.39.3 su. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import { groupsOf, readAccounts } from '../../formats/accounts.ts';
import { baseName } from '../../formats/paths.ts';
import { realUserId } from '../../files/real-user.ts';
import { defineProgram } from '../define-program.ts';
import { UsageError } from '../usage-error.ts';

export default defineProgram({
  name: 'su',
  usage: '[options] [-] [<user> [<argument>...]]',
  summary: 'Change the effective user ID and group ID to that of <user>. A mere - implies -l. If <user> is not given, root is assumed.',
  suite: 'util-linux 2.39.3',
  rewrite: (words) => words.map((word) => (word === '-' ? '-l' : word)),
  options: {
    preserve: { short: 'mp', long: 'preserve-environment', help: 'do not reset environment variables' },
    login: { short: 'l', long: 'login', help: 'make the shell a login shell' },
    command: { short: 'c', long: 'command', argument: '<command>', help: 'pass a single command to the shell with -c' },
    group: { short: 'g', long: 'group', argument: '<group>', notSimulated: true },
    fast: { short: 'f', long: 'fast', help: 'pass -f to the shell (for csh or tcsh)' },
    shell: { short: 's', long: 'shell', argument: '<shell>', help: 'run <shell> if /etc/shells allows it' },
    pty: { short: 'P', long: 'pty', help: 'create a new pseudo-terminal' },
  },
  async run(io, { preserve, login, command, shell }, operands) {
    const { process } = io;
    const [name = 'root', ...rest] = operands;
    const accounts = readAccounts(io.fs);
    const user = accounts.userByName(name);
    if (!user)
      throw new UsageError(`user ${name} does not exist or the user entry does not contain all the required fields`, { hint: false });
    if (realUserId(io) !== 0) {
      if (process.terminal(0)) await io.err('Password: ');
      await process.read(0);
      await io.err(process.terminal(0) ? '\n' : '');
      await process.sleep(2_000_000);
      throw new UsageError('Authentication failure', { hint: false });
    }
    const program = shell ?? (preserve ? process.environment.get('SHELL') : undefined) ?? (user.shell || '/bin/sh');
    const environment = preserve && !login ? new Map(process.environment) : environmentFor(process.environment, user, login, program);
    process.setCredentials({ uid: user.uid, gid: user.gid, groups: groupsOf(accounts, user) });
    if (login) changeHome(process, user.home);
    const argv0 = login ? `-${baseName(program)}` : baseName(program);
    try {
      return await process.exec(program, [argv0, ...(command === undefined ? [] : ['-c', command]), ...rest], environment);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await io.complain(`failed to execute ${program}: ${error.text}`);
      return error.errno === 'ENOENT' ? 127 : 126;
    }
  },
});

function environmentFor(
  now: ReadonlyMap<ByteString, ByteString>,
  { name, home, uid }: { readonly name: ByteString; readonly home: ByteString; readonly uid: number },
  login: boolean,
  shell: ByteString,
): Map<ByteString, ByteString> {
  const kept = login ? [...now].filter(([key]) => key === 'TERM' || key === 'COLORTERM') : [...now];
  const path =
    uid === 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';
  const own: readonly [ByteString, ByteString][] = [
    ['HOME', home],
    ['SHELL', shell],
    ...(uid === 0 && !login
      ? []
      : ([
          ['USER', name],
          ['LOGNAME', name],
        ] as [ByteString, ByteString][])),
    ...(login ? ([['PATH', path]] as [ByteString, ByteString][]) : []),
  ];
  return new Map([...kept, ...own]);
}

function changeHome(process: { chdir(path: ByteString): void }, home: ByteString): void {
  try {
    process.chdir(home);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    process.chdir('/');
  }
}

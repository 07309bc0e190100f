/** Who may change packages: root, and one process at a time. As apt-pkg/deb/debsystem.cc, contrib/fileutl.cc GetLock. */
import type { ProcessInfo } from '../../../../sim/kernel/types.ts';
import type { AptContext } from './apt-context.ts';
import { AptError, errors } from './apt-error.ts';

const FRONTEND = '/var/lib/dpkg/lock-frontend';
const CHANGING = new Set(['install', 'remove', 'purge', 'autoremove', 'upgrade', 'dist-upgrade', 'full-upgrade', 'reinstall', 'autopurge']);

/** Makes sure that this process may change packages; throws AptError. */
export function lockPackages(context: AptContext): void {
  if (context.process.credentials.uid !== 0) {
    const why = `Could not open lock file ${FRONTEND} - open (13: Permission denied)`;
    throw new AptError(errors(why, `Unable to acquire the dpkg frontend lock (${FRONTEND}), are you root?`));
  }
  const holder = findHolder(context, isChanging);
  if (!holder) return;
  const held = `Could not get lock ${FRONTEND}. It is held by process ${holder.pid} (${holder.name})`;
  const notice = { kind: 'N', text: 'Be aware that removing the lock file is not a solution and may break your system.' } as const;
  const second = `Unable to acquire the dpkg frontend lock (${FRONTEND}), is another process using it?`;
  throw new AptError([{ kind: 'E', text: held }, notice, { kind: 'E', text: second }]);
}

/** The same for the lists. */
export function lockLists(context: AptContext): void {
  const lock = '/var/lib/apt/lists/lock';
  if (context.process.credentials.uid !== 0) {
    if (!context.fs.exists('/var/lib/apt/lists/partial')) {
      throw new AptError('List directory /var/lib/apt/lists/partial is missing. - Acquire (13: Permission denied)');
    }
    throw new AptError(
      errors(`Could not open lock file ${lock} - open (13: Permission denied)`, 'Unable to lock directory /var/lib/apt/lists/'),
    );
  }
  const holder = findHolder(context, ({ argv }) => argv.includes('update'));
  if (!holder) return;
  const held = `Could not get lock ${lock}. It is held by process ${holder.pid} (${holder.name})`;
  throw new AptError([
    { kind: 'E', text: held },
    { kind: 'N', text: 'Be aware that removing the lock file is not a solution and may break your system.' },
    { kind: 'E', text: 'Unable to lock directory /var/lib/apt/lists/' },
  ]);
}

/** Whether the process is one of those that hold dpkg's lock while they run. */
function isChanging({ name, argv }: ProcessInfo): boolean {
  if (name === 'dpkg') return argv.some((word) => /^(?:-i|-r|-P|--install|--remove|--purge|--configure|--unpack)$/.test(word));
  return argv.slice(1).some((word) => CHANGING.has(word)) && !argv.some((word) => /^(?:-s|--simulate|--dry-run)$/.test(word));
}

function findHolder(context: AptContext, holds: (info: ProcessInfo) => boolean): ProcessInfo | undefined {
  const others = context.process.processes().filter(({ pid, state }) => pid !== context.process.pid && state !== 'Z');
  return others.find((info) => ['apt', 'apt-get', 'dpkg'].includes(info.name) && holds(info));
}

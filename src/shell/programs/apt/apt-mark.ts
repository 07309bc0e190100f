// apt-mark: which packages are automatic, manual or held. As apt 2.8.3 cmdline/apt-mark.cc.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type PackageRecord, readDatabase, withState, writeDatabase } from '../../../sim/packages/database.ts';
import { readAutomatic, writeAutomatic } from '../../../sim/packages/extended-states.ts';
import type { AptContext } from './toolkit/apt-context.ts';
import { AptError, errors } from './toolkit/apt-error.ts';
import { type AptCommand, defineAptProgram } from './toolkit/apt-frame.ts';
import { lockPackages } from './toolkit/locks.ts';
import { knownNames, readSituation } from './toolkit/situation.ts';

export default defineAptProgram({
  name: 'apt-mark',
  summary: 'Mark packages as automatic, manual or held.',
  usage: ['apt-mark [options] {auto|manual} pkg1 [pkg2 ...]'],
  about:
    'apt-mark tells apt which packages were installed for their own sake and which\nonly because others need them, and which are to stay as they are.',
  commands: {
    auto: mark('Mark packages as automatically installed', 'auto'),
    manual: mark('Mark packages as manually installed', 'manual'),
    hold: holding('Keep packages as they are', 'hold'),
    unhold: holding('Let held packages change again', 'install'),
    showauto: showing('List automatically installed packages', ({ name }, automatic) => automatic.has(name)),
    showmanual: showing('List manually installed packages', ({ name }, automatic) => !automatic.has(name)),
    showhold: showing('List held packages', ({ want }) => want === 'hold'),
  },
  notSimulated: ['minimize-manual', 'showinstall', 'showremove', 'showpurge', 'install', 'remove', 'purge'],
});

/** Names of installed packages among the operands; throws AptError when none is given or one cannot be found. */
async function installedNamed(context: AptContext, operands: readonly ByteString[]): Promise<PackageRecord[]> {
  if (operands.length === 0) throw new AptError('No packages found');
  const situation = readSituation(context);
  const names = knownNames(situation);
  const unknown = operands.filter((name) => !names.has(name));
  if (unknown.length > 0) throw new AptError(errors(...unknown.map((name) => `Unable to locate package ${name}`), 'No packages found'));
  const found: PackageRecord[] = [];
  for (const name of operands) {
    const record = situation.database.get(name);
    if (record?.state === 'installed') found.push(record);
    else await context.out(`${name} can not be marked as it is not installed.\n`);
  }
  return found;
}

function mark(summary: string, kind: 'auto' | 'manual'): AptCommand {
  return {
    summary,
    run: async (context, operands) => {
      lockPackages(context);
      const records = await installedNamed(context, operands);
      const automatic = readAutomatic(context.fs);
      const words = kind === 'auto' ? 'automatically' : 'manually';
      for (const { name } of records) {
        if (automatic.has(name) === (kind === 'auto')) await context.out(`${name} was already set to ${words} installed.\n`);
        else await context.out(`${name} set to ${words} installed.\n`);
        if (kind === 'auto') automatic.add(name);
        else automatic.delete(name);
      }
      writeAutomatic(context.fs, automatic);
      return 0;
    },
  };
}

function holding(summary: string, want: 'hold' | 'install'): AptCommand {
  return {
    summary,
    run: async (context, operands) => {
      lockPackages(context);
      const records = await installedNamed(context, operands);
      const database = readDatabase(context.fs);
      for (const record of records) {
        const isHeld = record.want === 'hold';
        if (want === 'hold') await context.out(isHeld ? `${record.name} was already set on hold.\n` : `${record.name} set on hold.\n`);
        else await context.out(isHeld ? `Canceled hold on ${record.name}.\n` : `${record.name} was already not on hold.\n`);
        database.set(record.name, withState(record, { want, state: record.state }));
      }
      writeDatabase(context.fs, database);
      return 0;
    },
  };
}

function showing(summary: string, isShown: (record: PackageRecord, automatic: ReadonlySet<string>) => boolean): AptCommand {
  return {
    summary,
    run: async (context, operands) => {
      const automatic = readAutomatic(context.fs);
      const records = [...readDatabase(context.fs).values()]
        .filter(({ state }) => state === 'installed')
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const record of records) {
        const isAsked = operands.length === 0 || operands.includes(record.name);
        if (isAsked && isShown(record, automatic)) await context.out(`${record.name}\n`);
      }
      return 0;
    },
  };
}

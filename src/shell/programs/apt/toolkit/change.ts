/** The commands that change what is installed: install, remove, purge, autoremove, upgrade. As apt-private/private-install.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { readAutomatic, writeAutomatic } from '../../../../sim/packages/extended-states.ts';
import { downloadSizeOf } from '../../../../sim/packages/lists.ts';
import {
  brokenRecords,
  type Plan,
  type Request,
  resolve,
  type Situation,
  unmetOfBroken,
  unneeded,
} from '../../../../sim/packages/resolve.ts';
import type { AptContext } from './apt-context.ts';
import { AptError } from './apt-error.ts';
import { carryOut, type Manner } from './carry-out.ts';
import { archiveName } from '../../../../sim/packages/unpack-package.ts';
import { isCached, uriOf } from './download.ts';
import { lockPackages } from './locks.ts';
import { OpProgress, readCaches } from './op-progress.ts';
import { readLine } from './read-line.ts';
import { type ReadRequest, readRequest } from './request.ts';
import { checkMet, checkWhole, countsOf, heldOf, showChanges, showCounts, showExtras, showSizes, showUnneeded } from './show-plan.ts';
import { readSituation, upgradable } from './situation.ts';

const NOTHING: ReadRequest = { install: [], remove: [], kept: [], reinstalled: new Set() };

/** install, remove and purge, by what their operands mean without a sign. */
export async function changePackages(context: AptContext, operands: readonly ByteString[], usual: 'install' | 'remove'): Promise<number> {
  const situation = await begin(context);
  const request = await readRequest(context, situation, operands, usual);
  markManual(context, situation, request);
  return change(context, situation, request, request.install.length + request.remove.length, usual === 'remove');
}

/** What nobody needs any more, and what is named. */
export async function autoRemove(context: AptContext, operands: readonly ByteString[]): Promise<number> {
  const situation = await begin(context);
  const named = operands.length === 0 ? NOTHING : await readRequest(context, situation, operands, 'remove');
  const plan = resolve(situation, named);
  const gone = new Set(plan.remove.map(({ name }) => name));
  const remove = [...plan.remove, ...unneeded(situation, plan).filter(({ name }) => !gone.has(name))];
  return change(context, situation, { ...named, remove }, 0, true);
}

export async function upgradeAll(context: AptContext): Promise<number> {
  const situation = await begin(context);
  await new OpProgress(context).run('Calculating upgrade', [0, 50, 99], 10);
  return change(context, situation, { ...NOTHING, install: upgradable(situation) }, 0, true);
}

async function begin(context: AptContext): Promise<Situation> {
  if (!context.is('APT::Get::Simulate') && !context.is('APT::Get::Print-URIs')) lockPackages(context);
  await readCaches(context);
  return readSituation(context);
}

/** What was automatic and is asked for by name is manual from now on. */
function markManual(context: AptContext, situation: Situation, { kept, install }: ReadRequest): void {
  const changed = [...kept, ...install].filter(
    ({ name }) => situation.automatic.has(name) && situation.database.get(name)?.state === 'installed',
  );
  if (changed.length === 0 || context.is('APT::Get::Simulate')) return;
  const automatic = readAutomatic(context.fs);
  for (const { name } of changed) automatic.delete(name);
  writeAutomatic(context.fs, automatic);
}

async function change(
  context: AptContext,
  situation: Situation,
  request: ReadRequest,
  asked: number,
  alwaysAsks: boolean,
): Promise<number> {
  const fixBroken = context.is('APT::Get::Fix-Broken');
  const unfinished = brokenRecords(situation.database).length;
  if (fixBroken && unmetOfBroken(situation.database).length > 0) await new OpProgress(context).run('Correcting dependencies', [0, 50], 10);
  else await checkWhole(context, situation);
  const plan = resolve(situation, { ...withAutomatic(context, situation, request), fixBroken });
  await checkMet(context, situation, plan);
  const gone = new Set(plan.remove.map(({ name }) => name));
  await showUnneeded(
    context,
    unneeded(situation, plan).filter(({ name }) => !gone.has(name)),
  );
  await showExtras(context, situation, plan);
  const manner = { purges: context.is('APT::Get::Purge'), reinstalled: request.reinstalled };
  await showChanges(context, situation, plan, request.reinstalled, manner.purges);
  const notUpgraded = upgradable(situation).filter(({ name }) => !plan.install.some((each) => each.name === name)).length;
  await showCounts(context, countsOf(situation, plan, request.reinstalled, notUpgraded));
  if (unfinished > 0 && context.quiet < 2) await context.out(`${unfinished} not fully installed or removed.\n`);
  if (plan.install.length + plan.remove.length + unfinished === 0) return 0;
  if (context.is('APT::Get::Simulate')) return simulate(context, situation, plan, manner);
  if (context.is('APT::Get::Print-URIs')) return printUris(context, plan);
  refuseEssential(context, plan);
  if (heldOf(situation, plan).length > 0 && isAgreed(context) && !context.is('APT::Get::allow-change-held-packages')) {
    throw new AptError('Held packages were changed and -y was used without --allow-change-held-packages.');
  }
  const cached = plan.install.filter((each) => isCached(context, each)).reduce((sum, each) => sum + downloadSizeOf(each), 0);
  await showSizes(context, situation, plan, cached);
  const isMore = plan.install.length + plan.remove.length > asked || plan.remove.length > 0 || alwaysAsks;
  if (isMore && !(await agrees(context))) {
    await context.out('Abort.\n');
    return 1;
  }
  return carryOut(context, situation, plan, manner);
}

/** With --autoremove what nobody needs goes along. */
function withAutomatic(context: AptContext, situation: Situation, request: ReadRequest): Request {
  if (!context.is('APT::Get::AutomaticRemove')) return request;
  const plan = resolve(situation, request);
  const names = new Set(plan.remove.map(({ name }) => name));
  return { ...request, remove: [...plan.remove, ...unneeded(situation, plan).filter(({ name }) => !names.has(name))] };
}

function refuseEssential(context: AptContext, plan: Plan): void {
  if (!plan.remove.some(({ paragraph }) => paragraph.get('Essential') === 'yes') || context.is('APT::Get::allow-remove-essential')) return;
  if (isAgreed(context)) throw new AptError('Essential packages were removed and -y was used without --allow-remove-essential.');
  throw new AptError('Removing essential system-critical packages is not permitted. This might break the system.');
}

const isAgreed = (context: AptContext): boolean =>
  context.is('APT::Get::Assume-Yes') || context.settings.quiet >= 2 || context.is('APT::Get::force-yes');

/** `Do you want to continue? [Y/n] `: an empty line is yes, the end of input is no. */
async function agrees(context: AptContext): Promise<boolean> {
  if (isAgreed(context)) return true;
  if (context.is('APT::Get::Assume-No')) {
    await context.out('Do you want to continue? [Y/n] N\n');
    return false;
  }
  await context.out('Do you want to continue? [Y/n] ');
  await context.io.flush();
  const line = await readLine(context.process);
  return line !== undefined && /^(?:[yY]|$)/.test(line);
}

/** -s: what would be done, in the solver's words. */
async function simulate(context: AptContext, situation: Situation, plan: Plan, { purges }: Manner): Promise<number> {
  if (context.process.credentials.uid !== 0) {
    await context.out(
      "NOTE: This is only a simulation!\n      apt-get needs root privileges for real execution.\n      Keep also in mind that locking is deactivated,\n      so don't depend on the relevance to the real current situation!\n",
    );
  }
  for (const record of plan.remove) await context.out(`${purges ? 'Purg' : 'Remv'} ${record.name} [${record.version}]\n`);
  const describe = (candidate: Plan['install'][number]) => {
    const suites = candidate.origins.map(({ source }) => `Ubuntu:24.04/${source.suite}`).join(', ');
    return `(${candidate.version} ${suites} [${candidate.architecture}])`;
  };
  for (const candidate of plan.install) {
    const before = situation.database.get(candidate.name);
    await context.out(`Inst ${candidate.name}${before?.state === 'installed' ? ` [${before.version}]` : ''} ${describe(candidate)}\n`);
  }
  for (const candidate of plan.install) await context.out(`Conf ${candidate.name} ${describe(candidate)}\n`);
  return 0;
}

async function printUris(context: AptContext, plan: Plan): Promise<number> {
  for (const each of plan.install) await context.out(`'${uriOf(each)}' ${archiveName(each)} ${downloadSizeOf(each)} \n`);
  return 0;
}

/** What apt says before it changes anything: the lists of packages and the line of counts. As apt-private/private-output.cc, private-install.cc. */
import type { PackageRecord } from '../../../../sim/packages/database.ts';
import { downloadSizeOf, installedSizeOf } from '../../../../sim/packages/lists.ts';
import { formatDependency } from '../../../../sim/packages/relation.ts';
import { leftOut, type Plan, type Situation, type Unmet, unmetOfBroken } from '../../../../sim/packages/resolve.ts';
import type { AptContext } from './apt-context.ts';
import { AptError } from './apt-error.ts';
import { sizeText } from './sizes.ts';

/** A title and names, wrapped at the terminal's width, nothing when there are none. */
async function showList(context: AptContext, title: string, names: readonly string[]): Promise<void> {
  if (names.length === 0 || context.quiet >= 2) return;
  const width = Math.max(context.width - 3, 0);
  let text = title;
  let used = 0;
  for (const name of names) {
    if (used === 0 || used + name.length >= width) {
      text += `\n  ${name}`;
      used = name.length;
    } else {
      text += ` ${name}`;
      used += name.length + 1;
    }
  }
  await context.out(`${text}\n`);
}

export interface Counts {
  readonly upgraded: number;
  readonly fresh: number;
  readonly reinstalled: number;
  readonly removed: number;
  readonly notUpgraded: number;
}

/** `0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.` */
export async function showCounts(context: AptContext, counts: Counts): Promise<void> {
  if (context.quiet >= 2) return;
  const reinstalled = counts.reinstalled === 0 ? '' : `${counts.reinstalled} reinstalled, `;
  const head = `${counts.upgraded} upgraded, ${counts.fresh} newly installed, ${reinstalled}`;
  await context.out(`${head}${counts.removed} to remove and ${counts.notUpgraded} not upgraded.\n`);
}

/** Automatic packages that nothing needs any more. */
export async function showUnneeded(context: AptContext, unneeded: readonly PackageRecord[]): Promise<void> {
  if (unneeded.length === 0 || context.quiet >= 2) return;
  const one = unneeded.length === 1;
  const title = one ? 'package was automatically installed and is' : 'packages were automatically installed and are';
  await showList(
    context,
    `The following ${title} no longer required:`,
    unneeded.map(({ name }) => name),
  );
  const sudo = context.process.environment.has('SUDO_USER') ? 'sudo ' : '';
  await context.out(`Use '${sudo}apt autoremove' to remove ${one ? 'it' : 'them'}.\n`);
}

/** What comes beside what was asked for, and what could. */
export async function showExtras(context: AptContext, situation: Situation, plan: Plan): Promise<void> {
  await showList(
    context,
    'The following additional packages will be installed:',
    plan.additional.map(({ name }) => name),
  );
  for (const [field, title] of [
    ['Suggests', 'Suggested'],
    ['Recommends', 'Recommended'],
  ] as const) {
    const clauses = leftOut(situation, plan, field).map((clause) => clause.map(({ name }) => name));
    await showList(
      context,
      `${title} packages:`,
      clauses.flatMap((names) => names.map((name, i) => (i === 0 ? name : `| ${name}`))),
    );
  }
}

/** The changes by kind. */
export async function showChanges(
  context: AptContext,
  situation: Situation,
  plan: Plan,
  reinstalled: ReadonlySet<string>,
  purges: boolean,
): Promise<void> {
  const sorted = [...plan.install].sort((a, b) => (a.name < b.name ? -1 : 1)).filter(({ name }) => !reinstalled.has(name));
  const isThere = (name: string) => situation.database.get(name)?.state === 'installed';
  await showList(
    context,
    'The following packages will be REMOVED:',
    plan.remove.map(({ name }) => (purges ? `${name}*` : name)),
  );
  await showList(
    context,
    'The following NEW packages will be installed:',
    sorted.filter(({ name }) => !isThere(name)).map(({ name }) => name),
  );
  await showList(
    context,
    'The following packages will be upgraded:',
    sorted.filter(({ name }) => isThere(name)).map(({ name }) => name),
  );
  const essential = plan.remove.filter(({ paragraph }) => paragraph.get('Essential') === 'yes');
  if (essential.length === 0) return;
  const warning =
    'WARNING: The following essential packages will be removed.\nThis should NOT be done unless you know exactly what you are doing!';
  await showList(
    context,
    warning,
    essential.map(({ name }) => name),
  );
}

/** Packages on hold that the plan touches all the same. */
export const heldOf = ({ database }: Situation, plan: Plan): string[] =>
  [...plan.install, ...plan.remove]
    .map(({ name }) => name)
    .filter((name) => database.get(name)?.want === 'hold')
    .sort();

export function countsOf(situation: Situation, plan: Plan, reinstalled: ReadonlySet<string>, notUpgraded: number): Counts {
  const fresh = plan.install.filter(({ name }) => situation.database.get(name)?.state !== 'installed').length;
  return {
    fresh,
    reinstalled: reinstalled.size,
    upgraded: plan.install.length - fresh - reinstalled.size,
    removed: plan.remove.length,
    notUpgraded,
  };
}

/** `Need to get …` and `After this operation, …`. `cached` bytes lie in the archive folder already. */
export async function showSizes(context: AptContext, situation: Situation, plan: Plan, cached: number): Promise<void> {
  if (context.quiet >= 2) return;
  const download = plan.install.reduce((sum, each) => sum + downloadSizeOf(each), 0);
  if (cached > 0) await context.out(`Need to get ${sizeText(download - cached)}/${sizeText(download)} of archives.\n`);
  else if (download > 0) await context.out(`Need to get ${sizeText(download)} of archives.\n`);
  const usage = usageOf(situation, plan);
  if (usage >= 0) await context.out(`After this operation, ${sizeText(usage)} of additional disk space will be used.\n`);
  else await context.out(`After this operation, ${sizeText(-usage)} disk space will be freed.\n`);
}

/** Bytes that are used more afterwards. */
function usageOf({ database }: Situation, plan: Plan): number {
  const before = (name: string) => {
    const record = database.get(name);
    return record?.state === 'installed' ? installedSizeOf(record) : 0;
  };
  const added = plan.install.reduce((sum, each) => sum + installedSizeOf(each) - before(each.name), 0);
  return plan.remove.reduce((sum, { name }) => sum - before(name), added);
}

/** Throws when a dependency cannot be met, with what apt says of it. */
export async function checkMet(context: AptContext, situation: Situation, plan: Plan): Promise<void> {
  if (plan.unmet.length === 0) return;
  await context.out(
    'Some packages could not be installed. This may mean that you have\nrequested an impossible situation or if you are using the unstable\n',
  );
  await context.out('distribution that some required packages have not yet been created\nor been moved out of Incoming.\n');
  await context.out('The following information may help to resolve the situation:\n\n');
  await context.out(unmetText(situation, plan.unmet));
  throw new AptError('Unable to correct problems, you have held broken packages.');
}

/** Throws when an earlier run left packages without what they need, and nobody asked to fix that. */
export async function checkWhole(context: AptContext, situation: Situation): Promise<void> {
  const unmet = unmetOfBroken(situation.database);
  if (unmet.length === 0) return;
  await context.out("You might want to run 'apt --fix-broken install' to correct these.\n");
  await context.out(unmetText(situation, unmet));
  throw new AptError("Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).");
}

function unmetText(situation: Situation, unmet: readonly Unmet[]): string {
  const rows = unmet.map(({ name, field, clause }) => {
    const wanted = clause.map(formatDependency).join(' or ');
    const known = clause.some((each) => situation.candidates.has(each.name) || situation.database.has(each.name));
    return ` ${name} : ${field.replace('-', '')}: ${wanted} but it is ${known ? 'not going to be installed' : 'not installable'}\n`;
  });
  return `The following packages have unmet dependencies:\n${rows.join('')}`;
}

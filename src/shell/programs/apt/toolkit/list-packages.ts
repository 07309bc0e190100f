/** apt list and apt search: one line a package, with what is known of it. As apt-private/private-list.cc, private-search.cc, private-output.cc ListSingleVersion. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { resolve, type Situation, unneeded } from '../../../../sim/packages/resolve.ts';
import type { AptContext } from './apt-context.ts';
import { AptError } from './apt-error.ts';
import { type KnownVersion, packageNames, suitesOf, summaryOf, versionsOf } from './cache-queries.ts';
import { OpProgress } from './op-progress.ts';
import { patternOf } from './request.ts';
import { readSituation } from './situation.ts';

/** `apt list [--installed|--upgradable|-a] [PATTERN…]`. */
export async function listPackages(context: AptContext, patterns: readonly ByteString[]): Promise<number> {
  const situation = readSituation(context);
  await showListing(context);
  const removable = removableNames(situation);
  const wanted = patterns.map(globOf);
  for (const name of packageNames(situation)) {
    if (wanted.length > 0 && !wanted.some((pattern) => pattern.test(name))) continue;
    const versions = versionsOf(situation, name).filter((each) => isListed(context, situation, each));
    for (const each of context.is('APT::Cache::AllVersions') ? versions : versions.slice(0, 1)) {
      await context.out(`${versionLine(context, situation, each, removable)}\n`);
    }
    if (versions.length > 0 && context.is('APT::Cache::AllVersions')) await context.out('\n');
  }
  return 0;
}

/** `Listing... Done`; without a terminal without the word. */
async function showListing(context: AptContext): Promise<void> {
  await new OpProgress(context).run('Listing', [0, 0, 0], 10);
}

const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

const removableNames = (situation: Situation): Set<string> =>
  new Set(unneeded(situation, resolve(situation, { install: [], remove: [] })).map(({ name }) => name));

function isListed(context: AptContext, situation: Situation, each: KnownVersion): boolean {
  const isInstalled = each.installed?.state === 'installed';
  if (context.is('APT::Cmd::Installed')) return isInstalled;
  if (context.is('APT::Cmd::Manual-Installed')) return isInstalled && !situation.automatic.has(each.name);
  if (context.is('APT::Cmd::Upgradable')) return !isInstalled && situation.database.get(each.name)?.state === 'installed';
  return true;
}

/** `figlet/noble,now 2.2.5-3 amd64 [installed]`. */
function versionLine(context: AptContext, situation: Situation, each: KnownVersion, removable: ReadonlySet<string>): ByteString {
  const name = context.isTerminal ? `\x1b[32m${each.name}\x1b[0m` : each.name;
  const state = stateOf(situation, each, removable);
  return `${name}/${suitesOf(each)} ${each.version} ${each.architecture}${state === '' ? '' : ` [${state}]`}`;
}

function stateOf(
  { database, automatic, candidates }: Situation,
  { name, installed, offered, version }: KnownVersion,
  removable: ReadonlySet<string>,
): string {
  if (installed?.state === 'config-files') return 'residual-config';
  if (!installed || installed.state === 'not-installed') {
    const record = database.get(name);
    return record?.state === 'installed' ? `upgradable from: ${record.version}` : '';
  }
  const newest = candidates.get(name)?.[0];
  if (newest && newest.version !== version) return `installed,upgradable to: ${newest.version}`;
  if (removable.has(name)) return 'installed,auto-removable';
  if (!offered) return 'installed,local';
  return automatic.has(name) ? 'installed,automatic' : 'installed';
}

/** `apt search PATTERN…`: every pattern must be in the name or the description. */
export async function searchPackages(context: AptContext, patterns: readonly ByteString[]): Promise<number> {
  const situation = readSituation(context);
  const found = findMatching(context, situation, patterns);
  const progress = new OpProgress(context);
  await progress.run('Sorting', [0], 5);
  await progress.run('Full Text Search', [0, 50], 20);
  const removable = removableNames(situation);
  for (const each of found) await context.out(`${versionLine(context, situation, each, removable)}\n  ${summaryOf(each)}\n\n`);
  return 0;
}

/** `apt-cache search PATTERN…`. */
export async function searchNames(context: AptContext, patterns: readonly ByteString[]): Promise<number> {
  const situation = readSituation(context);
  for (const each of findMatching(context, situation, patterns)) {
    if (context.is('APT::Cache::ShowFull'))
      await context.out(`${[...each.paragraph].map(([field, value]) => `${field}: ${value}\n`).join('')}\n`);
    else await context.out(`${each.name} - ${summaryOf(each)}\n`);
  }
  return 0;
}

function findMatching(context: AptContext, situation: Situation, patterns: readonly ByteString[]): KnownVersion[] {
  if (patterns.length === 0) throw new AptError('You must give at least one search pattern');
  const expressions = patterns.map((pattern) => new RegExp(patternOf(pattern).source, 'i'));
  return packageNames(situation).flatMap((name) => {
    const [newest] = versionsOf(situation, name);
    if (!newest || (!newest.offered && newest.installed?.state !== 'installed')) return [];
    const text = context.is('APT::Cache::NamesOnly') ? name : `${name}\n${newest.paragraph.get('Description') ?? ''}`;
    return expressions.every((expression) => expression.test(text)) ? [newest] : [];
  });
}

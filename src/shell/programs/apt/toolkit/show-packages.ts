/** apt show, apt-cache show, policy, depends and their like. As apt-private/private-show.cc, private-depends.cc, cmdline/apt-cache.cc. */
import { formatParagraph } from '../../../../sim/content/deb822.ts';
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { downloadSizeOf, LISTS, packagesFile } from '../../../../sim/packages/lists.ts';
import { formatDependency, parseRelation, satisfies } from '../../../../sim/packages/relation.ts';
import type { Situation } from '../../../../sim/packages/resolve.ts';
import { hostOf, readSources } from '../../../../sim/packages/sources.ts';
import type { AptContext } from './apt-context.ts';
import { AptError, type AptMessage } from './apt-error.ts';
import { type KnownVersion, packageNames, versionsOf } from './cache-queries.ts';
import { readSituation } from './situation.ts';
import { sizeText } from './sizes.ts';

/** Each named package that is known; the others are noticed, and an error when there is none. */
async function forEachNamed(
  context: AptContext,
  names: readonly ByteString[],
  show: (versions: readonly KnownVersion[], situation: Situation) => Promise<void>,
): Promise<number> {
  if (names.length === 0) throw new AptError('No packages found');
  const situation = readSituation(context);
  const messages: AptMessage[] = [];
  let found = 0;
  for (const operand of names) {
    const [name = '', version] = operand.split('=');
    const versions = versionsOf(situation, name).filter((each) => version === undefined || each.version === version);
    if (versions.length === 0) messages.push({ kind: 'N', text: `Unable to locate package ${name}` });
    else {
      found++;
      await show(versions, situation);
    }
  }
  if (found === 0) messages.push({ kind: 'E', text: 'No packages found' });
  if (messages.length > 0) await context.say(messages);
  return found === 0 ? 100 : 0;
}

/** apt-cache show: the paragraphs as they stand in the lists. */
export const showRecords = (context: AptContext, names: readonly ByteString[]): Promise<number> =>
  forEachNamed(context, names, async (versions) => {
    for (const { paragraph } of versions) await context.out(`${formatParagraph(paragraph)}\n`);
  });

const FIRST_FIELDS = 'Package Version Priority Essential Section Source Origin Maintainer Original-Maintainer Bugs'.split(' ');
const OTHER_FIELDS = 'Provides Pre-Depends Depends Recommends Suggests Conflicts Breaks Replaces Enhances Homepage Task'.split(' ');

/** apt show: fields in an order for readers, sizes in units. */
export const showForReaders = (context: AptContext, names: readonly ByteString[]): Promise<number> =>
  forEachNamed(context, names, async (versions, situation) => {
    const shown = context.is('APT::Cache::AllVersions') ? versions : versions.slice(0, 1);
    for (const each of shown) await context.out(`${readersText(each, situation)}\n`);
    const more = versions.length - shown.length;
    if (more === 1) await context.say([{ kind: 'N', text: "There is 1 additional record. Please use the '-a' switch to see it" }]);
    if (more > 1) await context.say([{ kind: 'N', text: `There are ${more} additional records. Please use the '-a' switch to see them.` }]);
  });

function readersText(each: KnownVersion, { automatic }: Situation): ByteString {
  const { paragraph, offered, installed } = each;
  const field = (name: string, value: string | undefined) => (value === undefined ? '' : `${name}: ${value}\n`);
  const fields = (names: readonly string[]) => names.map((name) => field(name, paragraph.get(name))).join('');
  const [origin] = offered?.origins ?? [];
  const source = origin ? `${origin.source.uri} ${origin.source.suite}/${origin.component} amd64 Packages` : '/var/lib/dpkg/status';
  const manual = installed?.state === 'installed' ? (automatic.has(each.name) ? 'no' : 'yes') : undefined;
  return (
    fields(FIRST_FIELDS) +
    field('Installed-Size', sizeText(Number(paragraph.get('Installed-Size') ?? 0) * 1024)) +
    fields(OTHER_FIELDS) +
    field('Download-Size', offered ? sizeText(downloadSizeOf(offered)) : 'unknown') +
    field('APT-Manual-Installed', manual) +
    field('APT-Sources', source) +
    field('Description', paragraph.get('Description'))
  );
}

/** apt-cache policy: with names their versions, without the lists. */
export async function showPolicy(context: AptContext, names: readonly ByteString[]): Promise<number> {
  const situation = readSituation(context);
  if (names.length === 0) return showPackageFiles(context);
  for (const name of names) {
    const versions = versionsOf(situation, name);
    if (versions.length === 0) await context.say([{ kind: 'N', text: `Unable to locate package ${name}` }]);
    else await context.out(policyText(name, versions));
  }
  return 0;
}

function policyText(name: string, versions: readonly KnownVersion[]): ByteString {
  const isThere = (each: KnownVersion) => each.installed !== undefined && each.installed.state !== 'config-files';
  const current = versions.find(isThere)?.version ?? '(none)';
  const rows = versions.map((each) => {
    const priority = each.offered ? 500 : 100;
    const origins = (each.offered?.origins ?? []).map(
      ({ source, component }) => `        500 ${source.uri} ${source.suite}/${component} amd64 Packages\n`,
    );
    const status = each.installed ? '        100 /var/lib/dpkg/status\n' : '';
    return ` ${isThere(each) ? '***' : '   '} ${each.version} ${priority}\n${origins.join('')}${status}`;
  });
  return `${name}:\n  Installed: ${current}\n  Candidate: ${versions[0]?.version ?? '(none)'}\n  Version table:\n${rows.join('')}`;
}

async function showPackageFiles(context: AptContext): Promise<number> {
  let text = 'Package files:\n 100 /var/lib/dpkg/status\n     release a=now\n';
  for (const source of readSources(context.fs).reverse()) {
    for (const component of [...source.components].reverse()) {
      if (!context.fs.exists(`${LISTS}/${packagesFile(source, component)}`)) continue;
      const release = `v=24.04,o=Ubuntu,a=${source.suite},n=noble,l=Ubuntu,c=${component},b=amd64`;
      text += ` 500 ${source.uri} ${source.suite}/${component} amd64 Packages\n     release ${release}\n     origin ${hostOf(source.uri)}\n`;
    }
  }
  await context.out(`${text}Pinned packages:\n`);
  return 0;
}

const RELATIONS = ['Pre-Depends', 'Depends', 'Conflicts', 'Breaks', 'Recommends', 'Suggests', 'Replaces', 'Enhances'];

/** depends: `apt` with versions, `apt-cache` without. */
export const showDepends = (context: AptContext, names: readonly ByteString[]): Promise<number> =>
  forEachNamed(context, names, async ([newest], situation) => {
    if (!newest) return;
    await context.out(`${newest.name}\n`);
    for (const field of RELATIONS) {
      for (const clause of parseRelation(newest.paragraph.get(field))) {
        for (const [index, each] of clause.entries()) {
          const isKnown = situation.database.has(each.name) || situation.candidates.has(each.name);
          const text = context.isApt ? formatDependency(each) : each.name;
          await context.out(
            ` ${index < clause.length - 1 ? '|' : ' '}${field.replace('Pre-Depends', 'PreDepends')}: ${isKnown ? text : `<${text}>`}\n`,
          );
        }
      }
    }
  });

/** rdepends: whose fields name it. */
export const showReverseDepends = (context: AptContext, names: readonly ByteString[]): Promise<number> =>
  forEachNamed(context, names, async ([newest], situation) => {
    if (!newest) return;
    await context.out(`${newest.name}\nReverse Depends:\n`);
    for (const name of packageNames(situation)) {
      const fields = ['Pre-Depends', 'Depends', 'Recommends', 'Suggests'].flatMap((field) =>
        parseRelation(versionsOf(situation, name)[0]?.paragraph.get(field)).flat(),
      );
      const related = { ...newest, provides: [] };
      if (fields.some((each) => each.name === newest.name && satisfies(related, each))) await context.out(`  ${name}\n`);
    }
  });

/** madison: versions in columns. */
export async function showMadison(context: AptContext, names: readonly ByteString[]): Promise<number> {
  const situation = readSituation(context);
  for (const name of names) {
    for (const { version, offered } of versionsOf(situation, name)) {
      for (const { source, component } of offered?.origins ?? []) {
        await context.out(`${name.padStart(10)} | ${version.padStart(10)} | ${source.uri} ${source.suite}/${component} amd64 Packages\n`);
      }
    }
  }
  return 0;
}

/** pkgnames: every name that begins so. */
export async function showNames(context: AptContext, [prefix = '']: readonly ByteString[]): Promise<number> {
  for (const name of packageNames(readSituation(context))) if (name.startsWith(prefix)) await context.out(`${name}\n`);
  return 0;
}

/** What apt knows when a command begins: the installed packages, what the lists offer, the marks. */
import { readDatabase } from '../../../../sim/packages/database.ts';
import { readAutomatic } from '../../../../sim/packages/extended-states.ts';
import { type Candidate, readCandidates } from '../../../../sim/packages/lists.ts';
import { parseRelation } from '../../../../sim/packages/relation.ts';
import type { Situation } from '../../../../sim/packages/resolve.ts';
import { compareVersions } from '../../../../sim/packages/version.ts';
import type { AptContext } from './apt-context.ts';

export function readSituation(context: AptContext): Situation {
  return {
    database: readDatabase(context.fs),
    candidates: readCandidates(context.fs),
    automatic: readAutomatic(context.fs),
    withRecommends: context.is('APT::Install-Recommends', true),
  };
}

/** Every name that stands anywhere: of packages, and those that only others' fields mention. */
export function knownNames({ database, candidates }: Situation): Set<string> {
  const names = new Set([...database.keys(), ...candidates.keys()]);
  const paragraphs = [...database.values(), ...[...candidates.values()].flat()].map(({ paragraph }) => paragraph);
  for (const paragraph of paragraphs) {
    for (const field of ['Pre-Depends', 'Depends', 'Recommends', 'Suggests', 'Conflicts', 'Breaks', 'Replaces', 'Enhances']) {
      for (const { name } of parseRelation(paragraph.get(field)).flat()) names.add(name);
    }
  }
  return names;
}

/** Packages whose offered version is newer than what is installed. */
export function upgradable({ database, candidates }: Situation): Candidate[] {
  return [...candidates.values()].flatMap(([newest]) => {
    const record = newest && database.get(newest.name);
    const isOlder = record?.state === 'installed' && record.want !== 'hold' && compareVersions(newest?.version ?? '', record.version) > 0;
    return newest && isOlder ? [newest] : [];
  });
}

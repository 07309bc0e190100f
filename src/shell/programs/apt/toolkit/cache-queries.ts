/** What apt-cache and apt can be asked: packages by name, in the lists and installed. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { PackageRecord } from '../../../../sim/packages/database.ts';
import type { Candidate } from '../../../../sim/packages/lists.ts';
import type { Situation } from '../../../../sim/packages/resolve.ts';
import { compareVersions } from '../../../../sim/packages/version.ts';
import { AptError, errors } from './apt-error.ts';
import { knownNames } from './situation.ts';

/** One version of a package, offered or installed or both. */
export interface KnownVersion {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly paragraph: ReadonlyMap<string, ByteString>;
  readonly offered: Candidate | undefined;
  readonly installed: PackageRecord | undefined;
}

/** The versions of a package that are known, newest first. */
export function versionsOf({ database, candidates }: Situation, name: string): KnownVersion[] {
  const record = database.get(name);
  const versions = (candidates.get(name) ?? []).map((offered): KnownVersion => {
    const { version } = offered;
    const installed = record?.version === version ? record : undefined;
    const isBare = installed !== undefined && !offered.paragraph.has('Description');
    const { architecture, paragraph } = isBare ? installed : offered;
    return { name, version, architecture, paragraph, offered, installed };
  });
  if (record && !versions.some(({ version }) => version === record.version)) {
    versions.push({ ...record, offered: undefined, installed: record });
  }
  return versions.sort((a, b) => compareVersions(b.version, a.version));
}

/** All names of packages that are there or offered, sorted. */
export const packageNames = ({ database, candidates }: Situation): string[] =>
  [...new Set([...database.keys(), ...candidates.keys()])].sort();

/** The newest offered version of each named package (`name=version` too). Throws AptError for what cannot be found. */
export function candidatesNamed(situation: Situation, operands: readonly ByteString[]): Candidate[] {
  return operands.map((operand) => {
    const [name = '', version] = operand.split('=');
    const offered = situation.candidates.get(name) ?? [];
    const found = version === undefined ? offered[0] : offered.find((each) => each.version === version);
    if (found) return found;
    if (offered.length > 0) throw new AptError(`Version '${version}' for '${name}' was not found`);
    const known = knownNames(situation).has(name);
    throw new AptError(
      known
        ? errors(`Can't select candidate version from package ${name} as it has no candidate`)
        : errors(`Unable to locate package ${name}`),
    );
  });
}

/** `noble-updates,noble-security,now`: where a version comes from. */
export function suitesOf({ offered, installed }: KnownVersion): string {
  const suites = [...new Set((offered?.origins ?? []).map(({ source }) => source.suite))];
  return (installed && installed.state !== 'not-installed' ? [...suites, 'now'] : suites).join(',') || 'now';
}

/** The first line of a description. */
export const summaryOf = ({ paragraph }: Pick<KnownVersion, 'paragraph'>): ByteString =>
  (paragraph.get('Description') ?? '').split('\n')[0] ?? '';

/** apt's lists: what is left of an `apt-get update` in /var/lib/apt/lists, and the packages that apt therefore knows. */
import { type Paragraph, parseParagraphs } from '../content/deb822.ts';
import { fromBytes, toBytes } from '../fs/bytes.ts';
import type { Content, FileSystem } from '../fs/types.ts';
import { type PackageVersion, packageVersionOf } from './package-version.ts';
import { type PackageSource, readSources } from './sources.ts';
import { compareVersions } from './version.ts';

export const LISTS = '/var/lib/apt/lists';

/** An lz4 file is about this much larger than what came over the wire (xz). */
const STORED_GROWTH = 1.5;

/** One version of a package that a list offers. */
export interface Candidate extends PackageVersion {
  /** Where it is listed: the same version may stand in several suites. */
  readonly origins: readonly { readonly source: PackageSource; readonly component: string }[];
}

/** Candidates by name, newest first. */
export type Candidates = ReadonlyMap<string, readonly Candidate[]>;

/** `archive.ubuntu.com_ubuntu_dists_noble_InRelease`. */
export const releaseFile = ({ uri, suite }: Pick<PackageSource, 'uri' | 'suite'>): string => `${listStem(uri, suite)}_InRelease`;

/** `archive.ubuntu.com_ubuntu_dists_noble_universe_binary-amd64_Packages.lz4`. */
export const packagesFile = ({ uri, suite }: Pick<PackageSource, 'uri' | 'suite'>, component: string): string =>
  `${listStem(uri, suite)}_${component}_binary-amd64_Packages.lz4`;

const listStem = (uri: string, suite: string): string =>
  `${uri
    .replace(/^\w+:\/\//, '')
    .replaceAll('_', '%5f')
    .replaceAll('/', '_')}_dists_${suite.replaceAll('/', '_')}`;

/** The content of a stored Packages file: its true size, of which only the paragraphs of what can be installed here are real. */
export function storedPackages(text: string, wireSize: number): Content {
  const bytes = toBytes(text);
  return { size: Math.max(Math.round(wireSize * STORED_GROWTH), bytes.length), segments: bytes.length === 0 ? [] : [{ offset: 0, bytes }] };
}

/** What the lists that are there offer. A list that was deleted is forgotten. */
export function readCandidates(fs: FileSystem): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const source of readSources(fs)) {
    for (const component of source.components) {
      for (const paragraph of readPackages(fs, `${LISTS}/${packagesFile(source, component)}`))
        addCandidate(found, paragraph, { source, component });
    }
  }
  for (const versions of found.values()) versions.sort((a, b) => compareVersions(b.version, a.version));
  return found;
}

function readPackages(fs: FileSystem, path: string): Paragraph[] {
  if (!fs.exists(path)) return [];
  const [first] = fs.readContent(path).segments;
  return first ? parseParagraphs(fromBytes(first.bytes)) : [];
}

function addCandidate(found: Map<string, Candidate[]>, paragraph: Paragraph, origin: Candidate['origins'][number]): void {
  const [name, version] = [paragraph.get('Package') ?? '', paragraph.get('Version') ?? ''];
  const versions = found.get(name) ?? [];
  const at = versions.findIndex((each) => each.version === version);
  const same = versions[at];
  if (same) versions[at] = { ...same, origins: [...same.origins, origin] };
  else versions.push({ ...packageVersionOf(paragraph), origins: [origin] });
  found.set(name, versions);
}

/** Bytes that a candidate's archive has. */
export const downloadSizeOf = (candidate: Candidate): number => Number(candidate.paragraph.get('Size') ?? 0);

/** Bytes that a package takes when installed: dpkg counts KiB. */
export const installedSizeOf = (each: { readonly paragraph: Paragraph }): number =>
  Number(each.paragraph.get('Installed-Size') ?? 0) * 1024;

/** A package server of the simulated internet: its suites, what their indexes list, and the packages themselves, from public/packages. */
import { formatParagraph } from '../content/deb822.ts';
import type { ContentSource, PackageManifest } from '../content/types.ts';
import { decodeUtf8, fromBytes, utf8 } from '../fs/bytes.ts';
import { withoutEpoch } from './version.ts';

/** One suite of a server. Sizes in bytes, as they go over the wire. */
export interface Suite {
  readonly host: string;
  readonly suite: string;
  /** As in its Release file. */
  readonly date: string;
  readonly inRelease: number;
  /** Component → size of its Packages file; without an entry the component is empty. In the order in which apt fetches them. */
  readonly components: Readonly<Record<string, number>>;
}

interface IndexedPackage {
  readonly control: Readonly<Record<string, string>>;
  readonly archive: string;
  readonly downloadSize: number;
}

interface PackageIndex {
  readonly suites: readonly Suite[];
  readonly packages: readonly IndexedPackage[];
  /** `noble/main` → `bash 5.2.21-2ubuntu4`: what the images have installed. Listed with name and version alone, never fetched. */
  readonly base: Readonly<Record<string, readonly string[]>>;
  /** Names of packages that Ubuntu's archive has and this one has not. */
  readonly notSimulated: readonly string[];
}

/** A package as it is installed: its manifest and the bytes that it names. */
export interface FetchedPackage {
  readonly manifest: PackageManifest;
  readonly sources: ReadonlyMap<string, Uint8Array>;
}

/** What `connect('http://archive.ubuntu.com')` gives. Whoever awaits it does so within `Process.hold`. */
export interface PackageArchive {
  suites(): Promise<readonly Suite[]>;
  /** The text of a component's Packages file. */
  packages(suite: string, component: string): Promise<string>;
  /** Undefined when this server has no such package. */
  fetch(name: string, version: string): Promise<FetchedPackage | undefined>;
  /** Whether the real archive has a package of that name, and this one has not. */
  lacks(name: string): Promise<boolean>;
}

/** The server `host` (`archive.ubuntu.com`). The index is read once. */
export function createPackageArchive(content: ContentSource, host: string): PackageArchive {
  let reading: Promise<PackageIndex> | undefined;
  const index = () => (reading ??= readIndex(content));
  const ownSuites = async () => (await index()).suites.filter((suite) => suite.host === host);
  return {
    suites: ownSuites,
    packages: async (suite, component) => {
      const { packages, base } = await index();
      const place = `${suite}/${component}`;
      const own = packages.filter(({ archive }) => archive === place).map(packagesParagraph);
      return [...own, ...(base[place] ?? []).map(baseParagraph)].join('\n');
    },
    fetch: async (name, version) => {
      const suites = await ownSuites();
      const found = (await index()).packages.find(({ control }) => control['Package'] === name && control['Version'] === version);
      const suite = found?.archive.split('/')[0];
      return suites.some((each) => each.suite === suite) ? fetchPackage(content, name) : undefined;
    },
    lacks: async (name) => (await index()).notSimulated.includes(name),
  };
}

async function readIndex(content: ContentSource): Promise<PackageIndex> {
  return JSON.parse(decodeUtf8(fromBytes(await content.read('packages/index.json')))) as PackageIndex;
}

async function fetchPackage(content: ContentSource, name: string): Promise<FetchedPackage> {
  const folder = `packages/${name}`;
  const manifest = JSON.parse(decodeUtf8(fromBytes(await content.read(`${folder}/manifest.json`)))) as PackageManifest;
  const names = manifest.files.flatMap((file) => (file.type === 'content' && 'source' in file ? [file.source] : []));
  const read = await Promise.all(names.map(async (source) => [source, await content.read(`${folder}/${source}`)] as const));
  return { manifest, sources: new Map(read) };
}

/** `libc6:amd64 2.39-0ubuntu8.8`: a package of which the installed record says the rest. */
function baseParagraph(line: string): string {
  const [display = '', version = ''] = line.split(' ');
  const [name = '', architecture] = display.split(':');
  const fields: [string, string][] = [
    ['Package', name],
    ['Architecture', 'amd64'],
    ['Version', version],
  ];
  return formatParagraph(new Map(architecture === undefined ? fields : [...fields, ['Multi-Arch', 'same']]));
}

/** A paragraph of a Packages file: the control fields with what the archive adds. */
function packagesParagraph({ control, downloadSize }: IndexedPackage): string {
  const { Package: name = '', Architecture, Version = '', Priority, Section, Maintainer, Description, Homepage, ...rest } = control;
  const { 'Original-Maintainer': original, 'Installed-Size': installedSize, Source: source, 'Multi-Arch': multiArch, ...relations } = rest;
  const origin = source?.replace(/ .*/, '') ?? name;
  const folder = /^lib./.test(origin) ? origin.slice(0, 4) : origin.charAt(0);
  const component = Section?.includes('/') ? Section.replace(/\/.*/, '') : 'main';
  const fields: Readonly<Record<string, string | undefined>> = {
    Package: name,
    Architecture,
    Version,
    'Multi-Arch': multiArch,
    Priority,
    Section,
    Source: source,
    Origin: 'Ubuntu',
    Maintainer,
    'Original-Maintainer': original,
    Bugs: 'https://bugs.launchpad.net/ubuntu/+filebug',
    'Installed-Size': installedSize,
    ...relations,
    Filename: `pool/${component}/${folder}/${origin}/${name}_${withoutEpoch(Version)}_${Architecture ?? 'amd64'}.deb`,
    Size: String(downloadSize),
    Homepage,
    Description,
  };
  const given = Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, utf8(value)] as const]));
  return formatParagraph(new Map(given));
}

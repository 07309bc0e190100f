/** Where apt gets packages from: sources.list and sources.list.d, in both formats. As sources.list(5). */
import { parseParagraphs } from '../content/deb822.ts';
import { fromBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';

/** One suite of one server with its components. */
export interface PackageSource {
  /** `http://archive.ubuntu.com/ubuntu`, without a slash at its end. */
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

const FOLDER = '/etc/apt/sources.list.d';

/** All binary sources in the order in which apt reads them. */
export function readSources(fs: FileSystem): PackageSource[] {
  const main = '/etc/apt/sources.list';
  const texts = fs.exists(main) ? oneLineSources(fromBytes(fs.readFile(main))) : [];
  if (!fs.exists(FOLDER)) return texts;
  const names = fs
    .readDir(FOLDER)
    .map(({ name }) => name)
    .sort();
  return texts.concat(
    ...names.map((name) => {
      if (name.endsWith('.list')) return oneLineSources(fromBytes(fs.readFile(`${FOLDER}/${name}`)));
      return name.endsWith('.sources') ? deb822Sources(fromBytes(fs.readFile(`${FOLDER}/${name}`))) : [];
    }),
  );
}

function oneLineSources(text: string): PackageSource[] {
  return text.split('\n').flatMap((line) => {
    const [, uri, suite, components] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? [];
    return uri && suite ? [{ uri: withoutSlash(uri), suite, components: words(components) }] : [];
  });
}

function deb822Sources(text: string): PackageSource[] {
  return parseParagraphs(text).flatMap((paragraph) => {
    if (paragraph.get('Enabled')?.toLowerCase() === 'no' || !words(paragraph.get('Types')).includes('deb')) return [];
    const components = words(paragraph.get('Components'));
    const suites = words(paragraph.get('Suites'));
    return words(paragraph.get('URIs')).flatMap((uri) => suites.map((suite) => ({ uri: withoutSlash(uri), suite, components })));
  });
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '');

const withoutSlash = (uri: string): string => uri.replace(/\/+$/, '');

/** `http://archive.ubuntu.com`: what a process connects to. */
export const serverOf = (uri: string): string => /^\w+:\/\/[^/]*/.exec(uri)?.[0] ?? uri;

/** `archive.ubuntu.com`. */
export const hostOf = (uri: string): string => serverOf(uri).replace(/^\w+:\/\//, '');

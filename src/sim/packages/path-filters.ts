/** Which files dpkg leaves out when it unpacks: path-exclude and path-include of dpkg.cfg.d. As dpkg 1.22 src/main/filters.c. */
import { type ByteString, fromBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';

interface PathFilter {
  readonly pattern: RegExp;
  readonly isInclude: boolean;
  /** The pattern up to its first wildcard, without a slash at its end. */
  readonly prefix: ByteString;
}

const FOLDER = '/etc/dpkg/dpkg.cfg.d';

/** Tells whether a path of a package is left out. */
export function readPathFilters(fs: FileSystem): (path: ByteString, isDirectoryOrLink: boolean) => boolean {
  const files = [...(fs.exists(FOLDER) ? fs.readDir(FOLDER).map(({ name }) => `${FOLDER}/${name}`) : []).sort(), '/etc/dpkg/dpkg.cfg'];
  const filters = files.filter((file) => fs.exists(file)).flatMap((file) => parseFilters(fromBytes(fs.readFile(file))));
  return (path, isDirectoryOrLink) => {
    let isLeftOut = false;
    for (const { pattern, isInclude } of filters) if (pattern.test(path)) isLeftOut = !isInclude;
    if (!isLeftOut || !isDirectoryOrLink) return isLeftOut;
    return !filters.some(({ isInclude, prefix }) => isInclude && startsAlike(path, prefix));
  };
}

/** A directory is kept when something that is included could lie in it. */
const startsAlike = (path: ByteString, prefix: ByteString): boolean => path.startsWith(prefix) || prefix.startsWith(path);

function parseFilters(text: ByteString): PathFilter[] {
  return text.split('\n').flatMap((line) => {
    const [, kind, pattern = ''] = /^\s*path-(exclude|include)\s*[= ]\s*(\S+)/.exec(line) ?? [];
    if (kind === undefined) return [];
    const prefix = pattern.replace(/[*?[\\].*$/s, '').replace(/\/$/, '');
    return [{ pattern: globPattern(pattern), isInclude: kind === 'include', prefix }];
  });
}

/** As fnmatch(3) without flags: `*` also matches slashes. */
function globPattern(pattern: ByteString): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  return new RegExp(`^${source}$`, 's');
}

/** Paths as byte strings: join, dirname, basename, normalize, components. As POSIX.1-2017 §4.13 and dirname(3), basename(3). */
import type { ByteString } from './bytes.ts';

/** The longest name of one component and the longest path (with its final NUL), in bytes, as Linux has them. */
export const NAME_MAX = 255;
export const PATH_MAX = 4096;

/** `path` seen from `directory`: itself when absolute. Nothing is normalized. */
export function join(directory: ByteString, path: ByteString): ByteString {
  if (path.startsWith('/')) return path;
  if (directory === '') return path;
  return directory.endsWith('/') ? directory + path : `${directory}/${path}`;
}

/** The path without its last component, as dirname(3): `a` → `.`, `/a` → `/`, `a/b/` → `a`. */
export function dirname(path: ByteString): ByteString {
  const end = withoutTrailingSlashes(path).lastIndexOf('/');
  if (end < 0) return path.startsWith('/') ? '/' : '.';
  return withoutTrailingSlashes(path.slice(0, end)) || '/';
}

/** The last component, as basename(3): `a/b/` → `b`, `/` → `/`, the empty path → ``. */
export function basename(path: ByteString): ByteString {
  const whole = withoutTrailingSlashes(path);
  if (whole === '') return path === '' ? '' : '/';
  return whole.slice(whole.lastIndexOf('/') + 1);
}

/** Without `.`, `//` and, lexically, `..`; absolute paths stay absolute, the empty result is `.` or `/`. Symlinks are not looked at. */
export function normalize(path: ByteString): ByteString {
  const absolute = path.startsWith('/');
  const names: ByteString[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (!absolute) names.push(name);
  }
  return absolute ? `/${names.join('/')}` : names.join('/') || '.';
}

/** The names of a path, without empty ones and `.`. */
export function namesOf(path: ByteString): ByteString[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** The absolute path of names. */
export function pathOf(names: readonly ByteString[]): ByteString {
  return `/${names.join('/')}`;
}

function withoutTrailingSlashes(path: ByteString): ByteString {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
  return path.slice(0, end);
}

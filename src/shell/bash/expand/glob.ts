/** Path name expansion: a pattern → the sorted names that match. As lib/glob/glob.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { DirectoryEntry } from '../../../sim/fs/types.ts';
import { isUtf8, type Shell } from '../shell.ts';
import { getValue } from '../variables.ts';
import { hasGlob, matches, patternSource } from './pattern.ts';

/** Matching paths in order; none when nothing matches. Quoted characters in `pattern` have a backslash. */
export function globPaths(shell: Shell, pattern: ByteString): ByteString[] {
  const parts = pattern.split('/');
  const absolute = parts[0] === '' && pattern.startsWith('/');
  let found: ByteString[] = [absolute ? '/' : ''];
  const names = absolute ? parts.slice(1) : parts;
  for (const [i, part] of names.entries()) {
    const last = i === names.length - 1;
    if (part === '' && !last) {
      found = found.map((base) => (base.endsWith('/') && base !== '/' ? `${base}` : base));
      continue;
    }
    found = extend(shell, found, part, last);
    if (found.length === 0) return [];
  }
  return ignoreNames(shell, sortNames(found.filter((path) => path !== '')));
}

/** By bytes, as the C locale and C.UTF-8 sort. */
export const sortNames = (names: ByteString[]): ByteString[] => names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

function ignoreNames(shell: Shell, paths: ByteString[]): ByteString[] {
  const ignored = getValue(shell, 'GLOBIGNORE');
  if (!ignored) return paths;
  const patterns = ignored.split(':').filter((pattern) => pattern !== '');
  return paths.filter((path) => !/(^|\/)\.\.?$/.test(path) && !patterns.some((pattern) => matches(shell, path, pattern)));
}

function extend(shell: Shell, bases: readonly ByteString[], part: ByteString, last: boolean): ByteString[] {
  if (part === '**' && shell.state.shopts.globstar) return bases.flatMap((base) => descend(shell, base, last));
  if (!hasGlob(part)) {
    const name = part.replace(/\\([\s\S])/g, '$1');
    return bases.map((base) => base + name + (last ? '' : '/')).filter((path) => exists(shell, path, last));
  }
  const test = nameTest(shell, part);
  const out: ByteString[] = [];
  for (const base of bases) {
    for (const entry of list(shell, base)) {
      if (!test(entry.name)) continue;
      if (last) out.push(base + entry.name);
      else if (entry.type === 'directory' || (entry.type === 'symlink' && isDirectory(shell, base + entry.name)))
        out.push(`${base}${entry.name}/`);
    }
  }
  return out;
}

function nameTest(shell: Shell, part: ByteString): (name: ByteString) => boolean {
  const { shopts } = shell.state;
  const regex = new RegExp(`^(?:${patternSource(part, { utf8: isUtf8(shell), ignoreCase: shopts.nocaseglob, path: true })})(?![sS])`);
  const dots = shopts.dotglob || part.startsWith('.') || part.startsWith('\\.') || (getValue(shell, 'GLOBIGNORE') ?? '') !== '';
  const leading = /^[@?*+]\((?:[^)]*\|)?\./.test(part);
  return (name) => (dots || leading || name.charCodeAt(0) !== 46) && regex.test(name);
}

function descend(shell: Shell, base: ByteString, last: boolean): ByteString[] {
  const out: ByteString[] = last && base !== '' ? [base] : last ? [] : [base];
  for (const entry of sortEntries(list(shell, base))) {
    if (entry.name.startsWith('.') && !shell.state.shopts.dotglob) continue;
    if (entry.type === 'directory') {
      if (last)
        out.push(base + entry.name, ...descend(shell, `${base}${entry.name}/`, true).filter((path) => path !== `${base}${entry.name}/`));
      else out.push(...descend(shell, `${base}${entry.name}/`, false));
    } else if (last) out.push(base + entry.name);
  }
  return out;
}

const sortEntries = (entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));

function list(shell: Shell, base: ByteString): readonly DirectoryEntry[] {
  try {
    return shell.process.fs.readDir(base === '' ? '.' : base);
  } catch {
    return [];
  }
}

function exists(shell: Shell, path: ByteString, last: boolean): boolean {
  try {
    if (last) shell.process.fs.lstat(path);
    else if (shell.process.fs.stat(path).type !== 'directory') return false;
    return true;
  } catch {
    return false;
  }
}

function isDirectory(shell: Shell, path: ByteString): boolean {
  try {
    return shell.process.fs.stat(path).type === 'directory';
  } catch {
    return false;
  }
}

/** Path names taken apart and put together, as basename(1), dirname(1) and gnulib's file_name_concat do. */
import type { ByteString } from '../../sim/fs/bytes.ts';

export function baseName(path: ByteString): ByteString {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

export function directoryName(path: ByteString): ByteString {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path.startsWith('/') ? '/' : '.';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

/** A name inside a directory, with one slash between. */
export const joinPath = (directory: ByteString, name: ByteString): ByteString =>
  directory.endsWith('/') ? directory + name : `${directory}/${name}`;

/** Without slashes at its end (`/` stays). */
export const stripSlashes = (path: ByteString): ByteString => path.replace(/(.)\/+$/s, '$1');

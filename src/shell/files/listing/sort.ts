/** The order of a listing. As GNU coreutils 9.4 ls.c; versions as gnulib filevercmp. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { compareVersions } from '../../formats/compare-versions.ts';
import { displayWidth } from '../../formats/display-width.ts';
import type { ListEntry } from './entry.ts';
import { quoteName } from './name.ts';
import type { ListStyle } from './style.ts';

export function sortEntries(entries: readonly ListEntry[], style: ListStyle): readonly ListEntry[] {
  if (style.sort === 'none') return entries;
  const compare = comparison(style);
  const direction = style.reverse ? -1 : 1;
  const isDirectory = ({ stat, link }: ListEntry): number => ((link?.stat ?? stat).type === 'directory' ? 0 : 1);
  return [...entries].sort(
    (a, b) => (style.directoriesFirst ? isDirectory(a) - isDirectory(b) : 0) || direction * (compare(a, b) || byName(a, b)),
  );
}

const byText = (a: ByteString, b: ByteString): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: ListEntry, b: ListEntry): number => byText(a.name, b.name);

function comparison(style: ListStyle): (a: ListEntry, b: ListEntry) => number {
  switch (style.sort) {
    case 'size':
      return (a, b) => b.stat.size - a.stat.size;
    case 'time':
      return (a, b) => b.stat[style.time] - a.stat[style.time];
    case 'extension':
      return (a, b) => byText(extension(a.name), extension(b.name));
    case 'version':
      return (a, b) => compareVersions(a.name, b.name);
    case 'width':
      return (a, b) => displayWidth(quoteName(a.name, style), style.unicode) - displayWidth(quoteName(b.name, style), style.unicode);
    default:
      return byName;
  }
}

const extension = (name: ByteString): ByteString => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');

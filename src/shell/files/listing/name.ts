/** A name as ls shows it: quoted, with its indicator. As GNU coreutils 9.4 ls.c. */
import { type ByteString, decodeUtf8, utf8 } from '../../../sim/fs/bytes.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { cEscape, shellEscape } from '../../formats/quoting.ts';
import type { ListEntry } from './entry.ts';
import type { ListStyle } from './style.ts';

export function quoteName(
  name: ByteString,
  { quoting, hideControls, unicode }: Pick<ListStyle, 'quoting' | 'hideControls' | 'unicode'>,
): ByteString {
  switch (quoting) {
    case 'c':
      return `"${cEscape(name, unicode)}"`;
    case 'c-maybe':
      return /[\x00-\x1f\x7f"\\]/.test(name) || (!unicode && /[\x80-\xff]/.test(name)) ? `"${cEscape(name, unicode)}"` : name;
    case 'escape':
      return cEscape(name, unicode, '\0').replaceAll(' ', '\\ ');
    case 'shell-escape':
      return shellEscape(name, { unicode });
    case 'shell-escape-always':
      return shellEscape(name, { unicode, always: true });
    case 'shell':
    case 'shell-always': {
      const plain = hideControls ? hidden(name, unicode) : name;
      const quoted = /[\x00-\x1f\x7f]/.test(plain)
        ? `'${plain.replaceAll("'", "'\\''")}'`
        : shellEscape(plain, { unicode: true, always: quoting === 'shell-always' });
      return quoted;
    }
    default:
      return hideControls ? hidden(name, unicode) : name;
  }
}

/** Control characters, and bytes that are no text in the locale, as `?`. */
function hidden(name: ByteString, unicode: boolean): ByteString {
  if (!unicode) return name.replace(/[\x00-\x1f\x7f-\xff]/g, '?');
  return utf8(decodeUtf8(name).replace(/[\p{Cc}\ufffd]/gu, '?'));
}

/** `/`, `@`, `|`, `=`, `*` or nothing. */
export function indicatorOf(stat: Pick<Stat, 'type' | 'mode'> | undefined, { indicators }: Pick<ListStyle, 'indicators'>): string {
  if (!stat || indicators === 'none') return '';
  if (stat.type === 'directory') return '/';
  if (indicators === 'slash') return '';
  if (stat.type === 'symlink') return '@';
  if (stat.type === 'fifo') return '|';
  if (stat.type === 'socket') return '=';
  return indicators === 'classify' && stat.type === 'file' && stat.mode & 0o111 ? '*' : '';
}

/** Whether quoting changes the name: then the others get a blank before theirs, so that they stand in line. */
export const isQuoted = (entry: ListEntry, style: ListStyle): boolean =>
  quoteName(entry.name, style) !== entry.name && /^['"]/.test(quoteName(entry.name, style));

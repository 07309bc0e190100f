/** The database of dircolors, as a file says it and as `dircolors -p` prints it. As GNU coreutils 9.4 dircolors. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { DEFAULT_KINDS, DEFAULT_SUFFIXES } from './listing/default-colors.ts';

const KEYWORDS: Readonly<Record<string, string>> = {
  NORMAL: 'no',
  NORM: 'no',
  FILE: 'fi',
  RESET: 'rs',
  DIR: 'di',
  LNK: 'ln',
  LINK: 'ln',
  SYMLINK: 'ln',
  ORPHAN: 'or',
  MISSING: 'mi',
  FIFO: 'pi',
  PIPE: 'pi',
  SOCK: 'so',
  BLK: 'bd',
  BLOCK: 'bd',
  CHR: 'cd',
  CHAR: 'cd',
  DOOR: 'do',
  EXEC: 'ex',
  LEFT: 'lc',
  LEFTCODE: 'lc',
  RIGHT: 'rc',
  RIGHTCODE: 'rc',
  END: 'ec',
  ENDCODE: 'ec',
  SUID: 'su',
  SETUID: 'su',
  SGID: 'sg',
  SETGID: 'sg',
  STICKY: 'st',
  OTHER_WRITABLE: 'ow',
  OWR: 'ow',
  STICKY_OTHER_WRITABLE: 'tw',
  OWT: 'tw',
  CAPABILITY: 'ca',
  MULTIHARDLINK: 'mh',
  CLRTOEOL: 'cl',
};

/** Lines `KEYWORD VALUE`; those under TERM lines that do not fit are left out. */
export function parseDatabase(text: ByteString, terminal: ByteString): ByteString {
  let [applies, inTerms] = [true, false];
  let colors = '';
  for (const line of text.split('\n')) {
    const [keyword = '', value = ''] = line
      .replace(/(^|\s)#.*/, '')
      .trim()
      .split(/\s+/);
    if (keyword === '') continue;
    if (keyword.toUpperCase() === 'TERM') {
      const fits = new RegExp(
        `^${value
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      ).test(terminal);
      applies = inTerms ? applies || fits : fits;
      inTerms = true;
      continue;
    }
    inTerms = false;
    if (!applies || keyword.toUpperCase() === 'COLORTERM' || /^(OPTIONS|COLOR|EIGHTBIT)$/i.test(keyword)) continue;
    const key = keyword.startsWith('.') ? `*${keyword}` : keyword.startsWith('*') ? keyword : KEYWORDS[keyword.toUpperCase()];
    if (key !== undefined) colors += `${key}=${value}:`;
  }
  return colors;
}

export function databaseText(): string {
  const names = Object.entries(KEYWORDS);
  const kinds = DEFAULT_KINDS.split(':').map((item) => {
    const [key = '', color = ''] = item.split('=');
    return `${names.find(([, short]) => short === key)?.[0] ?? key} ${color}\n`;
  });
  const suffixes = DEFAULT_SUFFIXES.flatMap(([color, list]) => list.split(' ').map((suffix) => `${suffix} ${color}\n`));
  return `# Colours of ls by kind and suffix.\nCOLORTERM ?*\n${kinds.join('')}${suffixes.join('')}`;
}

/** Control paragraphs as dpkg and apt write them: `Field: value`, continuation lines begin with a blank. deb822(5). */
import type { ByteString } from '../fs/bytes.ts';

/** Fields in order; a value's continuation lines keep their leading blank, without the first line's. */
export type Paragraph = ReadonlyMap<string, ByteString>;

/** All paragraphs of a text, in order. Lines that are no fields are skipped. */
export function parseParagraphs(text: ByteString): Paragraph[] {
  return text
    .split(/\n(?:[ \t]*\n)+/)
    .map(parseParagraph)
    .filter((paragraph) => paragraph.size > 0);
}

export function parseParagraph(text: ByteString): Paragraph {
  const fields = new Map<string, ByteString>();
  let current = '';
  for (const line of text.split('\n')) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (current !== '') fields.set(current, `${fields.get(current)}\n${line}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith('#')) continue;
    current = line.slice(0, colon);
    fields.set(current, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The paragraph's text, each field on its line, ending in a newline. */
export function formatParagraph(paragraph: Paragraph): ByteString {
  let text = '';
  for (const [name, value] of paragraph) text += value === '' || value.startsWith('\n') ? `${name}:${value}\n` : `${name}: ${value}\n`;
  return text;
}

/** The order in which dpkg writes what it knows of a package; other fields follow as they came. As dpkg lib/dpkg/parse.c, fieldinfos. */
const STATUS_ORDER = [
  'Package',
  'Essential',
  'Protected',
  'Status',
  'Priority',
  'Section',
  'Installed-Size',
  'Origin',
  'Maintainer',
  'Bugs',
  'Architecture',
  'Multi-Arch',
  'Source',
  'Version',
  'Config-Version',
  'Replaces',
  'Provides',
  'Depends',
  'Pre-Depends',
  'Recommends',
  'Suggests',
  'Breaks',
  'Conflicts',
  'Enhances',
  'Conffiles',
  'Filename',
  'Size',
  'MD5sum',
  'Description',
  'Triggers-Pending',
  'Triggers-Awaited',
];

/** A paragraph with its fields in the order of /var/lib/dpkg/status. */
export function inStatusOrder(paragraph: Paragraph): Paragraph {
  const ordered = new Map<string, ByteString>();
  for (const name of STATUS_ORDER) {
    const value = paragraph.get(name);
    if (value !== undefined) ordered.set(name, value);
  }
  for (const [name, value] of paragraph) if (!ordered.has(name)) ordered.set(name, value);
  return ordered;
}

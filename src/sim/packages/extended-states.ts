/** Which packages apt installed for others' sake: /var/lib/apt/extended_states. As apt-pkg/depcache.cc. */
import { formatParagraph, parseParagraphs } from '../content/deb822.ts';
import { fromBytes, toBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';

const PATH = '/var/lib/apt/extended_states';

/** Names of packages that are marked as installed automatically. */
export function readAutomatic(fs: FileSystem): Set<string> {
  if (!fs.exists(PATH)) return new Set();
  const paragraphs = parseParagraphs(fromBytes(fs.readFile(PATH)));
  return new Set(paragraphs.filter((each) => each.get('Auto-Installed') === '1').map((each) => each.get('Package') ?? ''));
}

/** Writes the marks; those that were there keep their place. */
export function writeAutomatic(fs: FileSystem, names: ReadonlySet<string>): void {
  const before = fs.exists(PATH) ? parseParagraphs(fromBytes(fs.readFile(PATH))).map((each) => each.get('Package') ?? '') : [];
  const ordered = [...before.filter((name) => names.has(name)), ...[...names].filter((name) => !before.includes(name)).sort()];
  const paragraph = (name: string) =>
    formatParagraph(
      new Map([
        ['Package', name],
        ['Architecture', 'amd64'],
        ['Auto-Installed', '1'],
      ]),
    );
  fs.writeFile(PATH, toBytes(ordered.map((name) => `${paragraph(name)}\n`).join('')), 0o644);
}

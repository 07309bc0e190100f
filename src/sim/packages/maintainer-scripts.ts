/** What a package's postinst does that matters here: its update-alternatives calls, read from the script's own text. */
import type { AlternativeManifest } from '../content/types.ts';
import { fromBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import { infoFile, type PackageRecord } from './database.ts';

/** The `update-alternatives --install` calls in /var/lib/dpkg/info/NAME.postinst. */
export function alternativesOf(fs: FileSystem, record: PackageRecord): AlternativeManifest[] {
  const path = infoFile(record, 'postinst');
  if (!fs.exists(path)) return [];
  const [first] = fs.readContent(path).segments;
  if (!first) return [];
  const lines = fromBytes(first.bytes)
    .replace(/\\\n\s*/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, link, name, file, priority, rest = ''] = /^\s*update-alternatives --install (\S+) (\S+) (\S+) (\d+)(.*)$/.exec(line) ?? [];
    if (link === undefined || name === undefined || file === undefined) return [];
    return [{ name, link, path: file, priority: Number(priority), slaves: slavesOf(rest) }];
  });
}

function slavesOf(text: string): NonNullable<AlternativeManifest['slaves']> {
  return [...text.matchAll(/--slave (\S+) (\S+) (\S+)/g)].map(([, link = '', name = '', path = '']) => ({ name, link, path }));
}

/** Whether the package's triggers file asks for ldconfig. */
export function activatesLinker(fs: FileSystem, record: PackageRecord): boolean {
  const path = infoFile(record, 'triggers');
  if (!fs.exists(path)) return false;
  const [first] = fs.readContent(path).segments;
  return first ? /activate\S* ldconfig/.test(fromBytes(first.bytes)) : record.isMultiArchSame;
}

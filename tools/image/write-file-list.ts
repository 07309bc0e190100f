/** Writes a file list (see src/sim/content/file-list.ts) as compactly as it can be said. */
import { escapeText } from '../../src/sim/content/file-list.ts';
import type { ManifestEntry } from '../../src/sim/content/types.ts';

/** What a package brings, in order; `undefined` for a path that is not unpacked. */
export interface SectionOfList {
  readonly name: string;
  readonly version: string;
  readonly mtime: number;
  readonly fields: readonly (readonly [string, string])[];
  readonly controlFiles: readonly { readonly kind: string; readonly size: number }[];
  readonly files: readonly (ManifestEntry | { readonly path: string; readonly type: 'excluded' })[];
}

/** The list's text: `sections` first, then `loose`, the entries of no package. */
export function writeFileList(
  title: string,
  sections: readonly SectionOfList[],
  loose: readonly ManifestEntry[],
  looseTime: number,
): string {
  const lines = [`# ${title}`];
  for (const section of sections) {
    lines.push(`@mtime ${section.mtime}`, `=${section.name}\t${section.version}`);
    for (const [field, value] of section.fields) lines.push(`:${field}: ${escapeText(value)}`);
    if (section.controlFiles.length > 0) lines.push(`%${section.controlFiles.map(({ kind, size }) => `${kind} ${size}`).join(' ')}`);
    lines.push(...fileLines(section.files, section.mtime));
  }
  lines.push(`@mtime ${looseTime}`, '=', ...fileLines(loose, looseTime));
  return `${lines.join('\n')}\n`;
}

function fileLines(files: SectionOfList['files'], time: number): string[] {
  const lines: string[] = [];
  let directory: string | undefined;
  for (const file of files) {
    const slash = file.path.lastIndexOf('/');
    if (file.path.slice(0, slash) !== directory) {
      directory = file.path.slice(0, slash);
      lines.push(directory === '' ? '/' : directory);
    }
    lines.push(`${file.path.slice(slash + 1)}\t${file.type === 'excluded' ? '-' : entryText(file, time)}`);
  }
  return lines;
}

function entryText(entry: ManifestEntry, time: number): string {
  const usual = { symlink: 0o777, hardlink: 0o644, directory: 0o755, content: 0o644, executable: 0o755, opaque: 0o644, device: 0o666 }[
    entry.type
  ];
  const mode = entry.mode === usual ? '' : entry.mode.toString(8);
  const owner = (entry.uid ?? 0) === 0 && (entry.gid ?? 0) === 0 ? '' : `${entry.uid ?? 0}:${entry.gid ?? 0}`;
  const age = entry.mtime === undefined || entry.mtime === time ? '' : String(entry.mtime);
  return [kindText(entry), mode, owner, age].join('\t').replace(/\t+$/, '');
}

function kindText(entry: ManifestEntry): string {
  switch (entry.type) {
    case 'symlink':
      return `@${entry.target}`;
    case 'hardlink':
      return `&${entry.target}`;
    case 'directory':
      return 'd';
    case 'opaque':
      return String(entry.size);
    case 'executable': {
      const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      return `x${entry.size}${entry.program === name ? '' : `:${entry.program}`}`;
    }
    case 'content':
      if ('text' in entry) return `=${escapeText(entry.text)}`;
      throw new Error(`${entry.path}: a file list has no content in other files`);
    case 'device':
      throw new Error(`${entry.path}: a file list has no devices`);
  }
}

/**
 * The compact list of an image layer's files: what each package brought, in the order of its `.list`, then what belongs to none.
 * A line is one of (fields are separated by tabs):
 *
 *     @mtime 1784000000            seconds since 1970, for what follows until the next one
 *     =bash  5.2.21-2ubuntu4 …     a package begins: name (with `:amd64` where dpkg's files have it) and version; `=` alone: no package
 *     :Field: value                one of its control fields; `\n` in the value is a line's end
 *     %md5sums 1234 postinst 567   its files in /var/lib/dpkg/info, with their sizes
 *     /usr/bin                     the directory of the lines below
 *     name  142312 [mode [uid:gid [-time]]]       opaque: true size, nobody reads it (644)
 *     name  x142312[:program] …    executable (755); the program is named as the file unless said
 *     name  =text …                content, with `\n`, `\t`, `\\` escaped (644)
 *     name  @target                symlink
 *     name  &/path                 hard link
 *     name  d …                    directory that is empty or not 755 root:root (755)
 *     name  -                      belongs to the package, but dpkg was told not to unpack it (path-exclude)
 *
 * As served it stands in columns, for that packs better: the directories (how many names each shares with the one before, then the rest), the
 * lines with `/` for a directory and without what follows a tab, and that.
 */
import type { ByteString } from '../fs/bytes.ts';
import type { ManifestEntry } from './types.ts';

/** A package as the list tells: its control fields without dpkg's own, its paths in order. */
export interface ListedPackage {
  /** `libc6:amd64`: the stem of its files in /var/lib/dpkg/info. */
  readonly name: string;
  readonly version: string;
  readonly fields: ReadonlyMap<string, ByteString>;
  /** Kind and size of its other files in /var/lib/dpkg/info. */
  readonly controlFiles: readonly { readonly kind: string; readonly size: number }[];
  /** Every path of its `.list` that is no parent of another, unpacked or not. */
  readonly paths: readonly string[];
  readonly mtime: number;
}

export interface FileList {
  readonly packages: readonly ListedPackage[];
  /** All that was unpacked, parents not necessarily listed. */
  readonly entries: readonly ManifestEntry[];
}

interface OpenPackage {
  name: string;
  version: string;
  fields: Map<string, ByteString>;
  controlFiles: { kind: string; size: number }[];
  paths: string[];
  mtime: number;
}

/** Reads a file list. Throws on a line that it does not understand: the list is made by tools and checked by a law. */
export function parseFileList(text: string): FileList {
  const packages: OpenPackage[] = [];
  const entries: ManifestEntry[] = [];
  let owner: OpenPackage | undefined;
  let directory = '';
  let mtime = 0;
  for (const line of linesOf(text)) {
    const first = line.charAt(0);
    if (first === '' || first === '#') continue;
    if (first === '/') directory = line === '/' ? '' : line;
    else if (first === '@') mtime = Number(line.slice(7));
    else if (first === '=') {
      owner = openPackage(line, mtime);
      if (owner) packages.push(owner);
    } else if (first === ':') addField(owner, line);
    else if (first === '%') addControlFiles(owner, line);
    else {
      const [name = '', kind = '', ...attributes] = line.split('\t');
      const path = `${directory}/${name}`;
      owner?.paths.push(path);
      if (kind !== '-') entries.push(parseEntry(path, kind, attributes, mtime));
    }
  }
  return { packages, entries };
}

const NEXT_COLUMN = '\f\n';
/** Lines that have nothing behind a tab. */
const isWhole = (line: string): boolean => /^[#@:%]|^$/.test(line);

/** The same list in columns. */
export function inColumns(text: string): string {
  const directories: string[] = [];
  const behind: string[] = [];
  let before: readonly string[] = [];
  const lines = text.split('\n').map((line) => {
    if (isWhole(line)) return line;
    if (line.startsWith('/')) {
      const parts = line.split('/');
      const differs = parts.findIndex((part, index) => part !== before[index]);
      const shared = differs < 0 ? parts.length : differs;
      directories.push([shared, ...parts.slice(shared)].join('/'));
      before = parts;
      return '/';
    }
    const [name = '', rest = ''] = line.split(/\t(.*)/);
    behind.push(rest);
    return name;
  });
  return [directories, lines, behind].map((column) => column.join('\n')).join(NEXT_COLUMN);
}

function linesOf(text: string): readonly string[] {
  const [directories, lines, behind] = text.split(NEXT_COLUMN).map((column) => column.split('\n').values());
  if (!directories || !lines || !behind) return text.split('\n');
  let directory: readonly string[] = [];
  return [...lines].map((line) => {
    if (isWhole(line)) return line;
    if (line !== '/') return `${line}\t${behind.next().value ?? ''}`;
    const [shared, ...rest] = (directories.next().value ?? '').split('/');
    directory = [...directory.slice(0, Number(shared)), ...rest];
    return directory.join('/');
  });
}

function openPackage(line: string, mtime: number): OpenPackage | undefined {
  const [name = '', version = ''] = line.slice(1).split('\t');
  return name === '' ? undefined : { name, version, fields: new Map(), controlFiles: [], paths: [], mtime };
}

function addField(owner: OpenPackage | undefined, line: string): void {
  const colon = line.indexOf(':', 1);
  owner?.fields.set(line.slice(1, colon), unescapeText(line.slice(colon + 1).trimStart()));
}

function addControlFiles(owner: OpenPackage | undefined, line: string): void {
  const words = line.slice(1).split(' ');
  for (let i = 0; i + 1 < words.length; i += 2) owner?.controlFiles.push({ kind: words[i] ?? '', size: Number(words[i + 1]) });
}

function parseEntry(path: string, kind: string, attributes: readonly string[], listTime: number): ManifestEntry {
  const [mode, owner, age] = attributes;
  const [uid = 0, gid = 0] = owner ? owner.split(':').map(Number) : [];
  const rights = (usual: number) => ({ mode: mode ? Number.parseInt(mode, 8) : usual, uid, gid, mtime: age ? Number(age) : listTime });
  const rest = kind.slice(1);
  switch (kind.charAt(0)) {
    case '@':
      return { path, type: 'symlink', target: rest, ...rights(0o777) };
    case '&':
      return { path, type: 'hardlink', target: rest, ...rights(0o644) };
    case 'd':
      return { path, type: 'directory', ...rights(0o755) };
    case '=':
      return { path, type: 'content', text: unescapeText(rest), ...rights(0o644) };
    case 'x': {
      const [size = '', program = path.slice(path.lastIndexOf('/') + 1)] = rest.split(':');
      return { path, type: 'executable', program, size: Number(size), ...rights(0o755) };
    }
    default: {
      if (!/^\d+$/.test(kind)) throw new Error(`file list: ${path}: unknown kind ${kind}`);
      return { path, type: 'opaque', size: Number(kind), ...rights(0o644) };
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

function unescapeText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole) : text;
}

export function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

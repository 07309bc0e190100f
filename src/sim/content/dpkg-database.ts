/** The dpkg database that an image brings, made from its packages: /var/lib/dpkg/status and the files in /var/lib/dpkg/info. As dpkg 1.22. */
import { hexOf } from '../fs/block-hash.ts';
import { md5 } from '../fs/md5.ts';
import { toBytes, utf8 } from '../fs/bytes.ts';
import { formatParagraph, inStatusOrder } from './deb822.ts';
import type { ListedPackage } from './file-list.ts';
import type { ManifestEntry } from './types.ts';

const INFO = '/var/lib/dpkg/info';

/** What most packages of the image say of themselves; a file list names only what differs. */
const USUAL_FIELDS: ReadonlyMap<string, string> = new Map([
  ['Priority', 'optional'],
  ['Section', 'libs'],
  ['Maintainer', 'Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>'],
  ['Architecture', 'amd64'],
]);

/** Entries for status, info and dpkg's log. `entries` are the image's files, for the sums of its conffiles. */
export function dpkgDatabase(packages: readonly ListedPackage[], entries: readonly ManifestEntry[], mtime: number): ManifestEntry[] {
  if (packages.length === 0) return [];
  const files = new Map(entries.map((entry) => [entry.path, entry]));
  const text = (path: string, content: string): ManifestEntry => ({ path, type: 'content', text: content, mode: 0o644, mtime });
  const database = [text(`${INFO}/format`, '1\n')];
  let status = '';
  for (const each of packages) {
    const conffiles = each.paths.filter((path) => path.startsWith('/etc/') && isRegular(files.get(path)));
    status += `${statusParagraph(each, conffiles, files)}\n`;
    database.push({ ...text(`${INFO}/${each.name}.list`, listText(each.paths)), mtime });
    if (conffiles.length > 0)
      database.push({ ...text(`${INFO}/${each.name}.conffiles`, conffiles.map((path) => `${path}\n`).join('')), mtime: each.mtime });
    for (const { kind, size } of each.controlFiles) database.push(controlFile(`${INFO}/${each.name}.${kind}`, size, each.mtime));
  }
  database.push(text('/var/lib/dpkg/status', status), text('/var/log/dpkg.log', installationLog(packages, mtime)));
  return database;
}

/** What dpkg logged when the image was made: everything unpacked, then everything configured, two minutes before its end. */
function installationLog(packages: readonly ListedPackage[], mtime: number): string {
  const stamp = (seconds: number) => new Date((mtime - 120 + Math.floor(seconds)) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const names = packages.map(
    ({ name, version, fields }) => `${name.replace(/:.*/, '')}:${fields.get('Architecture') ?? 'amd64'} ${version}`,
  );
  const unpacked = names.flatMap((name, i) => {
    const at = stamp(i / 4);
    return [`${at} install ${name.replace(' ', ' <none> ')}`, `${at} status half-installed ${name}`, `${at} status unpacked ${name}`];
  });
  const configured = names.flatMap((name, i) => {
    const at = stamp(30 + i / 4);
    return [
      `${at} configure ${name} <none>`,
      `${at} status unpacked ${name}`,
      `${at} status half-configured ${name}`,
      `${at} status installed ${name}`,
    ];
  });
  return [`${stamp(0)} startup archives unpack`, ...unpacked, `${stamp(30)} startup packages configure`, ...configured, ''].join('\n');
}

const isRegular = (entry: ManifestEntry | undefined): boolean =>
  entry?.type === 'content' || entry?.type === 'opaque' || entry?.type === 'executable';

/** A maintainer script is executable, the rest is data; nobody reads either. */
function controlFile(path: string, size: number, mtime: number): ManifestEntry {
  const isScript = /\.(?:pre|post)(?:inst|rm)$|\.config$/.test(path);
  return { path, type: 'opaque', size, mode: isScript ? 0o755 : 0o644, mtime };
}

function statusParagraph(each: ListedPackage, conffiles: readonly string[], files: ReadonlyMap<string, ManifestEntry>): string {
  const [name = '', architecture] = each.name.split(':');
  const fields = new Map([['Package', name], ['Status', 'install ok installed'], ...USUAL_FIELDS, ['Version', each.version]]);
  if (architecture !== undefined) fields.set('Multi-Arch', 'same');
  for (const [field, value] of each.fields) fields.set(field, utf8(value));
  if (conffiles.length > 0) fields.set('Conffiles', conffiles.map((path) => `\n ${path} ${md5Of(files.get(path))}`).join(''));
  return formatParagraph(inStatusOrder(fields));
}

function md5Of(entry: ManifestEntry | undefined): string {
  if (entry?.type === 'content' && 'text' in entry) return hexOf(md5(toBytes(utf8(entry.text))));
  return hexOf(md5(new Uint8Array(entry?.type === 'opaque' ? entry.size : 0)));
}

/** A `.list`: `/.`, then every path after its parents, each once. */
export function listText(paths: readonly string[]): string {
  const seen = new Set<string>();
  let text = '/.\n';
  for (const path of paths) {
    for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      if (!seen.has(parent)) text += `${parent}\n`;
      seen.add(parent);
    }
    if (!seen.has(path)) text += `${path}\n`;
    seen.add(path);
  }
  return text;
}

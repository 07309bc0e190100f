// dpkg-deb: looks into an archive. As dpkg 1.22 src/deb/main.c.
import { formatParagraph } from '../../../sim/content/deb822.ts';
import type { ManifestEntry } from '../../../sim/content/types.ts';
import { type ByteString, utf8 } from '../../../sim/fs/bytes.ts';
import type { FetchedPackage } from '../../../sim/packages/archive.ts';
import { readDeb } from '../../../sim/packages/deb-file.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { DpkgError } from './toolkit/dpkg-error.ts';
import { fetchFromAny } from './toolkit/dpkg-install.ts';

export default defineProgram({
  name: 'dpkg-deb',
  usage: '[<option>...] <command>',
  summary: 'Show what is in a package archive.',
  options: {},
  raw: true,
  run: async (io, _options, words) => {
    try {
      return await runDeb(io, words);
    } catch (error) {
      if (!(error instanceof DpkgError)) throw error;
      await io.flush();
      await io.err(`dpkg-deb: error: ${error.text}\n${error.isUsage ? HINT : ''}`);
      return 2;
    }
  },
});

const HINT =
  '\nType dpkg-deb --help for help about manipulating *.deb files;\nType dpkg --help for help about installing and deinstalling packages.\n';

async function runDeb(io: ProgramIo, [action, file, ...fields]: readonly ByteString[]): Promise<number> {
  if (action === '--version') {
    await io.out("Debian 'dpkg-deb' package archive backend version 1.22.6 (amd64).\n");
    return 0;
  }
  const show =
    action === undefined
      ? undefined
      : { '-c': contents, '--contents': contents, '-f': field, '--field': field, '-I': info, '--info': info }[action];
  if (!show) {
    if (action === undefined || !/^-/.test(action)) throw new DpkgError('need an action option', true);
    await io.err(`drydock: dpkg-deb ${action} is not simulated\n`);
    return 2;
  }
  if (file === undefined) throw new DpkgError(`${action} needs a .deb filename argument`, true);
  await io.out(show(await open(io, file), fields));
  return 0;
}

async function open(io: ProgramIo, file: ByteString): Promise<FetchedPackage> {
  if (!io.fs.exists(file)) throw new DpkgError(`failed to read archive '${file}': No such file or directory`);
  const identity = readDeb(io.fs.readContent(file));
  if (identity === 'foreign') throw new DpkgError(`'${file}' is not a Debian format archive`);
  const fetched = identity && (await fetchFromAny(io, identity.name, identity.version));
  if (!fetched) throw new DpkgError(`drydock: looking into ${file}, which comes from none of the simulated archives, is not simulated`);
  return fetched;
}

const paragraphOf = ({ manifest }: FetchedPackage): ReadonlyMap<string, ByteString> =>
  new Map(Object.entries(manifest.control).map(([name, value]) => [name, utf8(value)]));

function field(fetched: FetchedPackage, names: readonly ByteString[]): ByteString {
  const paragraph = paragraphOf(fetched);
  const [only] = names;
  if (only !== undefined && names.length === 1) return `${paragraph.get(only) ?? ''}\n`;
  return formatParagraph(names.length === 0 ? paragraph : new Map([...paragraph].filter(([name]) => names.includes(name))));
}

function info(fetched: FetchedPackage): ByteString {
  const text = formatParagraph(paragraphOf(fetched)).replace(/^/gm, ' ').trimEnd();
  return ` new Debian package, version 2.0.\n size ${fetched.manifest.downloadSize} bytes: control archive=${text.length} bytes.\n${text}\n`;
}

function contents({ manifest }: FetchedPackage): ByteString {
  return manifest.files.map((entry) => `${line(entry, manifest.mtime)}\n`).join('');
}

const LETTERS: Readonly<Record<ManifestEntry['type'], string>> = {
  directory: 'd',
  symlink: 'l',
  hardlink: 'h',
  device: 'c',
  content: '-',
  executable: '-',
  opaque: '-',
};

function line(entry: ManifestEntry, mtime: number): ByteString {
  const rights = [6, 3, 0]
    .map(
      (shift) => `${entry.mode & (4 << shift) ? 'r' : '-'}${entry.mode & (2 << shift) ? 'w' : '-'}${entry.mode & (1 << shift) ? 'x' : '-'}`,
    )
    .join('');
  const size = 'size' in entry ? entry.size : 0;
  const date = new Date((entry.mtime ?? mtime) * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const ending = entry.type === 'directory' ? '/' : entry.type === 'symlink' ? ` -> ${entry.target}` : '';
  return `${LETTERS[entry.type]}${rights} root/root ${String(size).padStart(9)} ${date} .${utf8(entry.path)}${ending}`;
}

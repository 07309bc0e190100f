/** Reads which files a Debian package has, and what they are, from a root file system with dpkg's database. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type Paragraph, parseParagraphs } from '../../src/sim/content/deb822.ts';

/** A path of a package: a file as it lies in the root, or undefined where it is not unpacked. */
export interface PackagePath {
  readonly path: string;
  readonly found:
    | {
        readonly type: 'file';
        readonly size: number;
        readonly mode: number;
        readonly uid: number;
        readonly gid: number;
        readonly inode: number;
      }
    | { readonly type: 'symlink'; readonly target: string }
    | { readonly type: 'directory'; readonly mode: number; readonly uid: number; readonly gid: number }
    | undefined;
}

export interface DebianPackage {
  readonly control: Paragraph;
  readonly paths: readonly PackagePath[];
  readonly controlFiles: readonly { readonly kind: string; readonly size: number }[];
}

/** Packages of the root by name. */
export function readDebianTree(root: string): (name: string) => DebianPackage | undefined {
  const info = `${root}/var/lib/dpkg/info`;
  const names = readdirSync(info).sort();
  const status = new Map(parseParagraphs(readFileSync(`${root}/var/lib/dpkg/status`, 'latin1')).map((each) => [each.get('Package'), each]));
  return (name) => {
    const stem = names.includes(`${name}.list`) ? name : `${name}:amd64`;
    const control = status.get(name);
    if (!control || !names.includes(`${stem}.list`)) return undefined;
    const listed = readFileSync(`${info}/${stem}.list`, 'latin1')
      .trim()
      .split('\n')
      .filter((path) => path !== '/.');
    const controlFiles = names
      .filter((file) => file.startsWith(`${stem}.`) && !/\.(?:list|conffiles)$/.test(file))
      .map((file) => ({ kind: file.slice(stem.length + 1), size: lstatSync(`${info}/${file}`).size }));
    return { control, controlFiles, paths: listed.map((path) => ({ path: mergedUsr(path), found: look(root, path) })) };
  };
}

/** `/bin/ls` is `/usr/bin/ls`: the packages of a merged /usr name the latter. */
const mergedUsr = (path: string): string => path.replace(/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/');

function look(root: string, path: string): PackagePath['found'] {
  const stat = lstatSync(root + path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const rights = { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid };
  if (stat.isSymbolicLink()) return { type: 'symlink', target: readlinkSync(root + path) };
  if (stat.isDirectory()) return { type: 'directory', ...rights };
  return { type: 'file', size: stat.size, inode: stat.ino, ...rights };
}

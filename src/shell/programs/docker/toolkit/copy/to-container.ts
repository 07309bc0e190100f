/** docker cp from the host into a container. As docker/cli cli/command/container/cp.go copyToContainer. */
import { type PathStat, putArchive, statPath } from '../../../../../sim/engine/container/archive.ts';
import type { Engine } from '../../../../../sim/engine/engine.ts';
import { EngineError } from '../../../../../sim/engine/engine-error.ts';
import { rfc3339 } from '../../../../../sim/engine/go-text.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import { toTar } from '../../../../../sim/fs/tar.ts';
import type { LayerEntry, Stat } from '../../../../../sim/fs/types.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { readAll } from '../../../program-io.ts';
import { goErrno } from '../go-error.ts';
import { StatusError } from '../status-error.ts';
import { absolutePath, type Copied, type CopyFlags } from './copy-paths.ts';
import { packLocal } from './local-archive.ts';
import { type CopyTarget, type PreparedCopy, prepareCopy, renamed } from './prepare-copy.ts';

export async function copyToContainer(
  process: Process,
  engine: Engine,
  source: ByteString,
  container: string,
  to: ByteString,
  flags: CopyFlags,
): Promise<Copied> {
  const target = targetInfo(engine, container, to);
  if (source === '-') {
    if (!target.isDirectory) throw new StatusError(`destination "${container}:${to}" must be a directory`);
    const tar = await readAll(process, 0);
    putArchive(engine, container, target.path, tar);
    return { bytes: tar.length, to: `${container}:${to}` };
  }
  const { path, stat } = resolveSource(process, absolutePath(process, source), flags.followLink);
  const contents = /(^|\/)\.$/.test(source) || source === '.';
  const base = contents ? '.' : (absolutePath(process, source).replace(/\/+$/, '').split('/').at(-1) ?? '');
  const prepared = await prepare(process, { path, isDirectory: stat.type === 'directory', base }, target);
  const entries = await packLocal(process, path, base);
  const tar = toTar(entries.map((entry) => placed(entry, base, prepared.rename, flags.archive)));
  statPath(engine, container, prepared.directory); // says which folder is missing
  putArchive(engine, container, prepared.directory, tar, { noOverwriteDirNonDir: true });
  return { bytes: tar.length, to: `${container}:${to}` };
}

/** The real client's goroutine that packs the file is cut off then, and logs so. */
async function prepare(process: Process, source: Parameters<typeof prepareCopy>[0], target: CopyTarget): Promise<PreparedCopy> {
  try {
    return prepareCopy(source, target);
  } catch (error) {
    if (error instanceof StatusError && !source.isDirectory) {
      const time = rfc3339(Math.floor(process.now() / 1e6) * 1e6);
      await process.write(2, `time="${time}" level=error msg="Can't add file ${source.path} to tar: io: read/write on closed pipe"\n`);
    }
    throw error;
  }
}

function placed(entry: LayerEntry, base: string, rename: string | undefined, keepOwners: boolean): LayerEntry {
  const path = renamed(entry.path, base, rename);
  if (entry.node === undefined)
    return entry.hardLinkTo === undefined ? entry : { path, hardLinkTo: renamed(entry.hardLinkTo, base, rename) };
  return { path, node: keepOwners ? entry.node : { ...entry.node, uid: 0, gid: 0 } };
}

function targetInfo(engine: Engine, container: string, path: string): CopyTarget {
  const stat = statOf(engine, container, path);
  if (stat?.type !== 'symlink') return { path, exists: stat !== undefined, isDirectory: stat?.type === 'directory' };
  const followed = statOf(engine, container, stat.linkTarget);
  return { path: stat.linkTarget, exists: followed !== undefined, isDirectory: followed?.type === 'directory' };
}

function statOf(engine: Engine, container: string, path: string): PathStat | undefined {
  try {
    return statPath(engine, container, path);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** Links in the way are followed, the last name only with -L. Throws StatusError in lstat's words. */
function resolveSource(process: Process, path: ByteString, followLink: boolean): { readonly path: ByteString; readonly stat: Stat } {
  const plain = path.replace(/\/+\.?$/, '') || '/';
  try {
    if (followLink || plain !== path) return { path: process.fs.realPath(plain), stat: process.fs.stat(plain) };
    const slash = plain.lastIndexOf('/');
    const folder = process.fs.realPath(plain.slice(0, slash) || '/');
    return { path: folder === '/' ? plain : folder + plain.slice(slash), stat: process.fs.lstat(plain) };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    // As filepath.Split and Join there: a file in the root has two slashes.
    const shown = plain.lastIndexOf('/') === 0 ? `/${plain}` : plain;
    throw new StatusError(`lstat ${followLink ? linkedName(process, plain) : shown}: ${goErrno(error.errno)}`);
  }
}

/** Where a dangling link leads to: what is missing is its target. */
function linkedName(process: Process, path: ByteString): ByteString {
  try {
    const target = process.fs.readLink(path);
    return target.startsWith('/') ? target : `${path.slice(0, path.lastIndexOf('/'))}/${target}`;
  } catch (error) {
    if (error instanceof FsError) return path;
    throw error;
  }
}

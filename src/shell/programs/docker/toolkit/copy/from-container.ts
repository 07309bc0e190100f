/** docker cp CONTAINER:PATH to the host. As docker/cli cli/command/container/cp.go copyFromContainer. */
import { getArchive, statPath } from '../../../../../sim/engine/container/archive.ts';
import type { Engine } from '../../../../../sim/engine/engine.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import { readTar, type TarEntry } from '../../../../../sim/fs/read-tar.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { StatusError } from '../status-error.ts';
import { absolutePath, type CopyFlags, type Copied } from './copy-paths.ts';
import { unpackLocal } from './local-archive.ts';
import { type CopyTarget, prepareCopy, renamed } from './prepare-copy.ts';

/** How many bytes went over, and where to; undefined: the tar went to standard output. */
export async function copyFromContainer(
  process: Process,
  engine: Engine,
  container: string,
  source: ByteString,
  to: ByteString,
  flags: CopyFlags,
): Promise<Copied | undefined> {
  const target = to === '-' ? to : absolutePath(process, to);
  if (target !== '-') checkFolder(process, target);
  const { stat, tar } = getArchive(engine, container, flags.followLink ? linkTarget(engine, container, source) : source);
  if (to === '-') {
    await process.write(1, tar);
    return undefined;
  }
  const entries = readTar(tar, () => 0);
  const base = entries[0]?.path.split('/')[0] || '.';
  const info = targetInfo(process, target);
  const prepared = prepareCopy({ path: source, isDirectory: stat.type === 'directory', base: contentsOnly(source) ? '.' : base }, info);
  const rename = prepared.rename ?? (flags.followLink ? lastName(source) : undefined);
  const named = contentsOnly(source) ? '.' : base;
  const placed = entries.map((entry): TarEntry => {
    const path = renamed(entry.path, named, rename);
    return entry.node ? { path, node: entry.node } : { path, hardLinkTo: renamed(entry.hardLinkTo, named, rename) };
  });
  await unpackLocal(process, prepared.directory, placed, flags.archive);
  return { bytes: tar.length, to: target };
}

const contentsOnly = (path: string): boolean => path.endsWith('/.') || path === '.';
const lastName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

function linkTarget(engine: Engine, container: string, path: string): string {
  const stat = statPath(engine, container, path);
  return stat.type === 'symlink' && stat.linkTarget !== '' ? stat.linkTarget : path;
}

/** command.ValidateOutputPath. */
function checkFolder(process: Process, path: ByteString): void {
  const clean = path.replace(/\/+$/, '');
  const folder = clean.slice(0, clean.lastIndexOf('/')) || '/';
  if (!process.fs.exists(folder)) throw new StatusError(`invalid output path: directory "${folder}" does not exist`);
}

function targetInfo(process: Process, path: ByteString): CopyTarget {
  try {
    const { type } = process.fs.stat(path.replace(/\/+$/, '') || '/');
    return { path, exists: true, isDirectory: type === 'directory' };
  } catch (error) {
    if (error instanceof FsError) return { path, exists: false, isDirectory: false };
    throw error;
  }
}

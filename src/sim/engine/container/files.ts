/** A container's files from outside, running or not: its tree with its volumes and binds, without /proc and tmpfs. As moby's daemon/container_fs_view. */
import { createFileSystem } from '../../fs/filesystem.ts';
import type { FileSystem, Mount } from '../../fs/types.ts';
import { cellMount, createView } from '../../fs/view.ts';
import type { Engine } from '../engine.ts';
import { storedFiles, storedMounts } from '../runtime/mounts.ts';
import type { Container } from '../types.ts';

export interface ContainerFiles {
  readonly fs: FileSystem;
  readonly mounts: readonly Mount[];
}

export function filesOf(engine: Engine, container: Container): ContainerFiles {
  const mounts = [cellMount('/', engine.cellOf(container.id)), ...storedMounts(engine, container), ...storedFiles(engine, container)];
  return { fs: createFileSystem(createView({ mounts, now: () => engine.now() })), mounts };
}

/** find's walk: each starting point and all below it, in the directory's order. As GNU findutils 4.9.0. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { joinPath } from '../../formats/paths.ts';
import { localeQuoted } from '../../formats/quoting.ts';
import type { FindContext, Test, Visit } from './visit.ts';

/** Visits everything below one starting point. */
export async function walk(context: FindContext, start: ByteString, test: Test): Promise<void> {
  await visit({ context, start, test, ancestors: [], device: undefined }, start, 0);
}

interface Walk {
  readonly context: FindContext;
  readonly start: ByteString;
  readonly test: Test;
  readonly ancestors: readonly string[];
  readonly device: number | undefined;
}

async function visit(walking: Walk, path: ByteString, depth: number): Promise<void> {
  const { context, start, test, device } = walking;
  const pause = context.io.process.tick(2);
  if (pause) await pause;
  const stat = await look(context, path, depth);
  if (!stat || context.quit) return;
  const seen: Visit = { path, start, depth, stat, pruned: false };
  const applies = depth >= context.minDepth;
  const evaluate = async (): Promise<void> => {
    if (!applies || context.quit) return;
    const held = test(seen);
    if (typeof held !== 'boolean') await held;
  };
  if (!context.depthFirst) await evaluate();
  const enters =
    stat.type === 'directory' &&
    !context.quit &&
    (!seen.pruned || context.depthFirst) &&
    depth < context.maxDepth &&
    !(context.sameDevice && device !== undefined && stat.dev !== device);
  if (enters) await enter({ ...walking, device: device ?? stat.dev }, path, stat, depth);
  if (context.depthFirst) await evaluate();
}

async function look(context: FindContext, path: ByteString, depth: number): Promise<Stat | undefined> {
  const { io, followLinks } = context;
  try {
    const follows = followLinks === 'always' || (followLinks === 'operands' && depth === 0);
    if (!follows) return io.fs.lstat(path);
    const link = io.fs.lstat(path);
    return link.type === 'symlink' && io.fs.exists(path) ? io.fs.stat(path) : link;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await complain(context, path, error);
    return undefined;
  }
}

async function complain(context: FindContext, path: ByteString, error: FsError): Promise<void> {
  await context.io.flush();
  await context.io.complain(`${localeQuoted(path)}: ${error.text}`);
  context.status = 1;
}

async function enter(walking: Walk, path: ByteString, stat: Stat, depth: number): Promise<void> {
  const { context, ancestors } = walking;
  const identity = `${stat.dev}:${stat.ino}`;
  if (ancestors.includes(identity)) {
    await context.io.complain(
      `File system loop detected; ${localeQuoted(path)} is part of the same file system loop as ${localeQuoted(walking.start)}.`,
    );
    context.status = 1;
    return;
  }
  let names: readonly ByteString[];
  try {
    names = context.io.fs.readDir(path).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return complain(context, path, error);
  }
  for (const name of names) {
    if (context.quit) return;
    await visit({ ...walking, ancestors: [...ancestors, identity] }, joinPath(path, name), depth + 1);
  }
}

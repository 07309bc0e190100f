/** Creates a container, pulls its image first when that is missing, writes its ID to --cidfile. As docker/cli container/create.go createContainer. */
import { type CreatedContainer, createContainer } from '../../../../../sim/engine/container/create.ts';
import type { CreateRequest, Engine } from '../../../../../sim/engine/engine.ts';
import { EngineError } from '../../../../../sim/engine/engine-error.ts';
import { findImage } from '../../../../../sim/engine/image/find.ts';
import { familiarReference, withDefaultTag } from '../../../../../sim/engine/reference.ts';
import { type ByteString, toBytes } from '../../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../../sim/fs/errno.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import type { CommandContext } from '../command-context.ts';
import { goError } from '../go-error.ts';
import { checkReference } from '../image-reference.ts';
import { pullQuietly, pullWithProgress } from '../pull/pull.ts';
import { StatusError } from '../status-error.ts';

export interface CreateOptions {
  readonly pull: string;
  readonly quiet: boolean;
  readonly cidfile: string;
}

/** The container's ID. Warnings and a pull's progress go to standard error. Throws StatusError, EngineError. */
export async function createContainerFor(
  context: CommandContext,
  engine: Engine,
  request: CreateRequest,
  options: CreateOptions,
): Promise<string> {
  const { Image: image } = request.config;
  if (!/^(sha256:)?[a-f0-9]{64}$/.test(image)) checkReference(image);
  checkIdFile(context.process, options.cidfile);
  if (options.pull === 'always') await pull(context, engine, image, options);
  const { id, warnings } = await createOrPull(context, engine, request, options);
  for (const warning of warnings) await context.err(`WARNING: ${warning}\n`);
  if (options.cidfile !== '') writeIdFile(context.process, options.cidfile, id);
  return id;
}

async function createOrPull(
  context: CommandContext,
  engine: Engine,
  request: CreateRequest,
  options: CreateOptions,
): Promise<CreatedContainer> {
  try {
    return createContainer(engine, request);
  } catch (error) {
    const { Image: image } = request.config;
    if (!(error instanceof EngineError) || error.kind !== 'notFound' || options.pull === 'never' || findImage(engine.state, image))
      throw error;
    if (!options.quiet) await context.err(`Unable to find image '${familiarReference(withDefaultTag(checkReference(image)))}' locally\n`);
    await pull(context, engine, image, options);
    return createContainer(engine, request);
  }
}

const pull = (context: CommandContext, engine: Engine, image: ByteString, { quiet }: CreateOptions): Promise<void> =>
  quiet ? pullQuietly(context.process, engine, image) : pullWithProgress(context.process, engine, image, { fd: 2 });

function checkIdFile(process: Process, path: ByteString): void {
  if (path === '') return;
  if (process.fs.exists(path))
    throw new StatusError(`container ID file found, make sure the other container isn't running or delete ${path}`, 125);
}

function writeIdFile(process: Process, path: ByteString, id: string): void {
  try {
    process.fs.writeFile(path, toBytes(id), 0o666 & ~process.umask());
  } catch (error) {
    if (error instanceof FsError) throw new StatusError(`failed to create the container ID file: ${goError(error, 'open', path)}`, 125);
    throw error;
  }
}

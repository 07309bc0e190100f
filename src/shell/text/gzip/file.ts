/** gzip on one file: what it becomes, what it may not be, and what is said about it. As gzip 1.12. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { Stat } from '../../../sim/fs/types.ts';
import { ask } from '../../files/ask.ts';
import { baseName, joinPath } from '../../formats/paths.ts';
import { blocks, type ProgramIo, readAll, WriteError } from '../../programs/program-io.ts';
import { compress, DAMAGE_WORDS, type Damage, decompress, isGzip, type Level } from './compression.ts';

export interface GzipOptions {
  readonly decompresses: boolean;
  readonly toStdout: boolean;
  readonly tests: boolean;
  readonly keep: boolean;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly recursive: boolean;
  /** Whether name and time go into the header. */
  readonly keepsName: boolean;
  readonly level: Level;
  readonly suffix: ByteString;
}

/** 0, 1 for an error, 2 for a warning. */
export type Status = 0 | 1 | 2;

export const worse = (a: Status, b: Status): Status => (a === 1 || b === 1 ? 1 : a === 2 || b === 2 ? 2 : 0);

const KNOWN_SUFFIX = /(?:\.gz|\.z|-gz|-z|_z|\.Z|\.tgz|\.taz)$/;

export async function gzipFile(io: ProgramIo, operand: ByteString, options: GzipOptions): Promise<Status> {
  if (operand === '-') return gzipStdin(io, options);
  try {
    const path = options.decompresses ? findCompressed(io, operand, options) : operand;
    const stat = io.fs.lstat(path);
    const type = stat.type === 'symlink' && (options.toStdout || options.force) ? io.fs.stat(path).type : stat.type;
    if (type === 'directory')
      return options.recursive ? gzipFolder(io, path, options) : warn(io, options, `${path} is a directory -- ignored`);
    if (type === 'symlink') throw new FsError('ELOOP', path);
    if (type !== 'file' && !options.toStdout) return warn(io, options, `${path} is not a directory or a regular file - ignored`);
    return options.decompresses ? await expandFile(io, path, stat, options) : await shrinkFile(io, path, stat, options);
  } catch (error) {
    if (!(error instanceof FsError) || error instanceof WriteError || error.errno === 'EPIPE') throw error;
    const name = options.decompresses && !KNOWN_SUFFIX.test(operand) && error.errno === 'ENOENT' ? operand + options.suffix : operand;
    await io.flush();
    await io.complain(`${name}: ${error.text}`);
    return 1;
  }
}

/** `x` may mean `x.gz`. */
function findCompressed(io: ProgramIo, operand: ByteString, { suffix }: GzipOptions): ByteString {
  if (io.fs.exists(operand)) return operand;
  return operand.endsWith(suffix) ? operand : operand + suffix;
}

async function warn(io: ProgramIo, { quiet }: GzipOptions, text: string): Promise<Status> {
  await io.flush();
  if (!quiet) await io.complain(text);
  return 2;
}

async function gzipFolder(io: ProgramIo, folder: ByteString, options: GzipOptions): Promise<Status> {
  let status: Status = 0;
  for (const { name } of io.fs.readDir(folder)) status = worse(status, await gzipFile(io, joinPath(folder, name), options));
  return status;
}

async function gzipStdin(io: ProgramIo, options: GzipOptions): Promise<Status> {
  const { process } = io;
  if (!options.decompresses) {
    await compress(process, blocks(process, 0), { level: options.level, mtime: 0, name: '' }, (piece) => io.out(piece));
    return 0;
  }
  return expandTo(io, 'stdin', await readAll(process, 0), options, (bytes) => io.out(bytes));
}

async function shrinkFile(io: ProgramIo, path: ByteString, stat: Stat, options: GzipOptions): Promise<Status> {
  if (!options.toStdout && !options.force && (path.endsWith(options.suffix) || KNOWN_SUFFIX.test(path))) {
    const suffix = path.endsWith(options.suffix) ? options.suffix : (KNOWN_SUFFIX.exec(path)?.[0] ?? '');
    if (!options.quiet) await io.complain(`${path} already has ${suffix} suffix -- unchanged`);
    return 0;
  }
  const target = path + options.suffix;
  if (!options.toStdout && !(await mayWrite(io, target, options))) return 2;
  const { process } = io;
  const fd = await process.open(path, { read: true });
  const header = {
    level: options.level,
    mtime: options.keepsName ? Math.floor(stat.mtime / 1e6) : 0,
    name: options.keepsName ? baseName(path) : '',
  };
  if (options.toStdout) {
    await compress(process, blocks(process, fd), header, (piece) => io.out(piece));
    process.close(fd);
    return 0;
  }
  const out = await process.open(target, { write: true, create: true, exclusive: true }, 0o600);
  const sizes = await compress(process, blocks(process, fd), header, (piece) => process.write(out, piece) || undefined);
  process.close(fd);
  process.close(out);
  finishFile(io, path, target, stat, options);
  if (options.verbose)
    await io.err(`${path}:\t${ratio(sizes.from, sizes.to)} -- ${options.keep ? 'created' : 'replaced with'} ${target}\n`);
  return 0;
}

async function expandFile(io: ProgramIo, path: ByteString, stat: Stat, options: GzipOptions): Promise<Status> {
  const writes = !options.toStdout && !options.tests;
  const suffix = path.endsWith(options.suffix) ? options.suffix : (KNOWN_SUFFIX.exec(path)?.[0] ?? '');
  if (writes && suffix === '') return warn(io, options, `${path}: unknown suffix -- ignored`);
  const target = path.slice(0, path.length - suffix.length) + (/t[ag]z$/.test(suffix) ? '.tar' : '');
  if (writes && !(await mayWrite(io, target, options))) return 2;
  const fd = await io.process.open(path, { read: true });
  const data = await readAll(io.process, fd);
  io.process.close(fd);
  if (!writes) {
    const status = await expandTo(io, path, data, options, (bytes) => (options.tests ? undefined : io.out(bytes)));
    if (options.tests && options.verbose && status === 0) await io.err(`${path}:\t OK\n`);
    return status;
  }
  const { bytes, damage } = await decompress(io.process, data);
  if (damage && damage !== 'trailing') return sayDamage(io, path, damage);
  const out = await io.process.open(target, { write: true, create: true, exclusive: true }, 0o600);
  await io.process.write(out, bytes);
  io.process.close(out);
  finishFile(io, path, target, stat, options);
  if (options.verbose)
    await io.err(`${path}:\t${ratio(bytes.length, data.length)} -- ${options.keep ? 'created' : 'replaced with'} ${target}\n`);
  return damage ? sayDamage(io, path, damage) : 0;
}

/** With -cf what is not compressed is copied. */
async function expandTo(
  io: ProgramIo,
  name: ByteString,
  data: Uint8Array,
  { force, toStdout, tests }: GzipOptions,
  write: (bytes: Uint8Array) => Promise<void> | void | undefined,
): Promise<Status> {
  if (force && toStdout && !tests && !isGzip(data)) {
    await write(data);
    return 0;
  }
  const { bytes, damage } = await decompress(io.process, data);
  if (bytes.length > 0) await write(bytes);
  return damage ? sayDamage(io, name, damage) : 0;
}

async function sayDamage(io: ProgramIo, name: ByteString, damage: Damage): Promise<Status> {
  await io.flush();
  for (const line of DAMAGE_WORDS[damage]) await io.err(`\n${io.name}: ${name}: ${line}\n`);
  return damage === 'trailing' ? 2 : 1;
}

async function mayWrite(io: ProgramIo, target: ByteString, { force, quiet }: GzipOptions): Promise<boolean> {
  if (!io.fs.exists(target)) return true;
  if (!force) {
    const asks = io.process.terminal(0) !== undefined;
    const agreed = asks && (await ask(io, `${io.name}: ${target} already exists; do you wish to overwrite (y or n)? `));
    if (!agreed) {
      if (!quiet) await io.err(asks ? '\tnot overwritten\n' : `${io.name}: ${target} already exists;\tnot overwritten\n`);
      return false;
    }
  }
  io.fs.unlink(target);
  return true;
}

/** The new file gets the old one's times, mode and owner; the old one goes. */
function finishFile(
  io: ProgramIo,
  path: ByteString,
  target: ByteString,
  { uid, gid, mode, mtime, atime }: Stat,
  { keep }: GzipOptions,
): void {
  try {
    io.fs.chown(target, uid, gid);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
  io.fs.chmod(target, mode & 0o777);
  io.fs.utimes(target, { mtime, atime });
  if (!keep) io.fs.unlink(path);
}

/** How much smaller, without header and trailer, as gzip counts: ` 53.0%`. */
export function ratio(uncompressed: number, compressed: number): string {
  const value = uncompressed === 0 ? 0 : (100 * (uncompressed - (compressed - 18))) / uncompressed;
  return `${value.toFixed(1).padStart(5)}%`;
}

/** What exec finds in a file: a program of the table by the executable's note, or the interpreter that `#!` names. As Linux fs/exec.c. */
import { type ByteString, fromBytes } from '../fs/bytes.ts';
import { readRange } from '../fs/content.ts';
import { FsError } from '../fs/errno.ts';
import { programOf } from '../fs/executable.ts';
import { basename } from '../fs/path.ts';
import type { Content, FileSystem, Stat } from '../fs/types.ts';
import type { Program, ProgramTable } from './types.ts';

export interface Image {
  readonly program: Program;
  readonly argv: readonly ByteString[];
  /** The executable's absolute path: what /proc/self/exe says. */
  readonly executable: ByteString;
  /** comm: the first 15 bytes of the name of the file that was asked for. */
  readonly name: ByteString;
  /** A set-user-ID or set-group-ID file's owner. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/** How many interpreters of interpreters are followed. */
const MAXIMUM_DEPTH = 5;
/** As much of the first line as Linux looks at (BINPRM_BUF_SIZE). */
const HEAD_SIZE = 256;

/** How files are looked at: as the caller, and as root for what one may execute but not read. */
export interface Readers {
  readonly fs: FileSystem;
  readonly asRoot: () => FileSystem;
}

/** Throws ENOENT, EACCES, ENOEXEC, ELOOP. */
export function loadImage(programs: ProgramTable, readers: Readers, path: ByteString, argv: readonly ByteString[]): Image {
  const name = basename(path).slice(0, 15);
  let file = path;
  let words = argv.length > 0 ? argv : [path];
  for (let depth = 0; depth < MAXIMUM_DEPTH; depth++) {
    const { content, stat } = executableFile(readers, file);
    const program = programOf(content);
    if (program !== undefined)
      return { program: find(programs, program, path), argv: words, name, ...identity(stat), executable: readers.fs.realPath(file) };
    const line = interpreterLine(content);
    if (line === undefined) throw new FsError('ENOEXEC', path);
    words = [line.interpreter, ...line.argument, file, ...words.slice(1)];
    file = line.interpreter;
  }
  throw new FsError('ELOOP', path);
}

function executableFile({ fs, asRoot }: Readers, path: ByteString): { readonly content: Content; readonly stat: Stat } {
  const stat = fs.stat(path);
  if (stat.type !== 'file') throw new FsError('EACCES', path);
  fs.access(path, 1);
  try {
    return { stat, content: fs.readContent(path) };
  } catch (error) {
    if (error instanceof FsError && error.errno === 'EACCES') return { stat, content: asRoot().readContent(path) };
    throw error;
  }
}

function find(programs: ProgramTable, name: string, path: ByteString): Program {
  const program = programs.find(name);
  if (program === undefined) throw new FsError('ENOEXEC', path);
  return program;
}

function identity({ mode, uid, gid }: Stat): Pick<Image, 'uid' | 'gid'> {
  return { uid: mode & 0o4000 ? uid : undefined, gid: (mode & 0o2010) === 0o2010 ? gid : undefined };
}

/** `#! /usr/bin/env -S x y` → /usr/bin/env and the one argument `-S x y`. */
function interpreterLine(content: Content): { readonly interpreter: ByteString; readonly argument: readonly ByteString[] } | undefined {
  const head = fromBytes(readRange(content, 0, HEAD_SIZE));
  if (!head.startsWith('#!')) return undefined;
  const end = head.indexOf('\n');
  const line = head.slice(2, end < 0 ? HEAD_SIZE : end).replace(/^[ \t]+|[ \t]+$/g, '');
  const [, interpreter, argument] = /^([^ \t\0]+)[ \t]*([^\0]*)/.exec(line) ?? [];
  if (interpreter === undefined) return undefined;
  return { interpreter, argument: argument ? [argument] : [] };
}

/** Redirections: opening, duplicating and closing descriptors, and putting them back. As redir.c of GNU bash. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { FsError } from '../../../sim/fs/errno.ts';
import type { OpenFlags } from '../../../sim/fs/types.ts';
import type { MaybePromise } from '../../../sim/kernel/types.ts';
import { expandText, expandWord } from '../expand/word.ts';
import { after, type Shell } from '../shell.ts';
import type { Redirection } from '../syntax/tree.ts';
import { getReference } from '../variables.ts';
import { setReference } from '../set-variables.ts';

/** What was there before, latest change last. `saved` undefined: the descriptor was closed. */
export type Undo = { readonly descriptor: number; readonly saved: number | undefined }[];

/** Copies of the shell's own descriptors go here, as bash puts them at 10 and up. */
const FIRST_SAVED = 10;

/** A redirection that failed; `text` is what is to be said. */
export class RedirectionError extends Error {
  readonly text: ByteString;
  constructor(text: ByteString) {
    super(text);
    this.name = 'RedirectionError';
    this.text = text;
  }
}

/** Performs redirections in order. When one fails, those before it are undone and RedirectionError is thrown. */
export async function redirect(shell: Shell, redirections: readonly Redirection[], keep = false): Promise<Undo> {
  const undo: Undo = [];
  try {
    for (const redirection of redirections) {
      const done = redirectOne(shell, redirection, undo, keep);
      if (done instanceof Promise) await done;
    }
  } catch (error) {
    undoRedirections(shell, undo);
    throw error;
  }
  return undo;
}

/** Puts the descriptors back. */
export function undoRedirections(shell: Shell, undo: Undo): void {
  const { process } = shell;
  for (const { descriptor, saved } of undo.reverse()) {
    if (saved === undefined) {
      if (process.isOpen(descriptor)) process.close(descriptor);
      continue;
    }
    process.dup2(saved, descriptor);
    process.close(saved);
  }
  undo.length = 0;
}

/** Forgets what was saved: the redirections stay (`exec >file`). */
export function keepRedirections(shell: Shell, undo: Undo): void {
  for (const { saved } of undo) if (saved !== undefined) shell.process.close(saved);
  undo.length = 0;
}

function save(shell: Shell, descriptor: number, undo: Undo): void {
  const { process } = shell;
  if (undo.some((entry) => entry.descriptor === descriptor)) return;
  if (!process.isOpen(descriptor)) {
    undo.push({ descriptor, saved: undefined });
    return;
  }
  const saved = process.dup(descriptor, FIRST_SAVED);
  process.setCloseOnExec(saved, true);
  undo.push({ descriptor, saved });
}

function redirectOne(shell: Shell, node: Redirection, undo: Undo, keep: boolean): MaybePromise<void> {
  const { operator } = node;
  if (operator === '<<' || operator === '<<<') {
    return after(expandText(shell, node.target), (text) =>
      after(openText(shell, operator === '<<<' ? `${text}\n` : text), (fd) => place(shell, node, fd, 0, undo, keep)),
    );
  }
  if (operator === '<&' || operator === '>&')
    return after(expandTarget(shell, node), (target) => duplicate(shell, node, target, undo, keep));
  return after(expandTarget(shell, node), (path) => after(openFile(shell, path, operator), (fd) => placeFile(shell, node, fd, undo, keep)));
}

function placeFile(shell: Shell, node: Redirection, fd: number, undo: Undo, keep: boolean): void {
  const { operator } = node;
  if (operator === '&>' || operator === '&>>') {
    place(shell, node, fd, 1, undo, keep);
    save(shell, 2, undo);
    shell.process.dup2(1, 2);
    return;
  }
  place(shell, node, fd, operator.startsWith('<') ? 0 : 1, undo, keep);
}

/** Moves an opened descriptor to where it belongs, or to a free one at 10 or above named by `{variable}`. */
function place(shell: Shell, node: Redirection, fd: number, standard: number, undo: Undo, _keep: boolean): void {
  const { process } = shell;
  const { descriptor } = node;
  if (typeof descriptor === 'object') {
    const chosen = process.dup(fd, FIRST_SAVED);
    process.close(fd);
    setReference(shell, descriptor.variable, String(chosen));
    return;
  }
  const to = descriptor ?? standard;
  if (fd === to) {
    undo.push({ descriptor: to, saved: undefined });
    return;
  }
  save(shell, to, undo);
  process.dup2(fd, to);
  process.close(fd);
}

async function expandTargetLater(shell: Shell, node: Redirection, done: Promise<void>, fields: ByteString[]): Promise<ByteString> {
  await done;
  return onlyField(shell, node, fields);
}

/** The file's name: exactly one field, else it is ambiguous. */
function expandTarget(shell: Shell, node: Redirection): MaybePromise<ByteString> {
  if (node.target.literal !== undefined) return node.target.literal;
  const fields: ByteString[] = [];
  const done = expandWord(shell, node.target, fields);
  return done instanceof Promise ? expandTargetLater(shell, node, done, fields) : onlyField(shell, node, fields);
}

function onlyField(_shell: Shell, node: Redirection, fields: readonly ByteString[]): ByteString {
  const [only] = fields;
  if (fields.length !== 1 || only === undefined) throw new RedirectionError(`${node.target.text}: ambiguous redirect`);
  return only;
}

const FLAGS: Readonly<Record<string, OpenFlags>> = {
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '&>': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '&>>': { write: true, create: true, append: true },
  '<': { read: true },
  '<>': { read: true, write: true, create: true },
};

function openFile(shell: Shell, path: ByteString, operator: string): MaybePromise<number> {
  const { process, state } = shell;
  const flags = FLAGS[operator] ?? { read: true };
  if (state.options.noclobber && (operator === '>' || operator === '&>') && isPlainFile(shell, path))
    throw new RedirectionError(shell.dialect === 'sh' ? `cannot create ${path}: File exists` : `${path}: cannot overwrite existing file`);
  const network = /^\/dev\/(tcp|udp)\//.test(path);
  if (network) throw new RedirectionError('drydock: /dev/tcp is not simulated');
  try {
    const opened = process.open(path, flags, 0o666);
    return opened instanceof Promise ? opened.catch((error: unknown) => failOpen(shell, path, operator, error)) : opened;
  } catch (error) {
    return failOpen(shell, path, operator, error);
  }
}

function failOpen(shell: Shell, path: ByteString, operator: string, error: unknown): never {
  if (error instanceof FsError && shell.dialect === 'sh') {
    const creates = operator !== '<';
    const missing = error.errno === 'ENOENT' || error.errno === 'ENOTDIR';
    throw new RedirectionError(
      `cannot ${creates ? 'create' : 'open'} ${path}: ${missing ? (creates ? 'Directory nonexistent' : 'No such file') : error.text}`,
    );
  }
  if (error instanceof FsError) throw new RedirectionError(`${path}: ${error.text}`);
  throw error;
}

function isPlainFile(shell: Shell, path: ByteString): boolean {
  try {
    return shell.process.fs.stat(path).type === 'file';
  } catch {
    return false;
  }
}

/** `n>&m`, `n>&m-`, `n>&-`, and `>&file`. */
function duplicate(shell: Shell, node: Redirection, target: ByteString, undo: Undo, keep: boolean): MaybePromise<void> {
  const { process } = shell;
  const standard = node.operator === '<&' ? 0 : 1;
  if (target === '-') return closeDescriptor(shell, node, standard, undo);
  const numbered = /^(\d+)(-?)$/.exec(target);
  if (!numbered) {
    if (node.operator === '>&' && (node.descriptor === undefined || node.descriptor === 1))
      return after(openFile(shell, target, '&>'), (fd) => placeFile(shell, { ...node, operator: '&>' }, fd, undo, keep));
    throw new RedirectionError(`${node.target.text}: ambiguous redirect`);
  }
  const from = Number(numbered[1]);
  if (!process.isOpen(from)) throw new RedirectionError(`${node.target.text}: Bad file descriptor`);
  const moved = numbered[2] === '-';
  if (typeof node.descriptor === 'object') setReference(shell, node.descriptor.variable, String(process.dup(from, FIRST_SAVED)));
  else {
    const to = node.descriptor ?? standard;
    if (to === from) return;
    save(shell, to, undo);
    process.dup2(from, to);
  }
  if (!moved) return;
  save(shell, from, undo);
  process.close(from);
}

function closeDescriptor(shell: Shell, node: Redirection, standard: number, undo: Undo): void {
  const { process } = shell;
  const descriptor =
    typeof node.descriptor === 'object' ? Number(getReference(shell, node.descriptor.variable)) : (node.descriptor ?? standard);
  if (typeof node.descriptor === 'object') {
    if (!process.isOpen(descriptor)) throw new RedirectionError(`${node.descriptor.variable}: Bad file descriptor`);
    process.close(descriptor);
    return;
  }
  if (!process.isOpen(descriptor)) return;
  save(shell, descriptor, undo);
  process.close(descriptor);
}

const PIPE_SIZE = 65536;

/** A here-document: in a pipe when it fits, else in a file that has no name any more. */
function openText(shell: Shell, text: ByteString): MaybePromise<number> {
  const { process } = shell;
  if (text.length <= PIPE_SIZE) {
    const { read, write } = process.pipe();
    const written = process.write(write, text);
    return after(written, () => {
      process.close(write);
      return read;
    });
  }
  const path = `/tmp/sh-thd.${process.pid}.${Math.floor(process.random() * 1e9)}`;
  return after(process.open(path, { read: true, write: true, create: true, exclusive: true }, 0o600), (fd) =>
    after(process.write(fd, text), () => {
      process.seek(fd, 0, 'set');
      process.fs.unlink(path);
      return fd;
    }),
  );
}

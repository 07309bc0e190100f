/** Reading up to a delimiter without taking a byte too many: blocks and seeking back on files, byte by byte elsewhere. As zread.c of GNU bash. */
import type { ByteString } from '../../sim/fs/bytes.ts';
import { FsError } from '../../sim/fs/errno.ts';
import type { MaybePromise } from '../../sim/kernel/types.ts';
import type { Shell } from './shell.ts';

export interface ReadRequest {
  readonly fd: number;
  /** One character; '' never ends. */
  readonly delimiter: ByteString;
  /** At most so many bytes. */
  readonly limit: number;
  /** In microseconds from now; undefined for ever. */
  readonly timeout: number | undefined;
}

export interface ReadInput {
  readonly text: ByteString;
  readonly ended: 'delimiter' | 'end' | 'limit' | 'timeout' | 'signal';
}

const BLOCK = 512;

/** Text up to the delimiter, which is not in it. */
export function readInput(shell: Shell, request: ReadRequest): MaybePromise<ReadInput> {
  if (request.timeout !== undefined) return readTimed(shell, request);
  return isFile(shell, request.fd) ? readFromFile(shell, request) : readByBytes(shell, request, '');
}

function isFile(shell: Shell, fd: number): boolean {
  try {
    return shell.process.fstat(fd).type === 'file';
  } catch {
    return false;
  }
}

function readFromFile(shell: Shell, { fd, delimiter, limit }: ReadRequest): ReadInput {
  const { process } = shell;
  const code = delimiter === '' ? -1 : delimiter.charCodeAt(0);
  let text = '';
  for (;;) {
    const block = process.read(fd, Math.min(BLOCK, limit - text.length));
    if (block instanceof Promise || block.length === 0) return { text, ended: 'end' };
    const end = code < 0 ? -1 : block.indexOf(code);
    const stop = end < 0 ? block.length : end;
    text += String.fromCharCode.apply(null, block.subarray(0, stop) as unknown as number[]);
    if (end >= 0) {
      if (end + 1 < block.length) process.seek(fd, end + 1 - block.length, 'current');
      return { text, ended: 'delimiter' };
    }
    if (text.length >= limit) return { text, ended: 'limit' };
  }
}

function readByBytes(shell: Shell, request: ReadRequest, before: ByteString): MaybePromise<ReadInput> {
  const { process } = shell;
  const { fd, delimiter, limit } = request;
  const code = delimiter === '' ? -1 : delimiter.charCodeAt(0);
  let text = before;
  for (;;) {
    let bytes: MaybePromise<Uint8Array>;
    try {
      bytes = process.read(fd, 1);
    } catch (error) {
      if (error instanceof FsError && error.errno === 'EINTR') return { text, ended: 'signal' };
      throw error;
    }
    if (bytes instanceof Promise) return continueLater(shell, request, text, bytes);
    const byte = bytes[0];
    if (byte === undefined) return { text, ended: 'end' };
    if (byte === code) return { text, ended: 'delimiter' };
    text += String.fromCharCode(byte);
    if (text.length >= limit) return { text, ended: 'limit' };
  }
}

async function continueLater(shell: Shell, request: ReadRequest, text: ByteString, pending: Promise<Uint8Array>): Promise<ReadInput> {
  let byte: number | undefined;
  try {
    byte = (await pending)[0];
  } catch (error) {
    if (error instanceof FsError && error.errno === 'EINTR') return { text, ended: 'signal' };
    throw error;
  }
  if (byte === undefined) return { text, ended: 'end' };
  if (request.delimiter !== '' && byte === request.delimiter.charCodeAt(0)) return { text, ended: 'delimiter' };
  const more = text + String.fromCharCode(byte);
  return more.length >= request.limit ? { text: more, ended: 'limit' } : readByBytes(shell, request, more);
}

async function readTimed(shell: Shell, request: ReadRequest): Promise<ReadInput> {
  const { process } = shell;
  const until = process.now() + (request.timeout ?? 0);
  let text = '';
  for (;;) {
    const left = until - process.now();
    const ready = await process.poll([{ fd: request.fd, read: true }], Math.max(0, left));
    if (!ready.some(({ readable, hangUp }) => readable || hangUp)) return { text, ended: 'timeout' };
    if (request.timeout === 0) return { text, ended: 'limit' };
    const byte = (await process.read(request.fd, 1))[0];
    if (byte === undefined) return { text, ended: 'end' };
    if (request.delimiter !== '' && byte === request.delimiter.charCodeAt(0)) return { text, ended: 'delimiter' };
    text += String.fromCharCode(byte);
    if (text.length >= request.limit) return { text, ended: 'limit' };
  }
}

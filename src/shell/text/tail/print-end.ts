/** Prints a file's end: from behind where the file can be sought, else as it streams by. As GNU coreutils 9.4 tail. */
import { FsError } from '../../../sim/fs/errno.ts';
import { blocks, type ProgramIo } from '../../programs/program-io.ts';
import type { Amount } from './amount.ts';

const BLOCK = 65_536;

/** Leaves the descriptor's offset at the end of what was read. */
export async function printEnd(io: ProgramIo, fd: number, amount: Amount, delimiter: number): Promise<void> {
  if (amount.fromStart) await printFrom(io, fd, amount, delimiter);
  else if (isSeekable(io, fd)) await printFileEnd(io, fd, amount, delimiter);
  else await printStreamEnd(io, fd, amount, delimiter);
}

function isSeekable(io: ProgramIo, fd: number): boolean {
  try {
    io.process.seek(fd, 0, 'current');
    return io.process.fstat(fd).type === 'file';
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

async function copyRest(io: ProgramIo, fd: number): Promise<void> {
  for await (const block of blocks(io.process, fd)) {
    const writing = io.out(block.slice());
    if (writing) await writing;
  }
}

async function printFrom(io: ProgramIo, fd: number, { unit, count }: Amount, delimiter: number): Promise<void> {
  let skip = Math.max(0, count - 1);
  while (skip > 0) {
    const block = await io.process.read(fd, BLOCK);
    if (block.length === 0) return;
    let at = 0;
    if (unit === 'bytes') at = Math.min(skip, block.length);
    else for (let left = skip; left > 0 && at < block.length; left--) at = after(block, delimiter, at);
    skip -= unit === 'bytes' ? at : countOf(block.subarray(0, at), delimiter);
    if (at < block.length) await io.out(block.slice(at));
    const pause = io.process.tick(block.length >> 8);
    if (pause) await pause;
  }
  await copyRest(io, fd);
}

/** The place behind the next delimiter, or the end. */
function after(block: Uint8Array, delimiter: number, from: number): number {
  const found = block.indexOf(delimiter, from);
  return found < 0 ? block.length : found + 1;
}

function countOf(block: Uint8Array, delimiter: number): number {
  let count = 0;
  for (let at = block.indexOf(delimiter); at >= 0; at = block.indexOf(delimiter, at + 1)) count++;
  return count;
}

async function printFileEnd(io: ProgramIo, fd: number, { unit, count }: Amount, delimiter: number): Promise<void> {
  const start = io.process.seek(fd, 0, 'current');
  const { size } = io.process.fstat(fd);
  const from = unit === 'bytes' ? size - count : await startOfLastLines(io, fd, size, count, delimiter);
  io.process.seek(fd, Math.max(start, from), 'set');
  await copyRest(io, fd);
}

async function startOfLastLines(io: ProgramIo, fd: number, size: number, count: number, delimiter: number): Promise<number> {
  if (count === 0) return size;
  let left = count;
  for (let end = size; end > 0; ) {
    const begin = Math.max(0, end - BLOCK);
    io.process.seek(fd, begin, 'set');
    const block = await io.process.read(fd, end - begin);
    // the newline that ends the file ends a line, it does not begin one
    for (let at = end === size ? block.length - 2 : block.length - 1; at >= 0; at--) {
      if (block[at] !== delimiter) continue;
      if (--left === 0) return begin + at + 1;
    }
    const pause = io.process.tick(block.length >> 8);
    if (pause) await pause;
    end = begin;
  }
  return 0;
}

/** Keeps no more blocks than the last lines or bytes need. */
async function printStreamEnd(io: ProgramIo, fd: number, { unit, count }: Amount, delimiter: number): Promise<void> {
  const kept: { readonly bytes: Uint8Array; readonly units: number }[] = [];
  let total = 0;
  for await (const block of blocks(io.process, fd)) {
    const units = unit === 'bytes' ? block.length : countOf(block, delimiter);
    kept.push({ bytes: block.slice(), units });
    total += units;
    for (let first = kept[0]; first && kept.length > 1 && total - first.units > count; first = kept[0]) {
      total -= first.units;
      kept.shift();
    }
    const pause = io.process.tick(block.length >> 8);
    if (pause) await pause;
  }
  const last = kept.at(-1)?.bytes;
  // a last line without a newline counts as one
  const open = unit === 'lines' && last !== undefined && last.at(-1) !== delimiter ? 1 : 0;
  let skip = total + open - count;
  if (count === 0) return;
  for (const { bytes, units } of kept) {
    if (skip >= units && skip > 0 && units > 0 && unit === 'bytes') {
      skip -= units;
      continue;
    }
    let at = 0;
    if (unit === 'bytes') at = Math.max(0, skip);
    else
      for (; skip > 0 && at < bytes.length; skip--) {
        const next = bytes.indexOf(delimiter, at);
        if (next < 0) break;
        at = next + 1;
      }
    if (unit === 'bytes') skip = 0;
    if (unit === 'lines' && skip > 0) continue;
    if (at < bytes.length) await io.out(bytes.subarray(at));
  }
}

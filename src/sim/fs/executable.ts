/** Executables that say in their own bytes which program they are: an ELF64 header with one note. As elf(5); DESIGN decision 5. */
import { fromBytes, toBytes } from './bytes.ts';
import { readRange, sparseContent } from './content.ts';
import type { Content } from './types.ts';

const HEADER_SIZE = 64;
const PROGRAM_HEADER_SIZE = 56;
const NOTE_OFFSET = HEADER_SIZE + PROGRAM_HEADER_SIZE;
const OWNER = 'drydock\0';
const KEY = 'program=';
const LONGEST_NAME = 255;

/** A file of `size` bytes that begins as an ELF executable with the note `drydock program=NAME`; the rest is a hole. Never shorter than that beginning. */
export function executableContent(program: string, size: number): Content {
  const description = toBytes(`${KEY}${program}\0`);
  const noteSize = 12 + OWNER.length + padded(description.length);
  const bytes = new Uint8Array(NOTE_OFFSET + noteSize);
  bytes.set(BEGINNING);
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER_SIZE + 32, noteSize, true);
  view.setUint32(HEADER_SIZE + 40, noteSize, true);
  view.setUint32(NOTE_OFFSET + 4, description.length, true);
  bytes.set(description, BEGINNING.length);
  return sparseContent(Math.max(size, bytes.length), bytes);
}

/** The program that a file's own note names; undefined for anything else. */
export function programOf(content: Content): string | undefined {
  if (content.size < NOTE_OFFSET + 12 + OWNER.length) return undefined;
  const bytes = readRange(content, 0, NOTE_OFFSET + 12 + OWNER.length + padded(KEY.length + LONGEST_NAME + 1));
  if (!isElf(bytes)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(NOTE_OFFSET + 4, true);
  const start = NOTE_OFFSET + 12 + OWNER.length;
  if (view.getUint32(NOTE_OFFSET, true) !== OWNER.length || start + length > bytes.length) return undefined;
  const note = fromBytes(bytes.subarray(NOTE_OFFSET + 12, start + length));
  return note.startsWith(OWNER + KEY) ? note.slice(OWNER.length + KEY.length, -1) : undefined;
}

/** Whether bytes begin as an ELF file: what exec refuses to hand to a shell. */
function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** What is the same in all: the headers and the note's owner. */
function beginning(): Uint8Array {
  const bytes = new Uint8Array(NOTE_OFFSET + 12 + OWNER.length);
  const view = new DataView(bytes.buffer);
  writeHeader(view);
  writeProgramHeader(view);
  view.setUint32(NOTE_OFFSET, OWNER.length, true);
  view.setUint32(NOTE_OFFSET + 8, 1, true);
  bytes.set(toBytes(OWNER), NOTE_OFFSET + 12);
  return bytes;
}

const BEGINNING = beginning();

function writeHeader(view: DataView): void {
  const identification = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0];
  for (const [index, byte] of identification.entries()) view.setUint8(index, byte);
  view.setUint16(16, 3, true); // ET_DYN: position independent, as distributions build
  view.setUint16(18, 62, true); // EM_X86_64
  view.setUint32(20, 1, true);
  view.setBigUint64(32, BigInt(HEADER_SIZE), true);
  view.setUint16(52, HEADER_SIZE, true);
  view.setUint16(54, PROGRAM_HEADER_SIZE, true);
  view.setUint16(56, 1, true);
  view.setUint16(58, 64, true); // the size of a section header, of which there are none
}

function writeProgramHeader(view: DataView): void {
  view.setUint32(HEADER_SIZE, 4, true); // PT_NOTE
  view.setUint32(HEADER_SIZE + 4, 4, true); // PF_R
  for (const at of [8, 16, 24]) view.setBigUint64(HEADER_SIZE + at, BigInt(NOTE_OFFSET), true);
  view.setBigUint64(HEADER_SIZE + 48, 4n, true);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** How an executable says which program it is: an ELF header and a note in its own first bytes. DESIGN decision 5; elf(5). */
import { type ByteString, fromBytes, toBytes } from './bytes.ts';
import type { Content } from './types.ts';

const HEADER_SIZE = 64;
const PROGRAM_HEADER_SIZE = 56;
const NOTE_OFFSET = HEADER_SIZE + PROGRAM_HEADER_SIZE;
const NOTE_OWNER = 'drydock\0';
const NOTE_KEY = 'program=';

/** A file of `size` bytes that is the program `name`: an ELF executable whose only real bytes are its headers and its note. */
export function executableContent(name: ByteString, size: number): Content {
  const bytes = toBytes(elfHeader() + noteHeader(name) + note(name));
  return { size: Math.max(size, bytes.length), segments: [{ offset: 0, bytes }] };
}

/** The program that a file is, or undefined when it is no executable of ours. A copy (`cp`, tar) is still the same program. */
export function programOf(content: Content): ByteString | undefined {
  const [first] = content.segments;
  if (first?.offset !== 0 || first.bytes.length < NOTE_OFFSET + 24) return undefined;
  const { bytes } = first;
  if (bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46) return undefined;
  const start = NOTE_OFFSET + 12;
  const text = fromBytes(bytes.subarray(start, start + 300));
  if (!text.startsWith(NOTE_OWNER + NOTE_KEY)) return undefined;
  const end = text.indexOf('\0', NOTE_OWNER.length);
  return end < 0 ? undefined : text.slice(NOTE_OWNER.length + NOTE_KEY.length, end);
}

/** ELF64, little-endian, x86-64, position-independent executable, with one program header. */
function elfHeader(): ByteString {
  const identification = `\x7fELF\x02\x01\x01${'\0'.repeat(9)}`;
  const versions = little(3, 2) + little(0x3e, 2) + little(1, 4);
  const offsets = little(0x1000, 8) + little(HEADER_SIZE, 8) + little(0, 8);
  const counts =
    little(0, 4) + little(HEADER_SIZE, 2) + little(PROGRAM_HEADER_SIZE, 2) + little(1, 2) + little(64, 2) + little(0, 2) + little(0, 2);
  return identification + versions + offsets + counts;
}

function noteHeader(name: ByteString): ByteString {
  const size = note(name).length;
  return little(4, 4) + little(4, 4) + [NOTE_OFFSET, NOTE_OFFSET, NOTE_OFFSET, size, size, 4].map((word) => little(word, 8)).join('');
}

function note(name: ByteString): ByteString {
  const description = `${NOTE_KEY}${name}\0`;
  const padding = '\0'.repeat(-description.length & 3);
  return little(NOTE_OWNER.length, 4) + little(description.length, 4) + little(1, 4) + NOTE_OWNER + description + padding;
}

function little(value: number, width: number): ByteString {
  let text = '';
  for (let i = 0; i < width; i++) text += String.fromCharCode(i < 4 ? (value >>> (8 * i)) & 255 : 0);
  return text;
}

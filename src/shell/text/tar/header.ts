/** Headers of GNU tar's own format, which it writes unless told otherwise. As GNU tar 1.35, "Basic Tar Format". */
import { type ByteString, concatBytes, toBytes } from '../../../sim/fs/bytes.ts';

export const BLOCK = 512;
/** An archive is padded to whole records. */
export const RECORD = 10_240;

export interface MemberHeader {
  /** Directories end in a slash. */
  readonly name: ByteString;
  readonly type: '0' | '1' | '2' | '3' | '4' | '5' | '6';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly userName: ByteString;
  readonly groupName: ByteString;
  readonly size: number;
  /** Seconds. */
  readonly mtime: number;
  readonly linkName: ByteString;
  readonly device: { readonly major: number; readonly minor: number } | undefined;
}

/** The header's blocks; long names go before it as members of their own. */
export function headerBlocks(header: MemberHeader): Uint8Array {
  const parts: Uint8Array[] = [];
  if (header.linkName.length > 100) parts.push(longName('K', header.linkName));
  if (header.name.length > 100) parts.push(longName('L', header.name));
  parts.push(headerBlock(header));
  return concatBytes(parts);
}

function longName(type: string, name: ByteString): Uint8Array {
  const size = name.length + 1;
  const data = new Uint8Array(Math.ceil(size / BLOCK) * BLOCK);
  data.set(toBytes(name));
  return concatBytes([finish(common({ name: '././@LongLink', mode: 0o644, uid: 0, gid: 0, size, mtime: 0 }), type, 'root', 'root'), data]);
}

function headerBlock(header: MemberHeader): Uint8Array {
  const block = common(header);
  put(block, 157, 100, header.linkName);
  if (header.device) {
    octal(block, 329, 8, header.device.major);
    octal(block, 337, 8, header.device.minor);
  }
  return finish(block, header.type, header.userName, header.groupName);
}

function common({ name, mode, uid, gid, size, mtime }: Pick<MemberHeader, 'name' | 'mode' | 'uid' | 'gid' | 'size' | 'mtime'>): Uint8Array {
  const block = new Uint8Array(BLOCK);
  put(block, 0, 100, name);
  octal(block, 100, 8, mode);
  octal(block, 108, 8, uid);
  octal(block, 116, 8, gid);
  octal(block, 124, 12, size);
  octal(block, 136, 12, Math.max(0, mtime));
  return block;
}

/** Type, magic, owners, and the sum of all bytes. */
function finish(block: Uint8Array, type: string, userName: ByteString, groupName: ByteString): Uint8Array {
  put(block, 156, 1, type);
  put(block, 257, 8, 'ustar  \0');
  put(block, 265, 32, userName);
  put(block, 297, 32, groupName);
  put(block, 148, 8, '        ');
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(block, 148, 8, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

function put(block: Uint8Array, at: number, width: number, text: ByteString): void {
  block.set(toBytes(text.slice(0, width)), at);
}

/** Too large ones in base 256, as GNU tar does. */
function octal(block: Uint8Array, at: number, width: number, value: number): void {
  const digits = value.toString(8);
  if (digits.length < width) {
    put(block, at, width, `${digits.padStart(width - 1, '0')}\0`);
    return;
  }
  let rest = value;
  for (let i = width - 1; i > 0; i--) {
    block[at + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  block[at] = 0x80;
}

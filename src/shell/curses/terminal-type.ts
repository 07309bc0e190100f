/** What TERM names: whether the system knows it, and the sequences that programs send. As terminfo of xterm and its kin (ncurses 6.4). */
import type { ByteString } from '../../sim/fs/bytes.ts';
import type { FileSystem } from '../../sim/fs/types.ts';

export interface TerminalType {
  readonly name: ByteString;
  /** `dumb` has no way to place the cursor. */
  readonly addressable: boolean;
  readonly colors: boolean;
}

const FOLDERS = ['/etc/terminfo', '/lib/terminfo', '/usr/share/terminfo'];

/** The terminal type of a name, or undefined when no terminfo entry is there. */
export function findTerminalType(fs: FileSystem, name: ByteString | undefined): TerminalType | undefined {
  if (name === undefined || name === '' || name.includes('/')) return undefined;
  if (!FOLDERS.some((folder) => fs.exists(`${folder}/${name.charAt(0)}/${name}`))) return undefined;
  return { name, addressable: name !== 'dumb', colors: !/^(?:dumb|vt\d+|ansi-m|.*-m)$/.test(name) };
}

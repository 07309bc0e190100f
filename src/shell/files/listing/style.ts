/** How ls is to list: everything that its options decide. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import type { BlockSize } from '../../formats/sizes.ts';
import type { ColorScheme } from './colors.ts';

export type ListFormat = 'long' | 'single' | 'columns' | 'across' | 'commas';
export type QuotingStyle = 'literal' | 'shell' | 'shell-always' | 'shell-escape' | 'shell-escape-always' | 'c' | 'c-maybe' | 'escape';
export type Indicators = 'none' | 'slash' | 'file-type' | 'classify';
export type SortKey = 'name' | 'none' | 'extension' | 'size' | 'time' | 'version' | 'width';

export interface ListStyle {
  readonly format: ListFormat;
  readonly all: 'no' | 'almost' | 'yes';
  readonly quoting: QuotingStyle;
  /** Control characters as `?`. */
  readonly hideControls: boolean;
  readonly indicators: Indicators;
  readonly colors: ColorScheme | undefined;
  readonly sort: SortKey;
  readonly reverse: boolean;
  readonly directoriesFirst: boolean;
  readonly time: 'mtime' | 'ctime' | 'atime';
  readonly timeStyle: { readonly recent: ByteString; readonly old: ByteString };
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly blockSize: BlockSize;
  readonly sizes: BlockSize;
  readonly owner: boolean;
  readonly group: boolean;
  readonly author: boolean;
  readonly numeric: boolean;
  readonly context: boolean;
  readonly recursive: boolean;
  /** Directories are listed themselves, not what they hold. */
  readonly directories: boolean;
  readonly dereference: 'never' | 'operands' | 'operand-directories' | 'always';
  readonly ignore: (name: ByteString) => boolean;
  /** Columns of the screen; 0: without limit. */
  readonly width: number;
  readonly tabSize: number;
  readonly end: '\n' | '\0';
  readonly unicode: boolean;
}

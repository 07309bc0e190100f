/** An image's file list as a layer's entries. */
import type { LayerEntry } from '../fs/types.ts';
import { dpkgDatabase } from './dpkg-database.ts';
import { parseFileList } from './file-list.ts';
import { unpack, type UnpackOptions } from './unpack.ts';

/** An image layer from its file list: its files and the dpkg database that its packages make. */
export function unpackFileList(text: string, options: UnpackOptions): LayerEntry[] {
  const list = parseFileList(text);
  return unpack([...list.entries, ...dpkgDatabase(list.packages, list.entries, options.mtime)], options);
}

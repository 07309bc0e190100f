/** Which files grep searches: its operands and, with -r, what is below them. As GNU grep 3.11. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { baseName, joinPath } from '../../formats/paths.ts';
import type { Search } from './search.ts';

type Test = (name: ByteString) => boolean;

export interface WalkOptions {
  /** Standard input's name. */
  readonly label: ByteString;
  readonly directories: 'read' | 'skip' | 'recurse';
  /** -R: symlinks below are followed. */
  readonly follow: boolean;
  readonly skipDevices: boolean;
  readonly include: readonly Test[];
  readonly exclude: readonly Test[];
  readonly excludeDirectories: readonly Test[];
}

/** Searches one operand. `implied`: `.` that nobody named, whose files have no `./` before them. */
export async function searchOperand(search: Search, operand: ByteString, implied: boolean, options: WalkOptions): Promise<void> {
  if (operand === '-') return search.guard(options.label, () => search.file(0, options.label));
  await search.guard(operand, async () => {
    const { type } = search.io.fs.stat(operand);
    if (type === 'directory') {
      if (options.directories === 'skip' || matches(options.excludeDirectories, operand)) return;
      if (options.directories === 'recurse') return searchFolder(search, operand, implied, options);
      return search.complain(`${operand}: Is a directory`);
    }
    if (options.skipDevices && type !== 'file') return;
    if (isWanted(operand, options)) await search.path(operand);
  });
}

const matches = (tests: readonly Test[], path: ByteString): boolean => tests.some((test) => test(baseName(path)) || test(path));

const isWanted = (path: ByteString, { include, exclude }: WalkOptions): boolean =>
  !matches(exclude, path) && (include.length === 0 || matches(include, path));

async function searchFolder(search: Search, folder: ByteString, implied: boolean, options: WalkOptions): Promise<void> {
  for (const { name, type } of search.io.fs.readDir(folder)) {
    if (search.done) return;
    const pause = search.io.process.tick();
    if (pause) await pause;
    const path = implied ? name : joinPath(folder, name);
    await search.guard(path, async () => {
      const kind = type === 'symlink' && options.follow ? search.io.fs.stat(path).type : type;
      if (kind === 'directory') {
        if (!matches(options.excludeDirectories, path)) await searchFolder(search, path, false, options);
      } else if (kind === 'file' && isWanted(path, options)) await search.path(path);
    });
  }
}

/** Who may import whom. A row a folder of src: the longest one that a file's path begins with is its own. */

export interface Row {
  readonly folder: string;
  /** Folders and files whose code it may use; its own always. */
  readonly uses: readonly string[];
  /** Of these only types. */
  readonly types?: readonly string[];
  /** Inside what it may use, these it may not. */
  readonly never?: readonly string[];
}

const machine = ['sim/fs', 'sim/content', 'sim/kernel', 'sim/engine', 'sim/packages', 'sim/store'];

export const table: readonly Row[] = [
  { folder: 'sim/fs', uses: [] },
  { folder: 'sim/content', uses: ['sim/fs'] },
  { folder: 'sim/kernel', uses: ['sim/fs'] },
  { folder: 'sim/engine', uses: ['sim/fs', 'sim/content', 'sim/kernel'] },
  { folder: 'sim/packages', uses: ['sim/fs', 'sim/content'] },
  { folder: 'sim/store', uses: [] },
  { folder: 'sim/view.ts', uses: [], types: machine },
  { folder: 'sim', uses: machine, types: ['sim/view.ts'] },
  // docker's and apt's commands are no library for the others.
  { folder: 'shell', uses: ['shell', 'sim/fs', 'sim/kernel'], never: ['shell/programs/docker', 'shell/programs/apt'] },
  // Command substitution is a callback: words can be expanded without the interpreter.
  { folder: 'shell/bash/expand', uses: ['shell', 'sim/fs', 'sim/kernel'], never: ['shell/bash/interp', 'shell/programs'] },
  { folder: 'shell/programs/docker', uses: ['shell', 'sim/fs', 'sim/kernel', 'sim/engine'] },
  { folder: 'shell/programs/apt', uses: ['shell', 'sim/fs', 'sim/kernel', 'sim/packages', 'sim/content'] },
  { folder: 'lab', uses: ['sim/view.ts'] },
  { folder: 'host', uses: ['sim', 'shell', 'lab'] },
  { folder: 'cli', uses: ['host', 'sim', 'lab'] },
  { folder: 'ui', uses: ['host', 'sim/store', 'sim/content'], types: ['sim/view.ts', 'sim/kernel'] },
  { folder: 'ui/panels', uses: [], types: ['sim/view.ts'] },
];

/** What is bought, and the places that may use it. */
export const bought: Readonly<Record<string, readonly string[]>> = {
  unbash: ['shell/bash/syntax'],
  '@noble/hashes': ['sim', 'shell', 'host'],
  fflate: ['sim', 'shell', 'host', 'cli'],
  'modern-tar': ['sim', 'host'],
  'get-east-asian-width': ['shell'],
  diff: ['shell', 'ui'],
  'idb-keyval': ['ui/browser'],
  '@xterm/xterm': ['ui'],
  '@xterm/addon-fit': ['ui/browser'],
  svelte: ['ui'],
  'node:': ['cli'],
  // For the recordings of `drydock play`.
  '@xterm/headless': ['cli'],
};

/** Whether `path` is `folder` or lies in it. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function rowOf(path: string): Row | undefined {
  return table.filter(({ folder }) => isIn(path, folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** What is wrong with an import, or undefined. */
export function whyNot(from: string, target: string, typeOnly: boolean): string | undefined {
  const row = rowOf(from);
  if (!row) return 'its folder has no row in the table';
  if ((row.never ?? []).some((folder) => isIn(target, folder))) return `${row.folder} never imports ${row.never?.join(', ')}`;
  if (rowOf(target) === row || row.uses.some((folder) => isIn(target, folder))) return undefined;
  if ((row.types ?? []).some((folder) => isIn(target, folder)))
    return typeOnly ? undefined : `${row.folder} imports only types of ${target}`;
  return `${row.folder} may import ${row.uses.join(', ') || 'nothing'}`;
}

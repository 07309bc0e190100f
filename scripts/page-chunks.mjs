/** Which chunk of the page a module belongs to: what the first prompt needs stays in the first load, the rest comes in a few parts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A part's own modules, as paths below src, and whatever these need that no earlier part has. Only what src/host/catalog.ts imports lazily
 * gets here; all that the entry reaches statically is the first load, whatever this table says.
 */
const parts = [
  { name: 'saving', roots: ['sim/machine/saver.ts', 'sim/store/journal.ts'] },
  // The lab's first command, alone, and what an interactive shell in the image calls at its start: `docker run -it ubuntu` must come quickly.
  {
    name: 'container',
    roots: [
      'shell/programs/docker/container/run.ts',
      'shell/programs/docker/toolkit/run-command.ts',
      'shell/programs/coreutils/dircolors.ts',
      'shell/programs/coreutils/groups.ts',
    ],
  },
  { name: 'builtins', roots: ['shell/bash/builtins'] },
  {
    name: 'programs',
    roots: [
      'shell/programs/coreutils',
      'shell/programs/findutils',
      'shell/programs/misc',
      'shell/programs/procps',
      'shell/programs/text',
      'shell/programs/util-linux',
    ],
  },
  { name: 'docker', roots: ['shell/programs/docker', 'sim/engine'] },
  { name: 'apt', roots: ['shell/programs/apt', 'sim/packages'] },
  { name: 'extras', roots: ['shell/programs/extras'] },
];

/** A `codeSplitting` for the site. `entry` is below `root`. */
export function pageChunks(root, entry) {
  let chunkOf;
  return {
    groups: [
      {
        debugName: 'parts of the page',
        includeDependenciesRecursively: false,
        name(id, context) {
          chunkOf ??= assign(root, entry, (module) => context.getModuleInfo(module)?.importedIds ?? []);
          return chunkOf.get(id);
        },
      },
    ],
  };
}

function assign(root, entry, importsOf) {
  const chunkOf = new Map();
  const claim = (id, name) => {
    if (chunkOf.has(id)) return;
    chunkOf.set(id, name);
    for (const imported of importsOf(id)) claim(imported, name);
  };
  claim(join(root, entry), 'first');
  for (const { name, roots } of parts) {
    for (const file of roots.flatMap((path) => sourceFiles(join(root, 'src', path)))) claim(file, name);
  }
  return chunkOf;
}

function sourceFiles(path) {
  if (path.endsWith('.ts')) return existsSync(path) ? [path] : [];
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name);
    return entry.isDirectory() || file.endsWith('.ts') ? sourceFiles(file) : [];
  });
}

/** The plan of the source as laws: who imports whom, how long things are, where state and chance may be. The table is architecture/table.ts. */
import { existsSync } from 'node:fs';
import { posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Exception, longFiles, longFunctions, untestedFolders } from './architecture/exceptions.ts';
import { filesBelow, readSourceFile, readSourceFiles, type SourceFile } from './architecture/source-files.ts';
import { bought, isIn, whyNot } from './architecture/table.ts';

const files = readSourceFiles();
const core = files.filter(({ path }) => ['sim', 'shell', 'lab', 'host'].some((folder) => isIn(path, folder)));
const projectRoot = fileURLToPath(new URL('..', import.meta.url));

describe('imports', () => {
  test('keep to the table', () => {
    expect(forbiddenImports(files)).toEqual([]);
  });

  test('go in no circle', () => {
    expect(cycles(files)).toEqual([]);
  });

  test('of bought packages stay where they belong', () => {
    const strays = importsOf(files, (target) => target.package && !(bought[target.target] ?? []).length);
    expect(strays).toEqual([]);
    const elsewhere = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, package: isPackage }) => isPackage && !(bought[target] ?? []).some((folder) => isIn(path, folder)))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(elsewhere).toEqual([]);
  });

  test('name the file, with its ending', () => {
    const endings = importsOf(files, ({ target, package: isPackage }) => !isPackage && !/\.(ts|svelte|css)$/.test(target));
    expect(endings).toEqual([]);
  });

  test('are not passed on: no barrel files', () => {
    // Types of a package may be: that is how one file of ours stands before it.
    expect(importsOf(files, ({ passedOn, typeOnly, package: isPackage }) => passedOn && !(typeOnly && isPackage))).toEqual([]);
  });

  test('by glob stand in host/catalog.ts alone', () => {
    const globbing = files.filter(({ text }) => /import\.meta\.glob\s*[<(]/.test(text)).map(({ path }) => path);
    expect(globbing.filter((path) => path !== 'host/catalog.ts')).toEqual([]);
  });
});

describe('the machine', () => {
  test('asks its ports for time and chance', () => {
    const asking = core.filter(({ text }) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/.test(withoutComments(text)),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  test('has no state outside its values', () => {
    expect(core.flatMap(({ path, mutable }) => mutable.map((name) => `${path}: ${name}`))).toEqual([]);
  });
});

describe('lengths', () => {
  test('files have at most 300 lines', () => {
    const lengths = new Map(files.map(({ path, lines }) => [path, lines]));
    expect(tooLong(lengths, 300, longFiles)).toEqual([]);
  });

  test('functions have at most 50 lines', () => {
    const lengths = new Map<string, number>();
    for (const { path, functions } of files) {
      for (const { name, lines } of functions) lengths.set(`${path}: ${name}`, Math.max(lines, lengths.get(`${path}: ${name}`) ?? 0));
    }
    expect(tooLong(lengths, 50, longFunctions)).toEqual([]);
  });
});

describe('tests', () => {
  test('mirror src: every one has its file or folder there', () => {
    const tests = filesBelow(`${projectRoot}tests`).map((file) => relative(`${projectRoot}tests`, file).replaceAll('\\', '/'));
    const mirrored = tests
      .filter((path) => /^(sim|shell|lab|host|cli|ui)\/.*\.test\.ts$/.test(path))
      .map((path) => path.replace('.test.ts', ''));
    const known = new Set(files.flatMap(({ path }) => [path.replace(/(\.svelte)?\.ts$|\.svelte$/, ''), posix.dirname(path)]));
    // A large file's tests may be several: `sed.test.ts`, `sed-errors.test.ts`, or a folder of its name.
    const orphans = mirrored.filter(
      (path) => !known.has(path) && ![...known].some((file) => path.startsWith(`${file}-`) || path.startsWith(`${file}/`)),
    );
    expect(orphans).toEqual([]);
  });

  test('every folder of src has one, or the folder above it', () => {
    const folders = new Set(files.map(({ path }) => posix.dirname(path)));
    const without = [...folders].filter((folder) => !hasTest(folder) && !(folder in untestedFolders));
    expect(without).toEqual([]);
  });
});

describe('the laws themselves', () => {
  const planted = (path: string, text: string) => [...files, readSourceFile(path, text)];

  test.each([
    ['sim/fs/planted.ts', "import { spawn } from '../kernel/spawn.ts';", 'sim/fs may import nothing'],
    ['sim/kernel/planted.ts', "import type { MachineView } from '../view.ts';", 'sim/kernel may import sim/fs'],
    ['shell/bash/expand/planted.ts', "import { run } from '../interp/run.ts';", 'shell/bash/expand never imports shell/bash/interp'],
    ['shell/programs/text/planted.ts', "const late = import('../../../sim/engine/types.ts');", 'shell may import'],
    ['sim/planted.ts', "import { view } from './view.ts';", 'sim imports only types of sim/view.ts'],
    ['host/planted.ts', "import App from '../ui/App.svelte';", 'host may import'],
    ['ui/panels/planted.svelte', '<script lang="ts">import { x } from "../../host/types.ts";</script>', 'ui/panels may import'],
  ])('%s is caught', (path, text, reason) => {
    expect(forbiddenImports(planted(path, text)).filter((line) => line.startsWith(path))).toEqual([expect.stringContaining(reason)]);
  });

  test('a circle is caught, one of types alone is none', () => {
    const one = readSourceFile('lab/one.ts', "import { two } from './two.ts';");
    const two = readSourceFile('lab/two.ts', "import { one } from './one.ts';");
    const typed = readSourceFile('lab/two.ts', "import { type One } from './one.ts';");
    expect(cycles([one, two])).toEqual(['lab/one.ts → lab/two.ts → lab/one.ts']);
    expect(cycles([one, typed])).toEqual([]);
  });

  test('an exception that has grown, or is needed no more, is caught', () => {
    const allowed = { 'a.ts': { lines: 310, reason: 'a table' }, 'b.ts': { lines: 400, reason: 'a table' } };
    expect(tooLong(new Map(Object.entries({ 'a.ts': 311, 'b.ts': 300, 'c.ts': 301 })), 300, allowed)).toEqual([
      'a.ts has 311 lines; its exception says 310',
      'c.ts has 301 lines of 300',
      'b.ts needs no exception any more',
    ]);
  });
});

function forbiddenImports(among: readonly SourceFile[]): string[] {
  return among.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, package: isPackage, typeOnly }) => {
      const reason = isPackage ? undefined : whyNot(path, target, typeOnly);
      return reason ? [`${path} imports ${target}: ${reason}`] : [];
    }),
  );
}

function importsOf(among: readonly SourceFile[], wrong: (one: SourceFile['imports'][number]) => boolean): string[] {
  return among.flatMap(({ path, imports }) => imports.filter(wrong).map(({ target }) => `${path} imports ${target}`));
}

/** Each circle of imports that are left after compilation, once, as the chain that closes it. */
function cycles(among: readonly SourceFile[]): string[] {
  const edges = new Map(among.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)]));
  const finished = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, chain: readonly string[]): void => {
    const at = chain.indexOf(path);
    if (at >= 0) found.push([...chain.slice(at), path].join(' → '));
    if (at >= 0 || finished.has(path)) return;
    for (const target of edges.get(path) ?? []) walk(target, [...chain, path]);
    finished.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

function tooLong(lengths: ReadonlyMap<string, number>, limit: number, allowed: Readonly<Record<string, Exception>>): string[] {
  const grown = [...lengths].flatMap(([name, lines]) => {
    const exception = allowed[name];
    if (lines <= (exception?.lines ?? limit)) return [];
    return [exception ? `${name} has ${lines} lines; its exception says ${exception.lines}` : `${name} has ${lines} lines of ${limit}`];
  });
  const needless = Object.keys(allowed).filter((name) => (lengths.get(name) ?? 0) <= limit);
  return [...grown, ...needless.map((name) => `${name} needs no exception any more`)];
}

/** `shell/programs/docker` is tested by a file in tests/shell/programs/docker or below, by docker.test.ts beside it, or by either of `shell/programs`. */
function hasTest(folder: string): boolean {
  const mirror = `${projectRoot}tests/${folder}`;
  if (existsSync(`${mirror}.test.ts`) || (existsSync(mirror) && filesBelow(mirror).some((file) => file.endsWith('.test.ts')))) return true;
  return folder.split('/').length > 2 && hasTest(posix.dirname(folder));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

/**
 * Makes public/packages/NAME from a Debian archive and tools/packages/NAME.json: `node tools/run.mjs tools/pack-deb.ts NAME FILE.deb`.
 * The recipe says what noble's package has otherwise, which files keep their contents and which are programs of ours; the rest are holes.
 */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseParagraph } from '../src/sim/content/deb822.ts';
import type { AlternativeManifest, ManifestEntry, PackageManifest } from '../src/sim/content/types.ts';

interface Recipe {
  /** Fields that noble's package has otherwise; null: not at all. */
  readonly control: Readonly<Record<string, string | null>>;
  readonly archive: string;
  readonly downloadSize: number;
  /** Regular expressions of paths that noble's package does not have. */
  readonly absent?: readonly string[];
  /** Regular expressions of paths whose contents are kept. */
  readonly contents?: readonly string[];
  /** Path → program. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly alternatives?: readonly AlternativeManifest[];
  readonly activates?: readonly string[];
}

const project = fileURLToPath(new URL('..', import.meta.url));

function main(): void {
  const [name, deb] = process.argv.slice(2);
  if (!name || !deb) throw new Error('usage: pack-deb.ts NAME FILE.deb');
  const recipe = JSON.parse(readFileSync(join(project, 'tools/packages', `${name}.json`), 'utf8')) as Recipe;
  const work = mkdtempSync(join(tmpdir(), 'pack-deb-'));
  run('dpkg-deb', ['-x', deb, join(work, 'files')]);
  run('dpkg-deb', ['-e', deb, join(work, 'control')]);
  const folder = join(project, 'public/packages', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = manifestOf(recipe, work, folder);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, undefined, 1)}\n`);
  rmSync(work, { recursive: true });
  console.log(`${name}: ${manifest.files.length} files`);
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

function manifestOf(recipe: Recipe, work: string, folder: string): PackageManifest {
  const control = changedControl(readFileSync(join(work, 'control/control'), 'utf8'), recipe);
  const files = fileEntries(recipe, join(work, 'files'), folder);
  const conffiles = readdirSync(join(work, 'control')).includes('conffiles')
    ? readFileSync(join(work, 'control/conffiles'), 'utf8').trim().split('\n')
    : undefined;
  return {
    control,
    archive: recipe.archive,
    downloadSize: recipe.downloadSize,
    mtime: Math.max(...files.map((file) => (file.type === 'directory' ? 0 : (file.mtime ?? 0)))),
    files,
    ...(conffiles ? { conffiles } : {}),
    controlFiles: { ...controlFiles(join(work, 'control')), ...scripts(recipe) },
    ...(recipe.alternatives ? { alternatives: recipe.alternatives } : {}),
    ...(recipe.activates ? { activates: recipe.activates } : {}),
  };
}

function changedControl(text: string, recipe: Recipe): Record<string, string> {
  const fields: Record<string, string> = Object.fromEntries(parseParagraph(text));
  fields['Original-Maintainer'] = fields['Maintainer'] ?? '';
  fields['Maintainer'] = 'Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>';
  for (const [field, value] of Object.entries(recipe.control)) {
    if (value === null) delete fields[field];
    else fields[field] = value;
  }
  return fields;
}

/** Scripts of our own that do what the recipe says, in place of the package's. */
function scripts({ alternatives = [], activates = [] }: Recipe): Record<string, { readonly text: string }> {
  const files: Record<string, { readonly text: string }> = {};
  const slaves = (each: AlternativeManifest) =>
    (each.slaves ?? []).map(({ link, name, path }) => ` \\\n    --slave ${link} ${name} ${path}`).join('');
  const installs = alternatives.map(
    (each) => `  update-alternatives --install ${each.link} ${each.name} ${each.path} ${each.priority}${slaves(each)}\n`,
  );
  const removes = alternatives.map(({ name, path }) => `  update-alternatives --remove ${name} ${path}\n`);
  if (alternatives.length > 0) {
    files['postinst'] = { text: `#!/bin/sh\nset -e\n\nif [ "$1" = configure ]; then\n${installs.join('')}fi\n` };
    files['prerm'] = { text: `#!/bin/sh\nset -e\n\nif [ "$1" = remove ]; then\n${removes.join('')}fi\n` };
  }
  if (activates.length > 0) files['triggers'] = { text: activates.map((name) => `activate-noawait ${name}\n`).join('') };
  return files;
}

/** What the maintainer scripts do is said by the manifest; of their files only the sizes are kept. */
function controlFiles(folder: string): NonNullable<PackageManifest['controlFiles']> {
  const kept = readdirSync(folder).filter((file) => file !== 'control' && file !== 'conffiles');
  return Object.fromEntries(kept.sort().map((file) => [file, { size: lstatSync(join(folder, file)).size }]));
}

function fileEntries(recipe: Recipe, root: string, folder: string): ManifestEntry[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => `/${path}`)
    .sort();
  const absent = (recipe.absent ?? []).map((pattern) => new RegExp(pattern));
  return paths
    .filter((path) => !absent.some((pattern) => pattern.test(path)))
    .flatMap((path) => {
      const entry = entryOf(recipe, root, folder, path);
      return entry.path === '/lib' || entry.path === '/lib/x86_64-linux-gnu' ? [] : [entry];
    })
    .map((entry) => ({ ...entry, path: entry.path.replace(/^\/(lib|bin|sbin)\//, '/usr/$1/') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function entryOf(recipe: Recipe, root: string, folder: string, path: string): ManifestEntry {
  const stat = lstatSync(root + path);
  const rights = { path, mode: stat.mode & 0o7777, mtime: Math.floor(stat.mtimeMs / 1000) };
  if (stat.isDirectory()) return { path, mode: rights.mode, type: 'directory' };
  if (stat.isSymbolicLink()) return { ...rights, type: 'symlink', target: readlinkSync(root + path), mode: 0o777 };
  const program = recipe.programs?.[path];
  if (program !== undefined) return { ...rights, type: 'executable', program, size: stat.size };
  if (!(recipe.contents ?? []).some((pattern) => new RegExp(pattern).test(path))) return { ...rights, type: 'opaque', size: stat.size };
  const source = `files${path}`;
  mkdirSync(dirname(join(folder, source)), { recursive: true });
  writeFileSync(join(folder, source), readFileSync(root + path));
  return { ...rights, type: 'content', source };
}

main();

/** The text of docs/FIDELITY.md, from the code itself and from public/: what is imitated, what is not, and where it differs on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DefinedProgram } from '../src/shell/programs/define-program.ts';
import { optionTargets } from '../src/shell/programs/getopt.ts';
import { type Command, notSimulated } from '../src/shell/programs/docker/toolkit/define-command.ts';
import { createDockerProgram } from '../src/shell/programs/docker/toolkit/docker-program.ts';
import { refusedFlags } from '../src/shell/programs/docker/toolkit/run/not-simulated.ts';
import { parseFileList } from '../src/sim/content/file-list.ts';
import type { ImageRepositoryManifest } from '../src/sim/content/types.ts';
import { deviations } from './deviations.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const programFiles = import.meta.glob<DefinedProgram>(['../src/shell/programs/*/*.ts', '!../src/shell/programs/{docker,shells}/*.ts'], {
  eager: true,
  import: 'default',
});
const commandFiles = import.meta.glob<Command>('../src/shell/programs/docker/{container,image,network,system,volume}/*.ts', {
  eager: true,
  import: 'default',
});
const programs = new Map(Object.values(programFiles).map((program) => [program.name, program]));

export function fidelityText(): string {
  return `${[
    '# What is imitated, and how far',
    'Made by `node tools/run.mjs tools/write-fidelity.ts` from the code; do not edit. A test fails when it is out of date.',
    ...section('Imitated', [
      'Docker Engine and client 28.5.2 with the overlay2 store.',
      'Ubuntu 24.04.4 (noble): the image of 2026-08-17, with its 92 packages; bash 5.2.21, coreutils 9.4, apt 2.8.3, dpkg 1.22.6.',
      'What is not simulated says so in one line, `drydock: … is not simulated`, on standard error, and fails as the tool fails.',
    ]),
    ...section('Different on purpose', deviations),
    ...section('Images that can be pulled', images()),
    ...section('Packages that apt can install', packages()),
    ...section('Docker commands that are declared, with help and errors, but not simulated', dockerCommands()),
    ...section('Flags of `docker run` and `docker create` that are refused', [refusedFlags.map((flag) => `\`--${flag}\``).join(', ')]),
    ...section('Programs with options that are not simulated', options()),
    ...section('Programs of the ubuntu image that are files without code of ours', [
      missing('ubuntu')
        .map((name) => `\`${name}\``)
        .join(', '),
    ]),
    ...section('All other marked lines in the code', markedLines()),
  ].join('\n\n')}\n`;
}

function section(title: string, items: readonly string[]): string[] {
  return [`## ${title}`, items.length === 1 ? (items[0] ?? '') : items.map((item) => `- ${item}`).join('\n')];
}

const folders = (kind: string): string[] =>
  readdirSync(`${root}public/${kind}`, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
const json = <T>(path: string): T => JSON.parse(readFileSync(root + path, 'utf8')) as T;

function images(): string[] {
  return folders('images').map((name) => {
    const { repository, tags } = json<ImageRepositoryManifest>(`public/images/${name}/manifest.json`);
    return `\`${repository.replace('library/', '')}\`: ${Object.keys(tags).join(', ')}`;
  });
}

interface Index {
  readonly packages: readonly { readonly control: Readonly<Record<string, string>>; readonly archive: string }[];
}

function packages(): string[] {
  return json<Index>('public/packages/index.json').packages.map(
    ({ control, archive }) => `\`${control['Package']}\` ${control['Version']} (${archive})`,
  );
}

function dockerCommands(): string[] {
  const { table } = createDockerProgram(Object.values(commandFiles));
  const paths = [...table.commands].flatMap(([path, command]) => (command.run === notSimulated ? [path] : []));
  const groups = new Map<string, string[]>();
  for (const path of paths.sort()) {
    const [first = '', ...rest] = path.split(' ');
    groups.set(first, [...(groups.get(first) ?? []), rest.join(' ')]);
  }
  return [...groups].map(([group, rest]) => `\`docker ${group}\`${rest.join('') === '' ? '' : `: ${rest.filter(Boolean).join(', ')}`}`);
}

function options(): string[] {
  return [...programs.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, options: specs = {} }) => {
      const refused = optionTargets(specs).flatMap(({ spec }) => (spec.notSimulated ? [spelling(spec)] : []));
      return refused.length === 0 ? [] : [`\`${name}\`: ${refused.join(', ')}`];
    });
}

function spelling({ short, long }: { readonly short?: string; readonly long?: string | readonly string[] }): string {
  const names = [...(short ?? '')].map((letter) => `-${letter}`);
  for (const name of long === undefined ? [] : [long].flat()) names.push(`--${name}`);
  return `\`${names.join(' ')}\``;
}

/** Names of executables in an image for which there is no program, sorted. */
export function missing(image: string): string[] {
  const { images: all } = json<ImageRepositoryManifest>(`public/images/${image}/manifest.json`);
  const lists = new Set(Object.values(all).flatMap(({ layers }) => layers.map(({ files }) => files)));
  const names = [...lists].flatMap((file) =>
    parseFileList(readFileSync(`${root}public/images/${image}/${file}`, 'utf8')).entries.flatMap((entry) =>
      entry.type === 'executable' && /\/s?bin\//.test(entry.path) && !hasProgram(entry.program) ? [entry.path.replace(/^.*\//, '')] : [],
    ),
  );
  return [...new Set(names)].sort();
}

const hasProgram = (name: string): boolean => programs.has(name) || ['bash', 'sh', 'docker'].includes(name);

/** `drydock: … is not simulated`, where the words stand in the code. */
function markedLines(): string[] {
  const found = new Set<string>();
  for (const file of sources(`${root}src`)) {
    for (const [, text] of readFileSync(file, 'utf8').matchAll(/['`](drydock: [^'`\n]*is not simulated[^'`\n]*?)(?:\\n)?['`]/g))
      found.add(`\`${(text ?? '').replace(/\\n.*/, '').replace(/\$\{[^}]*\}/g, '…')}\``);
  }
  return [...found].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => (name.endsWith('.ts') ? [`${folder}/${name}`] : []));
}

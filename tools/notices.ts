/** The text of NOTICES.md: the licences of all that is bundled, taken from the packages themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

export function noticesText(): string {
  return `${[
    '# What is bundled, and its licences',
    'Drydock itself is under the [MIT licence](LICENSE). This page is made by `node tools/run.mjs tools/write-notices.ts`; a test fails when it is out of date.',
    ...content(),
    ...bundledPackages().flatMap(packageNotice),
  ].join('\n\n')}\n`;
}

function content(): string[] {
  return [
    '## Docker’s texts',
    'The help texts, the error messages and the lists of names of containers are those of docker/cli and moby, © Docker, Inc. and contributors, under the Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0). The code is our own.',
    '## figlet’s fonts and scripts',
    'The fonts (`*.flf`, `*.flc`), `figlist`, `showfigfonts` and `figlet.el` in `public/packages/figlet` are figlet’s own, with this notice. The program is written anew.',
    quoted(read('public/packages/figlet/files/usr/share/doc/figlet/copyright').split('\nFiles: debian/')[0] ?? ''),
    '## cmatrix',
    'The program is written anew from its behaviour; no code of it was taken. Its messages are repeated as facts about it. The package’s `copyright` file is shipped in the simulated package, as in the real one.',
    '## GNU programs, bash, apt and dpkg',
    'Written anew; no code of them was taken. Messages are repeated as facts about them; help texts are in our own words. Configuration files of the simulated images say what the real ones say, in our own words where they are more than data.',
  ];
}

const quoted = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\``;

/** Packages that something in src imports, and what those bring into the bundle. */
function bundledPackages(): string[] {
  const names = new Set<string>();
  for (const file of readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ts|svelte)$/.test(file)) continue;
    for (const [, name] of read(`src/${file}`).matchAll(/(?:from|import\() ?'((?:@[a-z0-9-]+\/)?[a-z][a-z0-9.-]*)[a-z0-9./-]*'/g))
      if (name) names.add(name);
  }
  if (names.has('svelte')) names.add('esm-env');
  return [...names].filter((name) => name !== 'vite' && name !== 'node').sort();
}

function packageNotice(name: string): string[] {
  const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`)) as {
    readonly version: string;
    readonly license: string;
  };
  const file = readdirSync(`${root}node_modules/${name}`).find((each) => /^licen[cs]e/i.test(each));
  const heading = `## ${name} ${version} (${license})`;
  if (file === undefined) return [heading];
  return [heading, quoted(read(`node_modules/${name}/${file}`).replaceAll('\r\n', '\n'))];
}

// apt-config: what apt is configured to, as far as apt.conf.d says it. As apt 2.8.3 cmdline/apt-config.cc.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { fromBytes } from '../../../sim/fs/bytes.ts';
import type { AptContext } from './toolkit/apt-context.ts';
import { defineAptProgram } from './toolkit/apt-frame.ts';

const FOLDER = '/etc/apt/apt.conf.d';
/** Items that apt sets by itself. */
const BUILT_IN: readonly (readonly [string, string])[] = [
  ['APT::Architecture', 'amd64'],
  ['APT::Install-Recommends', '1'],
  ['APT::Install-Suggests', '0'],
  ['Dir', '/'],
  ['Dir::State', 'var/lib/apt'],
  ['Dir::State::lists', 'lists/'],
  ['Dir::State::status', '/var/lib/dpkg/status'],
  ['Dir::Cache', 'var/cache/apt'],
  ['Dir::Cache::archives', 'archives/'],
  ['Dir::Etc', 'etc/apt'],
  ['Dir::Etc::sourcelist', 'sources.list'],
  ['Dir::Etc::sourceparts', 'sources.list.d'],
  ['Dir::Log', 'var/log/apt'],
];

export default defineAptProgram({
  name: 'apt-config',
  summary: 'Show how apt is configured.',
  usage: ['apt-config [options] command'],
  about: 'apt-config reads the configuration that the other programs of apt use,\nfor people (dump) and for scripts (shell).',
  commands: {
    shell: { summary: 'Print values as assignments for a shell', run: printAssignments },
    dump: { summary: 'Print everything', run: dump },
  },
  notSimulated: [],
});

async function dump(context: AptContext): Promise<number> {
  for (const [item, value] of items(context)) await context.out(`${item} "${value}";\n`);
  return 0;
}

async function printAssignments(context: AptContext, operands: readonly ByteString[]): Promise<number> {
  const values = new Map(items(context));
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const value = values.get((operands[i + 1] ?? '').replace(/\/[a-z]$/, ''));
    if (value !== undefined) await context.out(`${operands[i]}='${value}'\n`);
  }
  return 0;
}

/** The built-in items and those of apt.conf.d that stand on one line. */
function items({ fs, settings }: AptContext): [string, ByteString][] {
  const found = new Map<string, ByteString>(BUILT_IN);
  const names = fs.exists(FOLDER)
    ? fs
        .readDir(FOLDER)
        .map(({ name }) => name)
        .sort()
    : [];
  for (const name of names) {
    for (const [, item = '', value = ''] of fromBytes(fs.readFile(`${FOLDER}/${name}`)).matchAll(/^\s*([\w:-]+)\s+"([^"]*)"\s*;/gm))
      found.set(item, value);
  }
  for (const [item, value] of settings.items) if (item.includes('::')) found.set(item, value);
  return [...found];
}

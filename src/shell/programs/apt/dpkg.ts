// dpkg: one package at a time, without looking for what it depends on. As dpkg 1.22 src/main/main.c.
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type Operator, versionHolds } from '../../../sim/packages/version.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import dpkgDeb from './dpkg-deb.ts';
import { runQuery } from './dpkg-query.ts';
import { DPKG_HINT, DpkgError } from './toolkit/dpkg-error.ts';
import { audit, configurePackages, type DpkgOptions, installArchives, removePackages } from './toolkit/dpkg-install.ts';
import { getSelections, setSelections, verify } from './toolkit/dpkg-selections.ts';

type Action = (io: ProgramIo, operands: readonly ByteString[], options: DpkgOptions) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = {
  install: (io, operands, options) => installArchives(io, 'install', operands, options),
  unpack: (io, operands, options) => installArchives(io, 'unpack', operands, options),
  configure: configurePackages,
  remove: (io, operands, options) => removePackages(io, 'remove', operands, options),
  purge: (io, operands, options) => removePackages(io, 'purge', operands, options),
  audit,
  verify: (io, operands) => verify(io, operands),
  'get-selections': (io, operands) => getSelections(io, operands),
  'set-selections': (io) => setSelections(io),
  'print-architecture': (io) => print(io, 'amd64\n'),
  'print-foreign-architectures': (io) => print(io, ''),
  'compare-versions': (_io, operands) => compare(operands),
};
const SHORT: Readonly<Record<string, string>> = { i: 'install', r: 'remove', P: 'purge', C: 'audit', V: 'verify' };
/** Handed over to dpkg-query and dpkg-deb, as the real one does. */
const QUERIES = new Set(['-l', '--list', '-s', '--status', '-L', '--listfiles', '-S', '--search', '-p', '--print-avail']);
const ARCHIVES = new Set([
  '-b',
  '--build',
  '-c',
  '--contents',
  '-e',
  '--control',
  '-x',
  '--extract',
  '-X',
  '--vextract',
  '-f',
  '--field',
  '-I',
  '--info',
]);
const NOT_SIMULATED = new Set([
  '--record-avail',
  '-A',
  '--update-avail',
  '--merge-avail',
  '--clear-avail',
  '--forget-old-unavail',
  '--clear-selections',
  '--add-architecture',
  '--remove-architecture',
  '--triggers-only',
  '--yet-to-unpack',
  '--predep-package',
  '-R',
  '--recursive',
  '--root',
  '--admindir',
  '--instdir',
]);

export default defineProgram({
  name: 'dpkg',
  usage: '[<option>...] <command>',
  summary: 'Install and remove single packages.',
  options: {},
  raw: true,
  run: async (io, _options, words) => {
    try {
      return await runDpkg(io, words);
    } catch (error) {
      if (!(error instanceof DpkgError)) throw error;
      await io.flush();
      await io.err(`dpkg: error: ${error.text}\n${error.isUsage ? DPKG_HINT : ''}`);
      return 2;
    }
  },
});

async function print(io: ProgramIo, text: string): Promise<number> {
  await io.out(text);
  return 0;
}

async function runDpkg(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  const force = new Set<string>();
  const operands: ByteString[] = [];
  let action: string | undefined;
  let isDryRun = false;
  let all = false;
  for (const word of words) {
    const [name = '', value = ''] = word.split('=');
    if (QUERIES.has(name)) return runQuery(io, words);
    if (ARCHIVES.has(name)) return dpkgDeb.main(io.process);
    if (NOT_SIMULATED.has(name)) return notSimulated(io, name);
    if (word === '--help' || word === '-?') return print(io, HELP);
    if (word === '--version') return print(io, VERSION);
    if (!word.startsWith('-') || action === 'compare-versions') operands.push(word);
    else if (/^--(?:force|no-force|refuse)-/.test(name)) force.add(name.replace(/^--force-/, ''));
    else if (name === '--dry-run' || name === '--no-act' || name === '--simulate') isDryRun = true;
    else if (name === '-a' || name === '--pending') all = true;
    else if (!isIgnored(name, value)) action = actionNamed(name);
  }
  const run = action === undefined ? undefined : ACTIONS[action];
  if (!run) throw new DpkgError('need an action option', true);
  return run(io, operands, { force, isDryRun, all });
}

/** Options that change nothing here. */
const isIgnored = (name: string, _value: string): boolean =>
  /^(?:-[BEGO]|-D.*|--(?:auto-deconfigure|debug|status-fd|log|no-debsig|no-pager|no-triggers|triggers|abort-after|selected-only|skip-same-version|refuse-downgrade|path-exclude|path-include))$/.test(
    name,
  );

function actionNamed(name: string): string {
  const long = name.startsWith('--') ? name.slice(2) : SHORT[name.slice(1)];
  if (long === undefined || !ACTIONS[long]) throw new DpkgError(`unknown option ${name.startsWith('--') ? name : name.slice(0, 2)}`, true);
  return long;
}

async function notSimulated(io: ProgramIo, option: string): Promise<number> {
  await io.err(`drydock: dpkg ${option} is not simulated\n`);
  return 2;
}

const OPERATORS: Readonly<Record<string, Operator | '!='>> = {
  lt: '<<',
  le: '<=',
  eq: '=',
  ne: '!=',
  ge: '>=',
  gt: '>>',
  '<': '<=',
  '<<': '<<',
  '<=': '<=',
  '=': '=',
  '>=': '>=',
  '>>': '>>',
  '>': '>=',
  'lt-nl': '<<',
  'le-nl': '<=',
  'ge-nl': '>=',
  'gt-nl': '>>',
};

async function compare([left, relation, right]: readonly ByteString[]): Promise<number> {
  if (left === undefined || relation === undefined || right === undefined)
    throw new DpkgError('--compare-versions takes three arguments: <version> <relation> <version>', true);
  const operator = OPERATORS[relation];
  if (operator === undefined) throw new DpkgError('--compare-versions bad relation', true);
  if (operator === '!=') return versionHolds(left, '=', right) ? 1 : 0;
  return versionHolds(left, operator, right) ? 0 : 1;
}

const VERSION =
  "Debian 'dpkg' package management program version 1.22.6 (amd64).\nThis is free software; see the GNU General Public License version 2 or\nlater for copying conditions. There is NO warranty.\n";

const HELP = `Usage: dpkg [<option>...] <command>

Commands:
  -i, --install <file>...       unpack and configure archives
      --unpack <file>...        only unpack them
      --configure <package>...  configure what was unpacked (-a: all)
  -r, --remove <package>...     remove, but keep configuration files
  -P, --purge <package>...      remove everything
  -V, --verify [<package>...]   compare files with what was installed
  -C, --audit                   look for packages that are only half installed
      --get-selections [<pattern>...], --set-selections
      --compare-versions <a> <op> <b>
      --print-architecture
  -l, -s, -L, -S, -p            as dpkg-query
  -c, -f, -I                    as dpkg-deb

Use 'apt' for installing packages with all that they depend on.
`;

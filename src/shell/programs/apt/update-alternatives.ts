// update-alternatives: which of several programs a name means. As dpkg 1.22 utils/update-alternatives.c.
import type { AlternativeManifest } from '../../../sim/content/types.ts';
import type { ByteString } from '../../../sim/fs/bytes.ts';
import {
  bestChoice,
  chooseAlternative,
  currentPath,
  groupNames,
  installAlternative,
  type LinkGroup,
  readGroup,
  removeAll,
  removeAlternative,
} from '../../../sim/packages/alternatives.ts';
import { typeAt } from '../../../sim/packages/paths.ts';
import type { PackageSession } from '../../../sim/packages/session.ts';
import { defineProgram } from '../define-program.ts';
import type { ProgramIo } from '../program-io.ts';
import { readLine } from './toolkit/read-line.ts';

/** What cannot be done: printed as `update-alternatives: error: TEXT`, or as it is for usage. */
class AlternativesError extends Error {
  readonly isUsage: boolean;
  constructor(text: string, isUsage = false) {
    super(text);
    this.isUsage = isUsage;
  }
}

const NEEDS =
  'need --display, --query, --list, --get-selections, --config, --set, --set-selections, --install, --remove, --all, --remove-all or --auto';

export default defineProgram({
  name: 'update-alternatives',
  usage: '[<option> ...] <command>',
  summary: 'Choose what a name means when several programs could be it.',
  options: {},
  raw: true,
  complete: () => ['--config', '--display', '--list', '--query', '--set', '--auto', '--get-selections'],
  run: async (io, _options, words) => {
    try {
      return await runAlternatives(io, words);
    } catch (error) {
      if (!(error instanceof AlternativesError)) throw error;
      await io.flush();
      const text = error.isUsage
        ? `${error.message}\n\nUse 'update-alternatives --help' for program usage information.`
        : `error: ${error.message}`;
      await io.err(`update-alternatives: ${text}\n`);
      return 2;
    }
  },
});

type Command = (io: ProgramIo, operands: readonly ByteString[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  '--display': (io, [name]) => print(io, displayText(io, groupNamed(io, name))),
  '--query': (io, [name]) => print(io, queryText(io, groupNamed(io, name))),
  '--list': (io, [name]) =>
    print(
      io,
      groupNamed(io, name)
        .choices.map(({ path }) => `${path}\n`)
        .join(''),
    ),
  '--get-selections': (io) =>
    print(
      io,
      groupNames(io.fs)
        .map((name) => selectionLine(io, name))
        .join(''),
    ),
  '--config': async (io, [name]) => configure(io, groupNamed(io, name)),
  '--auto': async (io, [name]) => chooseAlternative(sessionOf(io), groupNamed(io, name), undefined),
  '--set': async (io, [name, path]) => {
    const group = groupNamed(io, name);
    if (!group.choices.some((choice) => choice.path === path))
      throw new AlternativesError(`alternative ${path ?? ''} for ${group.name} not registered; not setting`);
    await chooseAlternative(sessionOf(io), group, path);
  },
  '--install': async (io, operands) => installAlternative(sessionOf(io), alternativeOf(io, operands)),
  '--remove': async (io, [name = '', path = '']) => {
    const group = readGroup(io.fs, name);
    if (!group) throw new AlternativesError(`no alternatives for ${name}`);
    await removeAlternative(sessionOf(io), name, path);
  },
  '--remove-all': async (io, [name]) => removeAll(sessionOf(io), groupNamed(io, name)),
};

async function print(io: ProgramIo, text: ByteString): Promise<void> {
  await io.out(text);
}

async function runAlternatives(io: ProgramIo, words: readonly ByteString[]): Promise<number> {
  const at = words.findIndex((word) => COMMANDS[word] !== undefined);
  const before = at < 0 ? words : words.slice(0, at);
  for (const word of before) {
    if (word === '--version') await io.out('Debian update-alternatives version 1.22.6.\n');
    else if (word === '--help') await io.out(HELP);
    else if (word === '--all') await configureAll(io);
    else if (/^--(?:force|verbose|quiet|debug|skip-auto)$/.test(word)) continue;
    else if (/^--(?:altdir|admindir|instdir|root|log|set-selections)$/.test(word)) {
      await io.err(`drydock: update-alternatives ${word} is not simulated\n`);
      return 2;
    } else throw new AlternativesError(`unknown ${word.startsWith('-') ? 'option' : 'argument'} '${word}'`, true);
    if (/^--(?:version|help|all)$/.test(word)) return 0;
  }
  const command = COMMANDS[words[at] ?? ''];
  if (!command) throw new AlternativesError(NEEDS, true);
  const operands = words.slice(at + 1);
  if (operands.length === 0 && words[at] !== '--get-selections') throw new AlternativesError(`${words[at]} needs <name>`, true);
  await command(io, operands);
  return 0;
}

function groupNamed(io: ProgramIo, name = ''): LinkGroup {
  const group = readGroup(io.fs, name);
  if (!group) throw new AlternativesError(`no alternatives for ${name}`);
  return group;
}

function sessionOf(io: ProgramIo): PackageSession {
  if (io.process.credentials.uid !== 0) throw new AlternativesError("unable to create file '/var/log/alternatives.log': Permission denied");
  return {
    fs: io.fs,
    now: () => io.process.now(),
    say: async (text, stream) => {
      if (stream === 1) return io.out(text);
      await io.flush();
      await io.err(text);
    },
  };
}

/** `LINK NAME PATH PRIORITY [--slave LINK NAME PATH]…`. */
function alternativeOf(
  io: ProgramIo,
  [link = '', name = '', path = '', priority = '', ...rest]: readonly ByteString[],
): AlternativeManifest {
  if (priority === '') throw new AlternativesError('--install needs <link> <name> <path> <priority>', true);
  if (!/^-?\d+$/.test(priority)) throw new AlternativesError('priority must be an integer');
  if (!link.startsWith('/')) throw new AlternativesError(`alternative link is not absolute as it should be: ${link}`);
  if (!path.startsWith('/')) throw new AlternativesError(`alternative path is not absolute as it should be: ${path}`);
  if (typeAt(io.fs, path) === undefined) throw new AlternativesError(`alternative path ${path} doesn't exist`);
  const slaves = Array.from({ length: Math.floor(rest.length / 4) }, (_, i) => ({
    link: rest[4 * i + 1] ?? '',
    name: rest[4 * i + 2] ?? '',
    path: rest[4 * i + 3] ?? '',
  }));
  return { link, name, path, priority: Number(priority), slaves };
}

function displayText(io: ProgramIo, group: LinkGroup): ByteString {
  const best = bestChoice(group);
  const slaves = [...group.slaves].map(([slave, link]) => `  slave ${slave} is ${link}\n`).join('');
  const choices = group.choices.map(({ path, priority, slaves: files }) => {
    const rows = [...files].filter(([, file]) => file !== '').map(([slave, file]) => `  slave ${slave}: ${file}\n`);
    return `${path} - priority ${priority}\n${rows.join('')}`;
  });
  const current = currentPath(io.fs, group.name);
  const points = current === undefined ? '  link currently absent\n' : `  link currently points to ${current}\n`;
  const head = `${group.name} - ${group.mode} mode\n  link best version is ${best?.path ?? 'not available'}\n${points}  link ${group.name} is ${group.link}\n`;
  return head + slaves + choices.join('');
}

function queryText(io: ProgramIo, group: LinkGroup): ByteString {
  const slavesOf = (rows: Iterable<readonly [string, string]>) => {
    const list = [...rows].filter(([, file]) => file !== '');
    return list.length === 0 ? '' : `Slaves:\n${list.map(([slave, file]) => ` ${slave} ${file}\n`).join('')}`;
  };
  const head = `Name: ${group.name}\nLink: ${group.link}\n${slavesOf(group.slaves)}Status: ${group.mode}\n`;
  const values = `Best: ${bestChoice(group)?.path ?? ''}\nValue: ${currentPath(io.fs, group.name) ?? 'none'}\n`;
  return (
    head +
    values +
    group.choices.map(({ path, priority, slaves }) => `\nAlternative: ${path}\nPriority: ${priority}\n${slavesOf(slaves)}`).join('')
  );
}

function selectionLine(io: ProgramIo, name: ByteString): ByteString {
  const group = readGroup(io.fs, name);
  return `${name.padEnd(30)} ${(group?.mode ?? 'auto').padEnd(8)} ${currentPath(io.fs, name) ?? ''}\n`;
}

async function configureAll(io: ProgramIo): Promise<void> {
  for (const name of groupNames(io.fs)) await configure(io, groupNamed(io, name));
}

/** Asks which choice is to be taken; with only one there is nothing to choose. */
async function configure(io: ProgramIo, group: LinkGroup): Promise<void> {
  const [only] = group.choices;
  const current = currentPath(io.fs, group.name);
  if (only && group.choices.length === 1 && group.mode === 'auto' && current === only.path) {
    await io.out(
      `There is only one alternative in link group ${group.name} (providing ${group.link}): ${only.path}\nNothing to configure.\n`,
    );
    return;
  }
  for (;;) {
    await io.out(choiceTable(group, current));
    await io.out('Press <enter> to keep the current choice[*], or type selection number: ');
    await io.flush();
    const line = await readLine(io.process);
    if (line === undefined || line === '') return;
    const number = /^\d+$/.test(line) ? Number(line) : group.choices.findIndex(({ path }) => path === line) + 1;
    if (number === 0) return chooseAlternative(sessionOf(io), group, undefined);
    const chosen = group.choices[number - 1];
    if (chosen) return chooseAlternative(sessionOf(io), group, chosen.path);
  }
}

function choiceTable(group: LinkGroup, current: ByteString | undefined): ByteString {
  const best = bestChoice(group);
  const width = Math.max(12, ...group.choices.map(({ path }) => path.length + 1));
  const row = (mark: boolean, number: number, path: string, priority: number, mode: string) =>
    `${mark ? '*' : ' '} ${String(number).padEnd(12)} ${path.padEnd(width)} ${String(priority).padStart(3)}        ${mode} mode\n`;
  const count = group.choices.length === 1 ? 'There is 1 choice' : `There are ${group.choices.length} choices`;
  const head = `${count} for the alternative ${group.name} (providing ${group.link}).\n\n  Selection    ${'Path'.padEnd(width)} Priority   Status\n${'-'.repeat(60)}\n`;
  const automatic = best ? row(group.mode === 'auto' && current === best.path, 0, best.path, best.priority, 'auto') : '';
  const rows = group.choices.map(({ path, priority }, i) =>
    row(group.mode === 'manual' && current === path, i + 1, path, priority, 'manual'),
  );
  return `${head}${automatic}${rows.join('')}\n`;
}

const HELP = `Usage: update-alternatives [<option> ...] <command>

Commands:
  --install <link> <name> <path> <priority>
    [--slave <link> <name> <path>] ...      add a choice
  --remove <name> <path>                    remove a choice
  --remove-all <name>                       remove the whole group
  --auto <name>                             take the best choice from now on
  --display <name>                          tell about a group
  --query <name>                            the same for programs
  --list <name>                             list the choices
  --get-selections                          list all groups
  --config <name>                           ask which choice to take
  --set <name> <path>                       take a choice
  --all                                     --config for every group
`;

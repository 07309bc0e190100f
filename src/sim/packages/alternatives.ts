/** Link groups: /etc/alternatives and /var/lib/dpkg/alternatives. As dpkg 1.22 utils/update-alternatives.c. */
import type { AlternativeManifest } from '../content/types.ts';
import { type ByteString, fromBytes, toBytes } from '../fs/bytes.ts';
import type { FileSystem } from '../fs/types.ts';
import { ADMIN } from './database.ts';
import { typeAt } from './paths.ts';
import { logAlternatives, type PackageSession } from './session.ts';

export interface Choice {
  readonly path: ByteString;
  readonly priority: number;
  /** Slave name → the file that it points to. */
  readonly slaves: ReadonlyMap<ByteString, ByteString>;
}

export interface LinkGroup {
  readonly name: ByteString;
  readonly mode: 'auto' | 'manual';
  readonly link: ByteString;
  /** Slave name → its link. */
  readonly slaves: ReadonlyMap<ByteString, ByteString>;
  readonly choices: readonly Choice[];
}

const ALTERNATIVES = '/etc/alternatives';
const adminFile = (name: ByteString): ByteString => `${ADMIN}/alternatives/${name}`;

/** The group of that name; undefined when there is none. */
export function readGroup(fs: FileSystem, name: ByteString): LinkGroup | undefined {
  if (!fs.exists(adminFile(name))) return undefined;
  const lines = fromBytes(fs.readFile(adminFile(name))).split('\n');
  let at = 0;
  const next = () => lines[at++] ?? '';
  const mode = next() === 'manual' ? 'manual' : 'auto';
  const link = next();
  const slaves = new Map<ByteString, ByteString>();
  for (let slave = next(); slave !== ''; slave = next()) slaves.set(slave, next());
  const choices: Choice[] = [];
  for (let path = next(); path !== ''; path = next()) {
    const priority = Number(next());
    choices.push({ path, priority, slaves: new Map([...slaves.keys()].map((slave) => [slave, next()])) });
  }
  return { name, mode, link, slaves, choices };
}

export const groupNames = (fs: FileSystem): ByteString[] =>
  fs.exists(`${ADMIN}/alternatives`)
    ? fs
        .readDir(`${ADMIN}/alternatives`)
        .map(({ name }) => name)
        .sort()
    : [];

function writeGroup(fs: FileSystem, group: LinkGroup): void {
  if (group.choices.length === 0) {
    fs.unlink(adminFile(group.name));
    return;
  }
  const slaves = [...group.slaves].map(([name, link]) => `${name}\n${link}\n`).join('');
  const choices = [...group.choices]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(
      ({ path, priority, slaves: files }) =>
        `${path}\n${priority}\n${[...group.slaves.keys()].map((slave) => `${files.get(slave) ?? ''}\n`).join('')}`,
    );
  fs.writeFile(adminFile(group.name), toBytes(`${group.mode}\n${group.link}\n${slaves}\n${choices.join('')}\n`), 0o644);
}

/** The choice that automatic mode takes: the highest priority, of equal ones the first by name. */
export function bestChoice(group: LinkGroup): Choice | undefined {
  return [...group.choices].sort((a, b) => b.priority - a.priority || (a.path < b.path ? -1 : 1))[0];
}

/** Where /etc/alternatives/NAME points now; undefined when it is no link. */
export function currentPath(fs: FileSystem, name: ByteString): ByteString | undefined {
  const path = `${ALTERNATIVES}/${name}`;
  return isLink(fs, path) ? fs.readLink(path) : undefined;
}

const isLink = (fs: FileSystem, path: ByteString): boolean => typeAt(fs, path) === 'symlink';

/** update-alternatives --install: adds or renews a choice, and takes it when it is the best one in automatic mode. */
export async function installAlternative(
  session: PackageSession,
  { name, link, path, priority, slaves = [] }: AlternativeManifest,
): Promise<void> {
  const { fs } = session;
  const call = slaves.map((slave) => ` --slave ${slave.link} ${slave.name} ${slave.path}`).join('');
  logAlternatives(session, `run with --install ${link} ${name} ${path} ${priority}${call}`);
  const before = readGroup(fs, name) ?? { name, mode: 'auto' as const, link, slaves: new Map(), choices: [] };
  const choice: Choice = { path, priority, slaves: new Map(slaves.map((slave) => [slave.name, slave.path])) };
  const group: LinkGroup = {
    ...before,
    link,
    slaves: new Map([...before.slaves, ...slaves.map((slave) => [slave.name, slave.link] as const)]),
    choices: [...before.choices.filter((each) => each.path !== path), choice],
  };
  const best = bestChoice(group);
  if (group.mode === 'auto' && best && best.path !== currentPath(fs, name)) await takeChoice(session, group, best, 'auto');
  else if (best?.path === path) await linkChoice(session, group, best, 'silently');
  writeGroup(fs, group);
}

/** Points the group to a choice, says so and logs it. */
async function takeChoice(session: PackageSession, group: LinkGroup, choice: Choice, mode: 'auto' | 'manual'): Promise<void> {
  await session.say(`update-alternatives: using ${choice.path} to provide ${group.link} (${group.name}) in ${mode} mode\n`, 1);
  await linkChoice(session, group, choice);
  logAlternatives(session, `link group ${group.name} updated to point to ${choice.path}`);
}

async function linkChoice(session: PackageSession, group: LinkGroup, choice: Choice, how: 'aloud' | 'silently' = 'aloud'): Promise<void> {
  const { fs } = session;
  replaceLink(fs, group.link, `${ALTERNATIVES}/${group.name}`);
  replaceLink(fs, `${ALTERNATIVES}/${group.name}`, choice.path);
  for (const [slave, link] of group.slaves) {
    const file = choice.slaves.get(slave) ?? '';
    if (file !== '' && fs.exists(file)) {
      replaceLink(fs, link, `${ALTERNATIVES}/${slave}`);
      replaceLink(fs, `${ALTERNATIVES}/${slave}`, file);
      continue;
    }
    removeLink(fs, link);
    removeLink(fs, `${ALTERNATIVES}/${slave}`);
    if (file !== '' && how === 'aloud') {
      const why = `because associated file ${file} (of link group ${group.name}) doesn't exist`;
      await session.say(`update-alternatives: warning: skip creation of ${link} ${why}\n`, 2);
    }
  }
}

function replaceLink(fs: FileSystem, path: ByteString, target: ByteString): void {
  if (isLink(fs, path) && fs.readLink(path) === target) return;
  removeLink(fs, path);
  fs.symlink(target, path);
}

function removeLink(fs: FileSystem, path: ByteString): void {
  if (isLink(fs, path)) fs.unlink(path);
}

/** update-alternatives --remove: drops a choice; the next best is taken, without any the group goes. */
export async function removeAlternative(session: PackageSession, name: ByteString, path: ByteString): Promise<void> {
  const { fs } = session;
  logAlternatives(session, `run with --remove ${name} ${path}`);
  const before = readGroup(fs, name);
  if (!before?.choices.some((choice) => choice.path === path)) return;
  const wasCurrent = currentPath(fs, name) === path;
  const group: LinkGroup = {
    ...before,
    mode: wasCurrent ? 'auto' : before.mode,
    choices: before.choices.filter((choice) => choice.path !== path),
  };
  const best = bestChoice(group);
  if (best && wasCurrent) await takeChoice(session, group, best, 'auto');
  if (!best) removeGroupLinks(session, group);
  writeGroup(fs, group);
}

function removeGroupLinks({ fs }: PackageSession, group: LinkGroup): void {
  for (const [name, link] of [[group.name, group.link] as const, ...group.slaves]) {
    removeLink(fs, link);
    removeLink(fs, `${ALTERNATIVES}/${name}`);
  }
}

/** update-alternatives --remove-all. */
export function removeAll(session: PackageSession, group: LinkGroup): void {
  logAlternatives(session, `run with --remove-all ${group.name}`);
  removeGroupLinks(session, group);
  session.fs.unlink(adminFile(group.name));
}

/** update-alternatives --set (a path) and --auto (undefined). */
export async function chooseAlternative(session: PackageSession, group: LinkGroup, path: ByteString | undefined): Promise<void> {
  const choice = path === undefined ? bestChoice(group) : group.choices.find((each) => each.path === path);
  if (!choice) return;
  const mode = path === undefined ? 'auto' : 'manual';
  logAlternatives(session, `run with ${path === undefined ? `--auto ${group.name}` : `--set ${group.name} ${path}`}`);
  if (currentPath(session.fs, group.name) !== choice.path || group.mode !== mode)
    await takeChoice(session, { ...group, mode }, choice, mode);
  writeGroup(session.fs, { ...group, mode });
}

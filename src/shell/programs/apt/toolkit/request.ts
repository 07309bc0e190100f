/** What the operands of install, remove and purge ask for: names, `=version`, `/suite`, `name-`, `name+`, globs. As apt-private/private-install.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { PackageRecord } from '../../../../sim/packages/database.ts';
import { readDeb } from '../../../../sim/packages/deb-file.ts';
import type { Candidate } from '../../../../sim/packages/lists.ts';
import { satisfies } from '../../../../sim/packages/relation.ts';
import type { Request, Situation } from '../../../../sim/packages/resolve.ts';
import { readSources } from '../../../../sim/packages/sources.ts';
import type { AptContext } from './apt-context.ts';
import { AptError, type AptMessage, errors } from './apt-error.ts';
import { knownNames } from './situation.ts';
import { connectTo } from './update.ts';

export interface ReadRequest extends Request {
  /** Installed already and asked for again: they become manual. */
  readonly kept: readonly PackageRecord[];
  /** To be installed once more. */
  readonly reinstalled: ReadonlySet<string>;
}

interface Reading {
  readonly context: AptContext;
  readonly situation: Situation;
  readonly install: Map<string, Candidate>;
  readonly remove: Map<string, PackageRecord>;
  readonly kept: PackageRecord[];
  readonly reinstalled: Set<string>;
  readonly messages: AptMessage[];
}

/** Reads the operands; notes go to standard output, what cannot be found is thrown as AptError. */
export async function readRequest(
  context: AptContext,
  situation: Situation,
  operands: readonly ByteString[],
  usual: 'install' | 'remove',
): Promise<ReadRequest> {
  const reading: Reading = { context, situation, install: new Map(), remove: new Map(), kept: [], reinstalled: new Set(), messages: [] };
  for (const operand of operands) await readOperand(reading, operand, usual);
  if (reading.messages.length > 0) throw new AptError([...reading.messages, ...(await notSimulated(context, situation, reading.messages))]);
  return {
    install: [...reading.install.values()],
    remove: [...reading.remove.values()],
    kept: reading.kept,
    reinstalled: reading.reinstalled,
  };
}

/** A marked line for each name that the real archive would have known. */
async function notSimulated(context: AptContext, { candidates }: Situation, messages: readonly AptMessage[]): Promise<AptMessage[]> {
  if (candidates.size === 0) return [];
  const archive = connectTo(context, readSources(context.fs)[0]?.uri ?? '');
  const names = messages.flatMap(({ text }) => /^Unable to locate package (.*)$/.exec(text)?.[1] ?? []);
  const lines: AptMessage[] = [];
  for (const name of names) {
    if (archive && (await context.process.hold(archive.lacks(name))))
      lines.push({ kind: 'drydock', text: `the package ${name} is not simulated` });
  }
  return lines;
}

/** An archive in a file: its package in that version, from the list that has it. */
async function askFile({ context, situation, messages, install }: Reading, file: ByteString): Promise<void> {
  const identity = context.fs.exists(file) ? readDeb(context.fs.readContent(file)) : 'foreign';
  const candidate =
    typeof identity === 'object' ? situation.candidates.get(identity.name)?.find(({ version }) => version === identity.version) : undefined;
  if (!candidate) {
    messages.push(...errors(`Unsupported file ${file} given on commandline`));
    return;
  }
  await context.out(`Note, selecting '${candidate.name}' instead of '${file}'\n`);
  install.set(candidate.name, candidate);
}

async function readOperand(reading: Reading, operand: ByteString, usual: 'install' | 'remove'): Promise<void> {
  if (/^\.{0,2}\//.test(operand)) return askFile(reading, operand);
  const names = knownNames(reading.situation);
  const ending = operand.slice(-1);
  const hasSign = (ending === '-' || ending === '+') && !names.has(operand);
  const action = hasSign ? (ending === '-' ? 'remove' : 'install') : usual;
  const [, named = '', mark, wanted = ''] = /^([^=/]+)(?:([=/])(.*))?$/s.exec(hasSign ? operand.slice(0, -1) : operand) ?? [];
  const name = named.replace(/:(?:amd64|any|all)$/, '');
  const matches = names.has(name) ? [name] : await expand(reading, name, names);
  for (const each of matches) {
    if (action === 'remove') await askRemoval(reading, each);
    else await askInstallation(reading, each, mark === '=' ? { version: wanted } : mark === '/' ? { suite: wanted } : {});
  }
}

/** A glob's or regular expression's packages; an unknown name is an error. */
async function expand(reading: Reading, name: string, names: ReadonlySet<string>): Promise<string[]> {
  const isPattern = /[*?[\]^$|.+]/.test(name);
  const found = isPattern ? [...names].filter((each) => patternOf(name).test(each) && isReal(reading.situation, each)).sort() : [];
  for (const each of found) await reading.context.out(`Note, selecting '${each}' for ${/[*?[]/.test(name) ? 'glob' : 'regex'} '${name}'\n`);
  if (found.length > 0) return found;
  reading.messages.push(...errors(`Unable to locate package ${name}`));
  if (isPattern)
    reading.messages.push(...errors(`Couldn't find any package by glob '${name}'`, `Couldn't find any package by regex '${name}'`));
  return [];
}

export function patternOf(name: string): RegExp {
  const glob = name
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  if (/[*?[]/.test(name)) return new RegExp(`^${glob}$`);
  try {
    return new RegExp(name);
  } catch {
    return new RegExp(`^${glob.replaceAll('[', '\\[')}$`);
  }
}

const isReal = ({ database, candidates }: Situation, name: string): boolean => database.has(name) || candidates.has(name);

async function askRemoval({ context, situation, remove }: Reading, name: string): Promise<void> {
  const record = situation.database.get(name);
  const isThere = record && (record.state !== 'config-files' || context.is('APT::Get::Purge'));
  if (record && isThere && record.state !== 'not-installed') remove.set(name, record);
  else await context.out(`Package '${name}' is not installed, so not removed\n`);
}

interface Wanted {
  readonly version?: string;
  readonly suite?: string;
}

async function askInstallation(reading: Reading, name: string, wanted: Wanted): Promise<void> {
  const { situation, context, messages } = reading;
  const record = situation.database.get(name);
  const isInstalled = record?.state === 'installed';
  const offered = situation.candidates.get(name) ?? [];
  if (offered.length === 0 && !isInstalled) return askVirtual(reading, name);
  const candidate = offered.find((each) => fits(each, wanted));
  if (!candidate && (wanted.version ?? wanted.suite) !== undefined && record?.version !== wanted.version) {
    messages.push(
      ...errors(`${wanted.version !== undefined ? 'Version' : 'Release'} '${wanted.version ?? wanted.suite}' for '${name}' was not found`),
    );
    return;
  }
  if (isInstalled && (!candidate || candidate.version === record.version)) return keep(reading, record, candidate);
  if (context.is('APT::Get::Only-Upgrade') && !isInstalled) {
    await context.out(`Skipping ${name}, it is not installed and only upgrades are requested.\n`);
  } else if (candidate) reading.install.set(name, candidate);
}

const fits = ({ version, origins }: Candidate, wanted: Wanted): boolean =>
  (wanted.version === undefined || version === wanted.version) &&
  (wanted.suite === undefined || origins.some(({ source }) => source.suite === wanted.suite));

async function keep(reading: Reading, record: PackageRecord, candidate: Candidate | undefined): Promise<void> {
  if (reading.context.is('APT::Get::ReInstall')) {
    if (candidate) {
      reading.install.set(record.name, candidate);
      reading.reinstalled.add(record.name);
    } else await reading.context.out(`Reinstallation of ${record.name} is not possible, it cannot be downloaded.\n`);
    return;
  }
  await reading.context.out(`${record.name} is already the newest version (${record.version}).\n`);
  reading.kept.push(record);
}

/** A name without a package: the only one that provides it, or an error. */
async function askVirtual(reading: Reading, name: string): Promise<void> {
  const { situation, context, messages } = reading;
  const providers = [...situation.candidates.values()].flatMap(([newest]) =>
    newest && satisfies(newest, { name, constraint: undefined }) ? [newest] : [],
  );
  const [only] = providers;
  if (only && providers.length === 1) {
    await context.out(`Note, selecting '${only.name}' instead of '${name}'\n`);
    return askInstallation(reading, only.name, {});
  }
  if (providers.length > 1) {
    await context.out(
      `Package ${name} is a virtual package provided by:\n${providers.map((each) => `  ${each.name} ${each.version}\n`).join('')}\n`,
    );
    await context.out('You should explicitly select one to install.\n\n');
  } else {
    await context.out(`Package ${name} is not available, but is referred to by another package.\n`);
    await context.out('This may mean that the package is missing, has been obsoleted, or\nis only available from another source\n\n');
  }
  messages.push(...errors(`Package '${name}' has no installation candidate`));
}

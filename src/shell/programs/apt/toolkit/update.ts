/** apt-get update: asks every source of sources.list for its lists and keeps them. As apt-private/private-update.cc, apt-pkg/acquire-item.cc. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { fromBytes, toBytes } from '../../../../sim/fs/bytes.ts';
import { FsError } from '../../../../sim/fs/errno.ts';
import type { PackageArchive, Suite } from '../../../../sim/packages/archive.ts';
import { LISTS, packagesFile, releaseFile, storedPackages } from '../../../../sim/packages/lists.ts';
import { hostOf, type PackageSource, readSources, serverOf } from '../../../../sim/packages/sources.ts';
import type { AptContext } from './apt-context.ts';
import type { AptMessage } from './apt-error.ts';
import { FetchDisplay } from './fetch-display.ts';
import { lockLists } from './locks.ts';
import { runTransfers, type Transfer } from './transfer.ts';

/** apt's user, who owns what is being downloaded. */
const APT_USER = 42;

/** A source whose server answered, or why it did not. */
type Answer =
  | { readonly source: PackageSource; readonly archive: PackageArchive; readonly suite: Suite }
  | { readonly source: PackageSource; readonly failure: 'resolve' | 'missing' };

/** Renews the lists. Returns what could not be had; throws AptError when it may not. */
export async function updateLists(context: AptContext): Promise<readonly AptMessage[]> {
  lockLists(context);
  prepareFolders(context);
  const answers: Answer[] = [];
  for (const source of readSources(context.fs)) answers.push(await ask(context, source));
  const display = new FetchDisplay(context);
  const messages = await reportFailures(context, display, answers);
  const found = answers.flatMap((answer) => ('suite' in answer ? [answer] : []));
  if (found.length > 0) await fetchLists(context, display, found);
  await display.end();
  return messages;
}

function prepareFolders({ fs }: AptContext): void {
  for (const path of ['/var/lib/apt', LISTS]) if (!fs.exists(path)) fs.mkdir(path, 0o755);
  for (const [name, mode] of [
    ['partial', 0o700],
    ['auxfiles', 0o755],
  ] as const) {
    const path = `${LISTS}/${name}`;
    if (fs.exists(path)) continue;
    fs.mkdir(path, mode);
    fs.chmod(path, mode);
    fs.chown(path, APT_USER, 0);
  }
  if (!fs.exists(`${LISTS}/lock`)) {
    fs.writeFile(`${LISTS}/lock`, new Uint8Array(0), 0o640);
    fs.chmod(`${LISTS}/lock`, 0o640);
  }
}

async function ask(context: AptContext, source: PackageSource): Promise<Answer> {
  const archive = connectTo(context, source.uri);
  if (!archive) return { source, failure: 'resolve' };
  const suites = await context.process.hold(archive.suites());
  const suite = suites.find((each) => each.suite === source.suite);
  return suite ? { source, archive, suite } : { source, failure: 'missing' };
}

/** The archive behind an address; undefined when its name cannot be resolved. */
export function connectTo(context: AptContext, uri: string): PackageArchive | undefined {
  try {
    return context.process.connect(serverOf(uri)) as PackageArchive;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

/** Three tries, then the reason: a tenth of the real waits. */
async function reportFailures(context: AptContext, display: FetchDisplay, answers: readonly Answer[]): Promise<AptMessage[]> {
  const failed = answers.flatMap((answer, index) => ('failure' in answer ? [{ ...answer, number: index + 1 }] : []));
  const unresolved = failed.filter(({ failure }) => failure === 'resolve');
  for (let attempt = 0; attempt < 3 && unresolved.length > 0; attempt++) {
    for (const { source, number } of unresolved) await display.line('Ign', number, describe(source, 'InRelease'));
    await context.pause(100 << attempt);
  }
  const messages: AptMessage[] = [];
  for (const { source, number, failure } of failed) messages.push(...(await reportFailure(display, source, number, failure)));
  if (unresolved.length > 0)
    messages.push({ kind: 'W', text: 'Some index files failed to download. They have been ignored, or old ones used instead.' });
  return messages;
}

async function reportFailure(
  display: FetchDisplay,
  source: PackageSource,
  number: number,
  failure: 'resolve' | 'missing',
): Promise<AptMessage[]> {
  const host = hostOf(source.uri);
  if (failure === 'resolve') {
    const why = `Temporary failure resolving '${host}'`;
    await display.line('Err', number, describe(source, 'InRelease'));
    await display.reason(why);
    return [{ kind: 'W', text: `Failed to fetch ${source.uri}/dists/${source.suite}/InRelease  ${why}` }];
  }
  await display.line('Ign', number, describe(source, 'InRelease'));
  await display.line('Err', number, describe(source, 'Release'));
  await display.reason('404  Not Found');
  return [
    { kind: 'E', text: `The repository '${source.uri} ${source.suite} Release' does not have a Release file.` },
    { kind: 'N', text: "Updating from such a repository can't be done securely, and is therefore disabled by default." },
    { kind: 'N', text: 'See apt-secure(8) manpage for repository creation and user configuration details.' },
  ];
}

const describe = (source: PackageSource, what: string): ByteString => `${source.uri} ${source.suite} ${what}`;

interface Found {
  readonly source: PackageSource;
  readonly archive: PackageArchive;
  readonly suite: Suite;
}

/** A server's InRelease files come first, then its Packages; what is unchanged is a hit. */
async function fetchLists(context: AptContext, display: FetchDisplay, found: readonly Found[]): Promise<void> {
  const releases = found.map((each) => releaseTransfer(context, each));
  const packages: Transfer[] = [];
  for (const each of found) packages.push(...(await packagesTransfers(context, each)));
  await runTransfers(context, display, [...releases, ...packages]);
}

function releaseTransfer({ fs }: AptContext, { source, suite }: Found): Transfer {
  const path = `${LISTS}/${releaseFile(source)}`;
  const text = releaseText(suite);
  const isHit = fs.exists(path) && fromBytes(fs.readContent(path).segments[0]?.bytes ?? new Uint8Array(0)) === text;
  const store = () => storeList(fs, path, { size: suite.inRelease, segments: [{ offset: 0, bytes: toBytes(text) }] }, suite);
  const transfer = { host: suite.host, description: describe(source, 'InRelease'), title: 'InRelease', size: suite.inRelease };
  return isHit ? { ...transfer, isHit } : { ...transfer, store };
}

async function packagesTransfers(context: AptContext, { source, suite, archive }: Found): Promise<Transfer[]> {
  const { fs } = context;
  const isCurrent = releaseTransfer(context, { source, suite, archive }).isHit === true;
  const transfers: Transfer[] = [];
  for (const [component, size] of Object.entries(suite.components)) {
    const path = `${LISTS}/${packagesFile(source, component)}`;
    if (!source.components.includes(component) || (isCurrent && fs.exists(path))) continue;
    const content = storedPackages(await context.process.hold(archive.packages(suite.suite, component)), size);
    transfers.push({
      host: suite.host,
      description: `${source.uri} ${source.suite}/${component} amd64 Packages`,
      title: 'Packages',
      size,
      store: () => storeList(fs, path, content, suite),
    });
  }
  return transfers;
}

function storeList(fs: AptContext['fs'], path: ByteString, content: Parameters<AptContext['fs']['writeContent']>[1], suite: Suite): void {
  fs.writeContent(path, content, 0o644);
  fs.chmod(path, 0o644);
  fs.utimes(path, { mtime: instantOf(suite.date) });
}

/** The head of an InRelease file: enough to tell one state of a suite from another. */
const releaseText = ({ suite, date, components }: Suite): ByteString =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nOrigin: Ubuntu\nLabel: Ubuntu\nSuite: ${suite}\nVersion: 24.04\nCodename: noble\nDate: ${date}\nArchitectures: amd64 arm64 armhf i386 ppc64el riscv64 s390x\nComponents: ${Object.keys(components).join(' ')}\n`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Microseconds since 1970 of `Mon, 17 Aug 2026 04:12:51 UTC`. */
function instantOf(date: string): number {
  const [, day = '1', month = 'Jan', year = '1970', hour = '0', minute = '0', second = '0'] =
    /(\d+) (\w+) (\d+) (\d+):(\d+):(\d+)/.exec(date) ?? [];
  return Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)) * 1000;
}

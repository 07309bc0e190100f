/** Fetching packages' archives: from the archive folder or from the server that lists them. As apt-pkg/acquire-item.cc pkgAcqArchive. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { FetchedPackage } from '../../../../sim/packages/archive.ts';
import { debContent, readDeb } from '../../../../sim/packages/deb-file.ts';
import { type Candidate, downloadSizeOf } from '../../../../sim/packages/lists.ts';
import { hostOf } from '../../../../sim/packages/sources.ts';
import { archiveName } from '../../../../sim/packages/unpack-package.ts';
import type { AptContext } from './apt-context.ts';
import { AptError, type AptMessage } from './apt-error.ts';
import { FetchDisplay } from './fetch-display.ts';
import { runTransfers, type Transfer } from './transfer.ts';
import { connectTo } from './update.ts';

export const ARCHIVES = '/var/cache/apt/archives';

const archivePath = (candidate: Candidate): ByteString => `${ARCHIVES}/${archiveName(candidate)}`;

/** Whether the candidate's archive lies in the folder already. */
export function isCached({ fs }: AptContext, candidate: Candidate): boolean {
  const path = archivePath(candidate);
  if (!fs.exists(path)) return false;
  const found = readDeb(fs.readContent(path));
  return typeof found === 'object' && found.version === candidate.version;
}

/** `http://archive.ubuntu.com/ubuntu noble/universe amd64 figlet amd64 2.2.5-3`. */
function describeCandidate(candidate: Candidate): ByteString {
  const [origin] = candidate.origins;
  const where = origin ? `${origin.source.uri} ${origin.source.suite}/${origin.component}` : 'local';
  return `${where} amd64 ${candidate.name} ${candidate.architecture} ${candidate.version}`;
}

export const uriOf = (candidate: Candidate): string =>
  `${candidate.origins[0]?.source.uri ?? ''}/${candidate.paragraph.get('Filename') ?? ''}`;

/** Fetches all of them, in order; each archive is kept in `folder`. Throws AptError when one cannot be had. */
export async function downloadPackages(
  context: AptContext,
  candidates: readonly Candidate[],
  folder = ARCHIVES,
): Promise<FetchedPackage[]> {
  const display = new FetchDisplay(context);
  const fetched: FetchedPackage[] = [];
  const missing: Candidate[] = [];
  for (const candidate of candidates) {
    const found = await fetchOne(context, candidate);
    if (found) fetched.push(found);
    else missing.push(candidate);
  }
  if (missing.length > 0) await failDownload(context, display, missing, candidates);
  const transfers = candidates
    .filter((each) => folder !== ARCHIVES || !isCached(context, each))
    .map((each) => transferOf(context, each, folder));
  if (transfers.length > 0) {
    await runTransfers(context, display, transfers);
    if (!context.isTerminal) await context.io.flush();
  }
  await display.end();
  return fetched;
}

async function fetchOne(context: AptContext, candidate: Candidate): Promise<FetchedPackage | undefined> {
  const archive = connectTo(context, candidate.origins[0]?.source.uri ?? '');
  const found = archive && (await context.process.hold(archive.fetch(candidate.name, candidate.version)));
  if (archive && !found) throw new AptError([{ kind: 'drydock', text: `fetching the package ${candidate.name} is not simulated` }]);
  return found;
}

function transferOf({ fs }: AptContext, candidate: Candidate, folder: ByteString): Transfer {
  const size = downloadSizeOf(candidate);
  const path = `${folder}/${archiveName(candidate)}`;
  return {
    host: hostOf(candidate.origins[0]?.source.uri ?? ''),
    description: describeCandidate(candidate),
    title: candidate.name,
    size,
    store: () => {
      fs.writeContent(path, debContent(candidate, size), 0o644);
      fs.chmod(path, 0o644);
    },
  };
}

async function failDownload(
  context: AptContext,
  display: FetchDisplay,
  missing: readonly Candidate[],
  all: readonly Candidate[],
): Promise<never> {
  const messages: AptMessage[] = [];
  const number = (candidate: Candidate) => all.indexOf(candidate) + 1;
  for (let attempt = 0; attempt < 3; attempt++) {
    for (const candidate of missing) await display.line('Ign', number(candidate), describeCandidate(candidate));
    await context.pause(100 << attempt);
  }
  for (const candidate of missing) {
    const why = `Temporary failure resolving '${hostOf(candidate.origins[0]?.source.uri ?? '')}'`;
    await display.line('Err', number(candidate), describeCandidate(candidate));
    await display.reason(why);
    messages.push({ kind: 'E', text: `Failed to fetch ${uriOf(candidate)}  ${why}` });
  }
  await display.end();
  messages.push({ kind: 'E', text: 'Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?' });
  throw new AptError(messages);
}

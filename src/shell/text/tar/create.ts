/** tar -c and -r: files become members. As GNU tar 1.35 create.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { EMPTY_CONTENT, pieces } from '../../../sim/fs/content.ts';
import type { Content, Stat } from '../../../sim/fs/types.ts';
import { typeLetter } from '../../formats/mode.ts';
import { joinPath } from '../../formats/paths.ts';
import { BLOCK, headerBlocks, type MemberHeader } from './header.ts';
import type { TarJob } from './job.ts';
import { type ListingWidth, memberLine } from './listing.ts';
import { type PlacedName, under } from './options.ts';

export interface TarSink {
  write(bytes: Uint8Array): Promise<void> | void | undefined;
  /** The archive's own file, which is never put into itself. */
  readonly self: { readonly dev: number; readonly ino: number } | undefined;
  /** Where names are printed with -v. */
  print(text: ByteString): Promise<void> | void | undefined;
}

interface Packing {
  readonly job: TarJob;
  readonly sink: TarSink;
  /** Names of files that have several, by device and inode. */
  readonly links: Map<string, ByteString>;
  readonly width: ListingWidth;
}

export async function packAll(job: TarJob, names: readonly PlacedName[], sink: TarSink): Promise<void> {
  const packing: Packing = { job, sink, links: new Map(), width: { columns: 19 } };
  for (const { name, directory } of names) {
    await job.guard(`${name}: Cannot stat`, () => pack(packing, name.replace(/(.)\/+$/, '$1'), directory));
  }
}

async function pack(packing: Packing, name: ByteString, directory: ByteString): Promise<void> {
  const { job, sink } = packing;
  if (job.isExcluded(name)) return;
  const path = under(directory, name);
  const stat = job.settings.dereference ? job.io.fs.stat(path) : job.io.fs.lstat(path);
  if (sink.self && sink.self.ino === stat.ino && sink.self.dev === stat.dev) return job.warn(`${name}: file is the archive; not dumped`);
  if (stat.type === 'socket') return job.warn(`${name}: socket ignored`);
  await packOne(packing, name, path, stat);
  if (stat.type === 'directory' && job.settings.recursion) await packFolder(packing, name, path, directory);
  if (job.settings.removeFiles) {
    await job.guard(`${name}: Cannot unlink`, async () => (stat.type === 'directory' ? job.io.fs.rmdir(path) : job.io.fs.unlink(path)));
  }
}

async function packFolder(packing: Packing, name: ByteString, path: ByteString, directory: ByteString): Promise<void> {
  const { job } = packing;
  await job.guard(`${name}: Cannot open`, async () => {
    const entries = job.io.fs.readDir(path);
    const ordered = job.settings.sorted ? entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : entries;
    for (const entry of ordered) {
      const child = joinPath(name, entry.name);
      await job.guard(`${child}: Cannot stat`, () => pack(packing, child, directory));
      const pause = job.io.process.tick();
      if (pause) await pause;
    }
  });
}

const TYPES = { file: '0', symlink: '2', character: '3', block: '4', directory: '5', fifo: '6' } as const;

async function packOne(packing: Packing, name: ByteString, path: ByteString, stat: Stat): Promise<void> {
  const { job, links, sink } = packing;
  if (stat.type === 'socket') return;
  const member = job.settings.rename(await job.memberName(name)) + (stat.type === 'directory' && !/\/$/.test(name) ? '/' : '');
  const key = `${stat.dev}:${stat.ino}`;
  const linked = stat.nlink > 1 && stat.type !== 'directory' ? links.get(key) : undefined;
  if (stat.nlink > 1 && stat.type !== 'directory' && linked === undefined) links.set(key, member);
  if (linked !== undefined && name.startsWith('/') && !job.settings.absoluteNames) {
    await job.warnOnce("Removing leading `/' from hard link targets");
  }
  const isContent = stat.type === 'file' && linked === undefined;
  const content = isContent ? job.io.fs.readContent(path) : EMPTY_CONTENT;
  const linkName = linked ?? (stat.type === 'symlink' ? job.io.fs.readLink(path) : '');
  const header = headerOf(job, member, stat, { type: linked === undefined ? TYPES[stat.type] : '1', linkName, size: content.size });
  await show(packing, header, stat);
  await sink.write(headerBlocks(header));
  if (content.size > 0) await writeContent(packing, content);
}

function headerOf(job: TarJob, name: ByteString, stat: Stat, rest: Pick<MemberHeader, 'type' | 'linkName' | 'size'>): MemberHeader {
  const { accounts, settings } = job;
  const user = ownerOf(settings.owner, stat.uid, (given) => accounts.userByName(given)?.uid, accounts.userName, settings.numericOwner);
  const group = ownerOf(settings.group, stat.gid, (given) => accounts.groupByName(given)?.gid, accounts.groupName, settings.numericOwner);
  return {
    ...{ name, mode: stat.mode, mtime: Math.floor(stat.mtime / 1e6), device: stat.rdev },
    ...{ uid: user.id, gid: group.id, userName: user.name, groupName: group.name, ...rest },
  };
}

/** `--owner=NAME[:ID]`, or the file's own. */
function ownerOf(
  given: ByteString | undefined,
  id: number,
  find: (name: ByteString) => number | undefined,
  nameOf: (id: number) => ByteString,
  numeric: boolean,
): { readonly id: number; readonly name: ByteString } {
  const [name, number] = given === undefined ? [] : given.split(':', 2);
  const actual = name === undefined ? id : number !== undefined ? Number(number) : /^\d+$/.test(name) ? Number(name) : (find(name) ?? id);
  const shown = nameOf(actual);
  if (numeric || shown === String(actual)) return { id: actual, name: '' };
  return { id: actual, name: name !== undefined && !/^\d+$/.test(name) ? name : shown };
}

async function show({ job, sink, width }: Packing, header: MemberHeader, stat: Stat): Promise<void> {
  const { verbose } = job.settings;
  if (verbose === 0) return;
  const isLink = header.type === '1';
  const line = memberLine(
    job,
    {
      ...{ name: header.name, mode: header.mode, size: header.size, mtime: stat.mtime, device: header.device },
      letter: isLink ? 'h' : typeLetter(stat.type),
      owner: header.userName || String(header.uid),
      group: header.groupName || String(header.gid),
      suffix: isLink ? ` link to ${header.linkName}` : header.type === '2' ? ` -> ${header.linkName}` : '',
    },
    verbose > 1,
    width,
  );
  await sink.print(line);
}

async function writeContent({ job, sink }: Packing, content: Content): Promise<void> {
  for (const piece of pieces(content)) {
    await sink.write(piece);
    const pause = job.io.process.tick(1 + (piece.length >> 8));
    if (pause) await pause;
  }
  const rest = content.size % BLOCK;
  if (rest > 0) await sink.write(new Uint8Array(BLOCK - rest));
}

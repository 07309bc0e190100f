/** Runs one command on a machine, on the host or in a new container, with its streams in the caller's hands. */
import { createFileSystem } from '../sim/fs/filesystem.ts';
import { type ByteString, fromBytes, toBytes, utf8 } from '../sim/fs/bytes.ts';
import { FsError } from '../sim/fs/errno.ts';
import { dirname } from '../sim/fs/path.ts';
import { createView, fileSystemOf } from '../sim/fs/view.ts';
import type { Credentials, FileSystem } from '../sim/fs/types.ts';
import type { InitOptions, PtyMaster, StreamEnd, WaitStatus, WindowSize } from '../sim/kernel/types.ts';
import { type Machine, startOnHost } from '../sim/machine.ts';
import { WORK } from './options.ts';

export interface Case {
  readonly argv: readonly string[];
  /** Replaces the environment when given. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Added to it. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** `name`, `1000`, `1000:1000`. */
  readonly user?: string | undefined;
  readonly files?: readonly { readonly path: string; readonly contents: Uint8Array; readonly executable?: boolean }[];
  readonly terminal?: WindowSize | undefined;
  readonly image?: string | undefined;
}

export interface CaseStreams {
  /** Pieces of input, then its end. */
  readonly stdin: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The exit status, as a shell would give it. */
export async function runCase(machine: Machine, given: Case, streams: CaseStreams): Promise<number> {
  if (given.image !== undefined) return runInContainer(machine, given, given.image, streams);
  const fs = fileSystemOf(machine.hostCell, () => machine.kernel.clock.now());
  const account = accountOf(fs, given.user);
  const cwd = utf8(given.cwd ?? (account.uid === 0 ? WORK : account.home));
  prepareFolder(fs, cwd, account);
  writeFiles(fs, cwd, given, account);
  return runOnHost(
    machine,
    given,
    { argv: given.argv.map(utf8), environment: environmentOf(given, account), cwd, credentials: account },
    streams,
  );
}

interface Account extends Credentials {
  readonly name: string;
  readonly home: string;
}

function accountOf(fs: FileSystem, user = 'root'): Account {
  const [name = '', group] = user.split(':');
  const rows = fromBytes(fs.readFile('/etc/passwd'))
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([rowName, , uid]) => rowName === name || uid === name);
  const uid = Number(row?.[2] ?? name);
  if (!Number.isInteger(uid)) throw new Error(`no user ${name} on the host`);
  const gid = Number(group ?? row?.[3] ?? uid);
  const groups = fromBytes(fs.readFile('/etc/group'))
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([, , , members = '']) => members.split(',').includes(row?.[0] ?? ''))
    .map(([, , id]) => Number(id));
  return { name: row?.[0] ?? name, uid, gid, groups: [gid, ...groups], home: row?.[5] ?? '/' };
}

function environmentOf({ environment, extra = {} }: Case, account: Account): Map<ByteString, ByteString> {
  const base = environment ?? {
    PATH,
    HOME: account.home,
    USER: account.name,
    LOGNAME: account.name,
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  };
  return new Map(Object.entries({ ...base, ...extra }).map(([name, value]) => [utf8(name), utf8(value)]));
}

function prepareFolder(fs: FileSystem, path: ByteString, owner: Credentials): void {
  if (path === '/' || path === '' || fs.exists(path)) return;
  prepareFolder(fs, dirname(path), owner);
  fs.mkdir(path);
  fs.chown(path, owner.uid, owner.gid);
}

function writeFiles(fs: FileSystem, cwd: ByteString, { files = [] }: Case, owner: Credentials): void {
  for (const { path, contents, executable } of files) {
    const place = path.startsWith('/') ? utf8(path) : `${cwd.replace(/\/$/, '')}/${utf8(path)}`;
    if (place.endsWith('/')) {
      prepareFolder(fs, place.slice(0, -1), owner);
      continue;
    }
    prepareFolder(fs, dirname(place), owner);
    fs.writeFile(place, contents);
    fs.chmod(place, executable ? 0o755 : 0o644);
    fs.chown(place, owner.uid, owner.gid);
  }
}

type Start = Pick<InitOptions, 'argv' | 'environment' | 'cwd' | 'credentials'>;

function runOnHost(machine: Machine, { terminal }: Case, start: Start, streams: CaseStreams): Promise<number> {
  return terminal ? runOnTerminal(machine, start, terminal, streams) : runOnStreams(machine, start, streams);
}

async function runOnStreams(machine: Machine, start: Start, streams: CaseStreams): Promise<number> {
  const { kernel } = machine;
  const [input, output, errors] = [kernel.createStream(), kernel.createStream(), kernel.createStream()];
  const ended = started(machine, start, { stdin: input.readEnd, stdout: output.writeEnd, stderr: errors.writeEnd }, streams.stderr);
  for (const end of [input.readEnd, output.writeEnd, errors.writeEnd]) kernel.closeStream(end);
  const feeding = feed(machine, input.writeEnd, streams.stdin);
  const [status] = await Promise.all([
    ended,
    drain(machine, output.readEnd, streams.stdout),
    drain(machine, errors.readEnd, streams.stderr),
  ]);
  void feeding;
  return statusOf(status);
}

async function runOnTerminal(machine: Machine, start: Start, size: WindowSize, streams: CaseStreams): Promise<number> {
  const pty = machine.kernel.createPty(size);
  pty.onOutput(streams.stdout);
  const ended = started(machine, start, { pty }, streams.stderr);
  void feedTerminal(pty, streams.stdin);
  const status = await ended;
  await machine.kernel.settled();
  return statusOf(status);
}

/** Starts it; what exec refuses is told as a shell would. */
function started(machine: Machine, start: Start, stdio: InitOptions['stdio'], complain: (bytes: Uint8Array) => void): Promise<WaitStatus> {
  return new Promise((resolve) => {
    try {
      startOnHost(machine, { ...start, stdio, onExit: resolve });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      complain(toBytes(`drydock: ${start.argv[0]}: ${error.text}\n`));
      resolve({ exited: error.errno === 'ENOENT' ? 127 : 126 });
    }
  });
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
};

function statusOf(status: WaitStatus): number {
  if ('exited' in status) return status.exited;
  return 'signaled' in status ? 128 + (SIGNAL_NUMBERS[status.signaled] ?? 0) : 1;
}

async function feed({ kernel }: Machine, end: StreamEnd, input: CaseStreams['stdin']): Promise<void> {
  try {
    for await (const piece of input) if (piece.length > 0) await kernel.writeStream(end, piece);
  } catch (error) {
    // nobody reads any more, or the caller has closed its own input
    if (!(error instanceof FsError || isPrematureClose(error))) throw error;
  }
  kernel.closeStream(end);
}

const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

async function feedTerminal(pty: PtyMaster, input: CaseStreams['stdin']): Promise<void> {
  try {
    for await (const piece of input) pty.input(piece);
  } catch (error) {
    if (!isPrematureClose(error)) throw error;
  }
}

async function drain({ kernel }: Machine, end: StreamEnd, take: (bytes: Uint8Array) => void): Promise<void> {
  for (;;) {
    const reading = kernel.readStream(end);
    const bytes = reading instanceof Promise ? await reading : reading;
    if (bytes.length === 0) break;
    take(bytes);
  }
  kernel.closeStream(end);
}

/** As `docker run --rm -i IMAGE ARGV`, by docker's own client on the host: created, files put in, started attached. */
async function runInContainer(machine: Machine, given: Case, image: string, streams: CaseStreams): Promise<number> {
  const root = accountOf(fileSystemOf(machine.hostCell, () => machine.kernel.clock.now()));
  const start: Start = { argv: [], environment: environmentOf({ argv: [] }, root), cwd: WORK, credentials: root };
  const create = ['docker', 'create', '--rm', '-i', ...containerFlags(given), image, ...given.argv].map(utf8);
  let id = '';
  const status = await runOnStreams(
    machine,
    { ...start, argv: create },
    { stdin: [], stdout: (bytes) => (id += fromBytes(bytes)), stderr: streams.stderr },
  );
  if (status !== 0) return status;
  const container = id.trim();
  const fs = createFileSystem(
    createView({
      mounts: [
        {
          at: '/',
          source: { cell: machine.engine.cellOf(container), subpath: '/' },
          readOnly: false,
          fsType: 'overlay',
          device: 'overlay',
        },
      ],
      now: () => machine.kernel.clock.now(),
    }),
  );
  const owner = { uid: Number(given.user?.split(':')[0] ?? 0) || 0, gid: Number(given.user?.split(':')[1] ?? 0) || 0, groups: [] };
  const cwd = utf8(given.cwd ?? '/');
  prepareFolder(fs, cwd, owner);
  writeFiles(fs, cwd, given, owner);
  return runOnHost(machine, given, { ...start, argv: ['docker', 'start', '-ai', container] }, streams);
}

function containerFlags({ user, cwd, environment, extra, terminal }: Case): string[] {
  const pairs = Object.entries({ ...environment, ...extra }).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return [...(terminal ? ['-t'] : []), ...(user === undefined ? [] : ['-u', user]), ...(cwd === undefined ? [] : ['-w', cwd]), ...pairs];
}

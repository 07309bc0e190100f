/** One machine: a kernel, the host's files, Docker's daemon and the servers of the simulated internet, put together; from nothing or from what was saved. */
import type { ContentSource } from './content/types.ts';
import { hostTree } from './content/host-tree.ts';
import { createEngine } from './engine/daemon.ts';
import type { Engine } from './engine/engine.ts';
import { emptyState } from './engine/state.ts';
import type { EngineState } from './engine/types.ts';
import { apply } from './fs/apply.ts';
import type { ByteString } from './fs/bytes.ts';
import { createCell } from './fs/cell.ts';
import { emptyTree } from './fs/tree.ts';
import type { Cell, Credentials, Tree } from './fs/types.ts';
import { createKernel } from './kernel/kernel.ts';
import { standardMounts } from './kernel/mounts.ts';
import type { InitOptions, Kernel, Namespace, Platform, ProgramTable } from './kernel/types.ts';
import { NOTHING_SAVED, type SavedPoint } from './machine/saved-point.ts';
import type { Sleeping, Waker } from './machine/wake.ts';
import { createPackageServer } from './packages/server.ts';

export const HOSTNAME = 'drydock';
/** The servers that the host and its containers can reach. */
const SERVERS = ['archive.ubuntu.com', 'security.ubuntu.com'];

export interface MachineOptions {
  readonly platform: Platform;
  readonly programs: ProgramTable;
  /** Programs that the host has in /usr/bin, by name. */
  readonly hostPrograms: readonly string[];
  readonly content: ContentSource;
  /** Further folders of root's on the host. */
  readonly directories?: readonly string[];
  /** What a store held: the machine goes on from there (see machine/wake.ts). */
  readonly waker?: Waker;
  /** A daemon that knows images already. Not with a waker. */
  readonly engine?: EngineState;
}

export interface Machine {
  readonly kernel: Kernel;
  readonly engine: Engine;
  /** The host's namespace, its tree, and the tree as this release makes it. */
  readonly host: Namespace;
  readonly hostCell: Cell;
  readonly hostBase: Tree;
  /** What was read of the store; undefined on a fresh machine. */
  readonly sleeping: Sleeping | undefined;
  /** What the store holds of this machine already. */
  readonly saved: SavedPoint;
}

export function createMachine(options: MachineOptions): Machine {
  const kernel = createKernel(options);
  const { platform, content, waker } = options;
  let lastIno = FIRST_INO;
  const nextIno = () => ++lastIno;
  const hostBase = hostBaseOf(options);
  const now = kernel.clock.now();
  const sleeping = waker?.read(options.engine ?? emptyState({ now, random: platform.random }), nextIno);
  const hostTreeNow = sleeping ? waker?.hostTree(hostBase, sleeping, nextIno) : undefined;
  const hostCell = createCell({ id: 'host', now, nextIno, tree: hostTreeNow ?? hostBase });
  const host = kernel.createNamespace({ id: 'host', hostname: HOSTNAME, mounts: standardMounts({ kernel, root: hostCell }) });
  const ports = { kernel, content, random: platform.random, hostMounts: () => host.mounts, hostname: HOSTNAME, nextIno };
  const engine = createEngine(ports, sleeping && waker ? waker.engine(sleeping, now) : options.engine ? { state: options.engine } : {});
  const saved = sleeping && waker ? waker.savedPoint(engine, sleeping, hostCell.freeze(), nextIno) : NOTHING_SAVED;
  kernel.serve('unix:/var/run/docker.sock', engine);
  for (const server of SERVERS) kernel.serve(`http://${server}`, createPackageServer(content, server));
  startFirstProcess(kernel, host, options);
  return { kernel, engine, host, hostCell, hostBase, sleeping, saved };
}

/** PID 1, where the host has a program for it. It hears nothing and nobody hears it: its descriptors are pipes without another end. */
function startFirstProcess(kernel: Kernel, host: Namespace, { hostPrograms }: MachineOptions): void {
  if (!hostPrograms.includes('init')) return;
  const { readEnd, writeEnd } = kernel.createStream();
  kernel.startInit(host, {
    argv: ['/sbin/init'],
    environment: new Map(),
    cwd: '/',
    credentials: { uid: 0, gid: 0, groups: [] },
    stdio: { stdin: 'null', stdout: writeEnd, stderr: writeEnd },
    onExit: () => {},
  });
  for (const end of [readEnd, writeEnd]) kernel.closeStream(end);
}

/** Above the numbers of the host's own files. */
const FIRST_INO = 100_000;

/** The host's tree: the same for the same release, whatever the clock says, so that changes to it can be kept. */
function hostBaseOf({ hostPrograms, directories = [] }: MachineOptions): Tree {
  const entries = hostTree({ programs: hostPrograms, hostname: HOSTNAME, now: RELEASED, directories });
  return apply(emptyTree(RELEASED), { entries });
}

/** 2026-08-17T13:09:48Z, when the base image was built, in microseconds. */
const RELEASED = Date.UTC(2026, 7, 17, 13, 9, 48) * 1000;

export interface HostProcess {
  readonly argv: readonly ByteString[];
  readonly path?: ByteString;
  readonly environment: ReadonlyMap<ByteString, ByteString>;
  readonly cwd: ByteString;
  readonly credentials: Credentials;
  readonly stdio: InitOptions['stdio'];
  readonly onExit: InitOptions['onExit'];
}

/** Starts a program on the host beside what runs there. Throws FsError as exec does. */
export function startOnHost({ kernel, host }: Pick<Machine, 'kernel' | 'host'>, process: HostProcess): number {
  return kernel.startInit(host, { ...process, joins: true, reaper: false });
}

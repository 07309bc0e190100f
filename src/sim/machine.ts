/** One machine: a kernel, the host's files, Docker's daemon and the servers of the simulated internet, put together; from nothing or from what was saved. */
import type { ContentSource } from './content/types.ts';
import { hostTree } from './content/host-tree.ts';
import { createEngine } from './engine/daemon.ts';
import type { Engine } from './engine/engine.ts';
import { asleep } from './engine/record.ts';
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
import { baseOfCell, NOTHING_SAVED, type SavedPoint } from './machine/saver.ts';
import { readSleeping, type Sleeping, wakeTree } from './machine/wake.ts';
import { createPackageArchive } from './packages/archive.ts';
import { toJson } from './store/plain-json.ts';
import type { StoreRecord } from './store/types.ts';

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
  /** What a store held: the machine goes on from there. */
  readonly records?: readonly StoreRecord[];
  /** A daemon that knows images already. Not with `records`. */
  readonly engine?: EngineState;
}

export interface Machine {
  readonly kernel: Kernel;
  readonly engine: Engine;
  /** The host's namespace, its tree, and the tree as this release makes it. */
  readonly host: Namespace;
  readonly hostCell: Cell;
  readonly hostBase: Tree;
  /** What was read of `records`; undefined on a fresh machine. */
  readonly sleeping: Sleeping | undefined;
  /** What the store holds of this machine already. */
  readonly saved: SavedPoint;
}

export function createMachine(options: MachineOptions): Machine {
  const kernel = createKernel(options);
  const { platform, content } = options;
  let lastIno = 2;
  const nextIno = () => ++lastIno;
  const hostBase = hostBaseOf(options);
  lastIno += 100_000;
  const moment = { now: kernel.clock.now(), random: platform.random };
  const sleeping = readSleeping(options.records ?? [], options.engine ?? emptyState(moment), nextIno);
  const hostCell = createCell({
    id: 'host',
    now: moment.now,
    nextIno,
    tree: sleeping ? wakeTree('host', hostBase, sleeping, nextIno) : hostBase,
  });
  const host = kernel.createNamespace({ id: 'host', hostname: HOSTNAME, mounts: standardMounts({ kernel, root: hostCell }) });
  const state = sleeping ? asleep(sleeping.engine, moment.now) : options.engine;
  const engine = createEngine(
    { kernel, content, random: platform.random, hostMounts: () => host.mounts, hostname: HOSTNAME, nextIno },
    { ...(state ? { state } : {}), ...(sleeping ? { logs: sleeping.logs } : {}) },
  );
  const trees = sleeping ? wakeCells(engine, sleeping, nextIno) : new Map<string, Tree>();
  kernel.serve('unix:/var/run/docker.sock', engine);
  for (const server of SERVERS) kernel.serve(`http://${server}`, createPackageArchive(content, server));
  const saved = sleeping ? savedPoint(sleeping, trees.set('host', hostCell.freeze())) : NOTHING_SAVED;
  return { kernel, engine, host, hostCell, hostBase, sleeping, saved };
}

/** The host's tree: the same for the same release, whatever the clock says, so that changes to it can be kept. */
function hostBaseOf({ hostPrograms, directories = [] }: MachineOptions): Tree {
  const entries = hostTree({ programs: hostPrograms, hostname: HOSTNAME, now: RELEASED, directories });
  return apply(emptyTree(RELEASED), { entries });
}

/** 2026-08-17T13:09:48Z, when the base image was built, in microseconds. */
const RELEASED = Date.UTC(2026, 7, 17, 13, 9, 48) * 1000;

/** Puts the saved trees of containers, volumes and network files into the engine's cells. */
function wakeCells(engine: Engine, sleeping: Sleeping, nextIno: () => number): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  for (const id of [...engine.state.containers.keys()].map((container) => `container:${container}`)) wakeCell(id);
  for (const id of sleeping.changes.keys()) if (!trees.has(id) && isKept(engine, id)) wakeCell(id);
  return trees;

  function wakeCell(id: string): void {
    const tree = wakeTree(id, baseOfCell(engine, id), sleeping, nextIno);
    engine.cell(id, () => tree);
    trees.set(id, tree);
  }
}

/** Whether what a tree belonged to is still there. */
function isKept(engine: Engine, id: string): boolean {
  const [kind, name = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
  return kind === 'volume' ? engine.state.volumes.has(name) : kind === 'files' && engine.state.containers.has(name);
}

function savedPoint(sleeping: Sleeping, trees: ReadonlyMap<string, Tree>): SavedPoint {
  const logLengths = new Map([...sleeping.logs].map(([id, log]) => [id, log.entries.length]));
  return { trees, engine: sleeping.engine, contents: sleeping.contents, logLengths, places: toJson(sleeping.places) };
}

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

/**
 * Docker's daemon: holds the state, applies verbs to it, and keeps what runs. As dockerd 28.5.2 with the overlay2 store.
 *
 * The client gets it by `process.connect('unix:/var/run/docker.sock') as Engine`. What it calls (all throw EngineError; `ref` is a name, ID or
 * prefix as typed):
 *
 * image/       find.ts      findImage, getImage(state, ref)
 *              tag.ts       tagImage(source, target): Verb
 *              remove.ts    removeImage(ref, { force, prune }): AnsweringVerb<RemovedImage[]>, the rows of docker rmi
 *              history.ts   imageHistory(state, ref): HistoryRow[], newest first
 *              list.ts      listImages(state, { all, filters, now }): ImageSummary[], newest first
 *              inspect.ts   inspectImage(state, ref): JsonObject
 *              prune.ts     pruneImages(filters): AnsweringVerb<PrunedImages>
 *              save.ts, load.ts, import.ts    saveImages(state, refs) · loadImages(engine, tar) · importImage(engine, tar, options)
 * container/   find.ts      findContainer, getContainer(state, ref)
 *              create.ts    createContainer(engine, CreateRequest): { id, warnings }
 *              list.ts      listContainers(engine, { all, limit, filters, size }): ContainerSummary[], newest first
 *              inspect.ts   inspectContainer(engine, ref, { size }): JsonObject
 *              rename.ts, update.ts           renameContainer(ref, name): Verb · updateContainer(ref, changes): AnsweringVerb<warnings>
 *              diff.ts, export.ts, archive.ts containerChanges · exportContainer · statPath, getArchive, putArchive(engine, ref, …)
 *              commit.ts    commitContainer(engine, ref, { reference, author, comment, pause, changes }): ImageId
 *              remove.ts, prune.ts            removeContainer(engine, ref, { force, volumes }): Promise · pruneContainers(engine, filters)
 *              port.ts, top.ts, stats.ts      containerPorts(state, ref) · containerProcesses, containerStats(engine, ref)
 * runtime/     start.ts     startContainer(engine, ref): Promise
 *              stop.ts      stopContainer, restartContainer(engine, ref, { timeout, signal }), killContainer(engine, ref, signal): Promise
 *              pause.ts     pauseContainer, unpauseContainer(engine, ref)
 *              wait.ts      waitContainer(engine, ref, condition): Promise<exit code>, to be taken before the start
 *              attach.ts    attachContainer(engine, ref, AttachOptions): Attachment, to be taken before the start
 *              exec.ts      createExec(engine, ref, ExecRequest): id · startExec(engine, id, AttachOptions): Attachment · inspectExec(engine, id)
 *              logs.ts      containerLogs(engine, ref, LogOptions): AsyncGenerator<LogEntry>
 *              pull.ts      pullImage(engine, ref, { allTags }): AsyncGenerator<PullMessage>; leaving the loop cancels it
 * volume/create.ts, volume/list.ts · network/networks.ts · system/info.ts, events.ts, disk-usage.ts
 */
import type { ContentSource } from '../content/types.ts';
import type { Cell, Instant, Mount, Tree } from '../fs/types.ts';
import type { Kernel, Namespace, PtyMaster, WindowSize, MaybePromise } from '../kernel/types.ts';
import type { ContainerLog } from './runtime/container-log.ts';
import type { ContainerRun } from './runtime/container-run.ts';
import type { Exec } from './runtime/exec-types.ts';
import type { Waiter } from './runtime/wait.ts';
import type { AnsweringVerb, Container, ContainerId, ContainerConfig, EngineState, HostConfig, Moment, Verb } from './types.ts';

/** What the daemon needs from outside. */
export interface EnginePorts {
  readonly kernel: Kernel;
  readonly content: ContentSource;
  /** Uniform in [0, 1): IDs and names. */
  random(): number;
  /** The host's mount table: bind mounts point into it. */
  hostMounts(): readonly Mount[];
  /** The host's own name: for `docker info` and `--network host`. */
  readonly hostname: string;
  /** A fresh inode number, the same counter as the host's trees. Default: the engine counts its own from 2^32. */
  nextIno?(): number;
}

export type StreamName = 'stdout' | 'stderr';

/** What an attach or exec wants to see and say. */
export interface AttachOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** First what was logged before (docker attach does not ask for it; `docker start -a` neither). */
  readonly logs?: boolean;
  /** Bytes as they come (a terminal's all as stdout); a promise holds the container's output back. */
  readonly onOutput: (stream: StreamName, bytes: Uint8Array) => MaybePromise<void>;
}

/** A client's hold on a container's or exec's streams. Several may attach to one container. */
export interface Attachment {
  /** Resolves when the streams ended (the process is gone, all output was handed over) or after `detach`. */
  readonly ended: Promise<void>;
  /** The container's terminal, for Terminal.relayTo and resize; undefined without -t. */
  readonly pty: PtyMaster | undefined;
  /** Input as typed or piped. */
  write(bytes: Uint8Array): MaybePromise<void>;
  /** The client's stdin came to its end. */
  closeInput(): void;
  resize(size: WindowSize): void;
  /** Lets go; the container runs on. */
  detach(): void;
}

/** `docker create`: name empty or undefined for a made-up one. Fields left out are those of `defaultContainerConfig()` and `defaultHostConfig()`. */
export interface CreateRequest {
  readonly name?: string;
  readonly config: Partial<ContainerConfig> & { readonly Image: string };
  readonly hostConfig?: Partial<HostConfig>;
  /** Network aliases of --network-alias. */
  readonly aliases?: readonly string[];
  /** Further networks that it is in from its start (`--network` again). */
  readonly networks?: readonly string[];
  /** `--ip`: in the network that it is created in. */
  readonly address?: string;
  /** `linux/amd64`; empty: any. */
  readonly platform?: string;
}

/** `docker exec`. */
export interface ExecRequest {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly detach: boolean;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly environment?: readonly string[];
  readonly privileged?: boolean;
  readonly size?: WindowSize;
}

/** The daemon (see daemon.ts). `state` is always a whole, consistent value. */
export interface Engine {
  readonly state: EngineState;
  readonly ports: EnginePorts;
  /** Applies a verb: new state, listeners told. Throws what the verb throws and then nothing has changed. */
  change(action: string, verb: Verb): EngineState;
  /** The same for a verb with an answer. */
  ask<Answer>(action: string, verb: AnsweringVerb<Answer>): Answer;
  /** Called after every change with what was done. Returns how to end it. */
  onChange(listener: (state: EngineState, action: string) => void): () => void;
  moment(): Moment;
  now(): Instant;
  /** The writable tree of a container; made at its creation. */
  cellOf(id: ContainerId): Cell;
  /** The namespace of a container that runs. */
  namespaceOf(id: ContainerId): Namespace | undefined;
  /**
   * What is mounted in containers, by ID: `container:<id>` (the writable tree), `files:<id>` (its hosts, hostname, resolv.conf),
   * `volume:<name>`. Made at the first call, from `tree` when given. A machine that is saved keeps these trees.
   */
  cell(id: string, tree?: () => Tree): Cell;
  readonly cells: Map<string, Cell>;
  /** Unique in all of the engine's trees. */
  nextIno(): number;
  /** The tree that a container started from: its image's and the init layer's. */
  baseOf(container: Container): Tree;
  /** A container is gone: so are its trees, logs and streams. */
  forget(id: ContainerId): void;
  /** What was written to stdout and stderr, by container. */
  readonly logs: Map<ContainerId, ContainerLog>;
  /** Streams, terminal and processes of containers, made when somebody first attaches or starts. */
  readonly runs: Map<ContainerId, ContainerRun>;
  /** Who waits for a container to end or to go away. */
  readonly waiters: Map<ContainerId, Set<Waiter>>;
  readonly execs: Map<string, Exec>;
  /** Waits machine time. */
  sleep(microseconds: number): Promise<void>;
}

/** The engine itself: state, listeners, cells, and what runs. As moby's daemon.Daemon. */
import { createCell } from '../fs/cell.ts';
import type { Cell, Instant, Tree } from '../fs/types.ts';
import type { Namespace } from '../kernel/types.ts';
import { withInitLayer } from './container/init-layer.ts';
import type { Engine, EnginePorts } from './engine.ts';
import { treeOf } from './layers.ts';
import type { ContainerLog } from './runtime/container-log.ts';
import type { ContainerRun } from './runtime/container-run.ts';
import type { Exec } from './runtime/exec-types.ts';
import type { Waiter } from './runtime/wait.ts';
import { emptyState } from './state.ts';
import type { AnsweringVerb, Container, ContainerId, EngineState, Moment, Verb } from './types.ts';

/** Inode numbers of its own start here when nobody else counts. */
const FIRST_INO = 2 ** 32;

/** A fresh daemon, or one that goes on with `state` (nothing of it may run: see `asleep`). `trees` are its cells' by ID. */
export function createEngine(ports: EnginePorts, saved: SavedEngine = {}): Engine {
  return new Daemon(ports, saved);
}

export interface SavedEngine {
  readonly state?: EngineState;
  readonly trees?: ReadonlyMap<string, Tree>;
  readonly logs?: ReadonlyMap<ContainerId, ContainerLog>;
}

/** A class, for it has a life. */
export class Daemon implements Engine {
  readonly ports: EnginePorts;
  readonly cells = new Map<string, Cell>();
  readonly logs: Map<ContainerId, ContainerLog>;
  readonly runs = new Map<ContainerId, ContainerRun>();
  readonly waiters = new Map<ContainerId, Set<Waiter>>();
  readonly execs = new Map<string, Exec>();
  #state: EngineState;
  #lastIno = FIRST_INO;
  readonly #trees: ReadonlyMap<string, Tree>;
  readonly #bases = new Map<ContainerId, Tree>();
  readonly #listeners = new Set<(state: EngineState, action: string) => void>();

  constructor(ports: EnginePorts, { state, trees = new Map(), logs = new Map() }: SavedEngine) {
    this.ports = ports;
    this.#state = state ?? emptyState(this.moment());
    this.#trees = trees;
    this.logs = new Map(logs);
  }

  get state(): EngineState {
    return this.#state;
  }

  change(action: string, verb: Verb): EngineState {
    this.#become(verb(this.#state, this.moment()), action);
    return this.#state;
  }

  ask<Answer>(action: string, verb: AnsweringVerb<Answer>): Answer {
    const { state, answer } = verb(this.#state, this.moment());
    this.#become(state, action);
    return answer;
  }

  onChange(listener: (state: EngineState, action: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  moment(): Moment {
    return { now: this.now(), random: this.ports.random };
  }

  now(): Instant {
    return this.ports.kernel.clock.now();
  }

  cellOf(id: ContainerId): Cell {
    return this.cell(`container:${id}`);
  }

  namespaceOf(id: ContainerId): Namespace | undefined {
    return this.runs.get(id)?.namespace;
  }

  cell(id: string, tree?: () => Tree): Cell {
    const known = this.cells.get(id);
    if (known) return known;
    const start = this.#trees.get(id) ?? tree?.();
    const lower = this.#lowerOf(id);
    const cell = createCell({ id, now: this.now(), nextIno: () => this.nextIno(), ...(start && { tree: start }), ...(lower && { lower }) });
    this.cells.set(id, cell);
    return cell;
  }

  /** A container's tree is an overlay over what it started from. */
  #lowerOf(cellId: string): Tree | undefined {
    if (!cellId.startsWith('container:')) return undefined;
    const id = cellId.slice('container:'.length);
    const container = this.#state.containers.get(id);
    return this.#bases.get(id) ?? (container && this.baseOf(container));
  }

  nextIno(): number {
    return this.ports.nextIno?.() ?? this.#lastIno++;
  }

  baseOf(container: Container): Tree {
    const known = this.#bases.get(container.id);
    if (known) return known;
    const base = withInitLayer(treeOf(this.#state, container.chainId), container.created, () => this.nextIno());
    this.#bases.set(container.id, base);
    return base;
  }

  forget(id: ContainerId): void {
    for (const key of [`container:${id}`, `files:${id}`]) this.cells.delete(key);
    this.#bases.delete(id);
    this.logs.delete(id);
    this.runs.delete(id);
    for (const exec of this.execs.values()) if (exec.container === id) this.execs.delete(exec.id);
  }

  sleep(microseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.ports.kernel.after(microseconds, resolve);
    });
  }

  #become(state: EngineState, action: string): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state, action);
  }
}

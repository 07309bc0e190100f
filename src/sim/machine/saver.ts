/** Saves a machine: finds what changed since the last time and writes it in one batch. storage design of DESIGN.md, decisions 3, 17, 18, 20. */
import type { Engine } from '../engine/engine.ts';
import type { ContainerLog } from '../engine/runtime/container-log.ts';
import type { EngineState } from '../engine/types.ts';
import { contentKey, contentToRecord, type EntryRecord, entriesToRecord, hashAhead } from '../fs/record.ts';
import { changeSet } from '../fs/change-set.ts';
import type { Cell, Content, Tree } from '../fs/types.ts';
import { FORMAT, type Journal } from '../store/journal.ts';
import { toJson } from '../store/plain-json.ts';
import type { StoreOutcome, StoreRecord } from '../store/types.ts';
import { keys, OBJECT_KINDS, type ObjectKind } from './keys.ts';
import { layerToRecord } from './layer-record.ts';
import type { SavedPoint } from './saved-point.ts';
import type { ScreenMemory } from './screen-memory.ts';

/** What a journal entry says: changes of trees, what logs and screens have gained, what is gone. */
export interface JournalEntry {
  readonly trees?: Readonly<Record<string, readonly EntryRecord[]>>;
  /** Per container: [stream, instant, bytes] each. */
  readonly logs?: Readonly<Record<string, readonly LogRecord[]>>;
  readonly screens?: Readonly<Record<string, Uint8Array>>;
}
export type LogRecord = readonly [stream: 'stdout' | 'stderr', at: number, bytes: Uint8Array];

export interface SaverParts {
  readonly engine: Engine;
  readonly hostCell: Cell;
  /** The host's tree as this release makes it. */
  readonly hostBase: Tree;
  readonly screens: ReadonlyMap<number, ScreenMemory>;
  /** In which container each terminal stands; not those on the host. */
  places(): Readonly<Record<string, string>>;
}

/** What one save writes. */
interface Changes {
  readonly entry: JournalEntry;
  readonly put: StoreRecord[];
  readonly remove: string[];
  readonly next: SavedPoint;
  /** How many pieces of each screen's output go with it. */
  readonly pieces: ReadonlyMap<ScreenMemory, number>;
  readonly isEmpty: boolean;
}

export class Saver {
  readonly #parts: SaverParts;
  readonly #journal: Journal;
  #saved: SavedPoint;

  constructor(parts: SaverParts, journal: Journal, saved: SavedPoint) {
    this.#parts = parts;
    this.#journal = journal;
    this.#saved = saved;
  }

  /**
   * Writes what changed; nothing when nothing did. A write that fails changes nothing: the next takes it too. With `pause` the thread is
   * given back between two steps of hashing large files; undefined from it means that there is no more time.
   */
  async save(durable: boolean, pause?: () => Promise<void> | undefined): Promise<StoreOutcome> {
    for (const entries of pause ? changedEntries(this.#parts, this.#saved) : []) {
      for (const _step of hashAhead(entries)) {
        const paused = pause?.();
        if (!paused) break;
        await paused;
      }
    }
    const changes = collect(this.#parts, this.#saved);
    if (changes.isEmpty) return 'saved';
    const { entry, put, remove, next, pieces } = changes;
    const hasEntry = Object.keys(entry).length > 0;
    const outcome = await this.#journal.append({
      entry: hasEntry ? entry : undefined,
      bytes: hasEntry ? roughSize(entry) : 0,
      put,
      remove,
      durable,
    });
    if (outcome !== 'saved') return outcome;
    this.#saved = next;
    for (const [screen, count] of pieces) screen.saved(count);
    return this.#journal.isLong ? this.#compact() : outcome;
  }

  /** Everything that the journal said becomes one record a tree, log and screen; contents that nothing names any more go. */
  #compact(): Promise<StoreOutcome> {
    const named = new Set<string>();
    const name = (content: Content): string => {
      const key = contentKey(content);
      named.add(key);
      return key;
    };
    const put = compactRecords(this.#parts, this.#saved, name);
    for (const stored of this.#saved.engine?.layers.values() ?? []) entriesToRecord(stored.layer.entries, name);
    const unused = [...this.#saved.contents].filter((key) => !named.has(key));
    this.#saved = { ...this.#saved, contents: named };
    return this.#journal.compact(put, unused.map(keys.content));
  }
}

/** Bytes, more or less: what a journal entry would take as text, without making it. */
function roughSize(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, part]) => sum + roughSize(part) + (Array.isArray(value) ? 1 : key.length + 4), 2);
}

/** The cells that are saved, by ID, each with the tree that it is compared with when it was never saved. */
function savedCells({ engine, hostCell, hostBase }: SaverParts): Map<string, { readonly cell: Cell; readonly base: () => Tree }> {
  const cells = new Map([['host', { cell: hostCell, base: () => hostBase }]]);
  for (const [id, cell] of engine.cells) {
    if (/^(?:container|files|volume):/.test(id)) cells.set(id, { cell, base: () => baseOfCell(engine, id) });
  }
  return cells;
}

/** What a cell of the engine's is a change of: a container's of its image, any other of nothing. */
export function baseOfCell(engine: Pick<Engine, 'state' | 'baseOf'>, id: string): Tree {
  const container = id.startsWith('container:') ? engine.state.containers.get(id.slice('container:'.length)) : undefined;
  return container ? engine.baseOf(container) : EMPTY;
}

/** Not emptyTree(now): what a cell is compared with must be the same at each load. */
const EMPTY: Tree = {
  root: { type: 'directory', ino: 2, mode: 0o755, uid: 0, gid: 0, mtime: 0, ctime: 0, entries: new Map() },
  linked: new Map(),
};

function collect(parts: SaverParts, saved: SavedPoint): Changes {
  const put: StoreRecord[] = [];
  const remove: string[] = [];
  const contents = new Set(saved.contents);
  const keep = (content: Content): string => {
    const key = contentKey(content);
    if (!contents.has(key)) {
      contents.add(key);
      put.push({ key: keys.content(key), version: FORMAT, value: contentToRecord(content) });
    }
    return key;
  };
  const trees = collectTrees(parts, saved, keep, remove);
  collectEngine(parts.engine.state, saved.engine, keep, put, remove);
  const logs = collectLogs(parts.engine.logs, saved.logLengths, remove);
  const screens = collectScreens(parts.screens);
  const places = toJson(parts.places());
  if (places !== saved.places) put.push({ key: keys.places, version: FORMAT, value: parts.places() });
  const entry: JournalEntry = {
    ...(Object.keys(trees.changes).length > 0 ? { trees: trees.changes } : {}),
    ...(Object.keys(logs.changes).length > 0 ? { logs: logs.changes } : {}),
    ...(screens.pieces.size > 0 ? { screens: screens.changes } : {}),
  };
  return {
    entry,
    put,
    remove,
    next: { trees: trees.now, engine: parts.engine.state, contents, logLengths: logs.lengths, places },
    pieces: screens.pieces,
    isEmpty: Object.keys(entry).length === 0 && put.length === 0 && remove.length === 0,
  };
}

function* changedEntries(parts: SaverParts, saved: SavedPoint) {
  for (const [id, { cell, base }] of savedCells(parts)) {
    const [tree, before] = [cell.freeze(), saved.trees.get(id) ?? base()];
    if (before !== tree) yield changeSet(before, tree);
  }
}

function collectTrees(parts: SaverParts, saved: SavedPoint, keep: (content: Content) => string, remove: string[]) {
  const changes: Record<string, EntryRecord[]> = {};
  const now = new Map<string, Tree>();
  for (const [id, { cell, base }] of savedCells(parts)) {
    const tree = cell.freeze();
    now.set(id, tree);
    const before = saved.trees.get(id) ?? base();
    if (before === tree) continue;
    const entries = changeSet(before, tree);
    if (entries.length > 0) changes[id] = entriesToRecord(entries, keep);
  }
  for (const id of saved.trees.keys()) if (!now.has(id)) remove.push(keys.tree(id));
  return { changes, now };
}

function collectEngine(
  state: EngineState,
  before: EngineState | undefined,
  keep: (content: Content) => string,
  put: StoreRecord[],
  remove: string[],
): void {
  if (state === before) return;
  for (const kind of Object.keys(OBJECT_KINDS) as ObjectKind[]) {
    const [now, then] = [
      state[OBJECT_KINDS[kind]] as ReadonlyMap<string, unknown>,
      before?.[OBJECT_KINDS[kind]] as ReadonlyMap<string, unknown> | undefined,
    ];
    for (const [id, value] of now) if (then?.get(id) !== value) put.push({ key: keys.object(kind, id), version: FORMAT, value });
    for (const id of then?.keys() ?? []) if (!now.has(id)) remove.push(keys.object(kind, id));
  }
  for (const [chainId, layer] of state.layers) {
    if (!before?.layers.has(chainId)) put.push({ key: keys.layer(chainId), version: FORMAT, value: layerToRecord(layer, keep) });
  }
  for (const chainId of before?.layers.keys() ?? []) if (!state.layers.has(chainId)) remove.push(keys.layer(chainId));
  if (state.names !== before?.names) put.push({ key: keys.names, version: FORMAT, value: [...state.names] });
}

function collectLogs(logs: ReadonlyMap<string, ContainerLog>, saved: ReadonlyMap<string, number>, remove: string[]) {
  const changes: Record<string, LogRecord[]> = {};
  const lengths = new Map<string, number>();
  for (const [id, log] of logs) {
    lengths.set(id, log.entries.length);
    const fresh = log.entries.slice(saved.get(id) ?? 0);
    if (fresh.length > 0) changes[id] = fresh.map(({ stream, at, bytes }) => [stream, at, bytes]);
  }
  for (const id of saved.keys()) if (!logs.has(id)) remove.push(keys.log(id));
  return { changes, lengths };
}

function collectScreens(screens: ReadonlyMap<number, ScreenMemory>) {
  const changes: Record<string, Uint8Array> = {};
  const pieces = new Map<ScreenMemory, number>();
  for (const [number, memory] of screens) {
    const { fresh } = memory;
    if (!fresh) continue;
    changes[number] = fresh.bytes;
    pieces.set(memory, fresh.pieces);
  }
  return { changes, pieces };
}

/** A machine's mutable parts as one record each. */
function compactRecords(parts: SaverParts, saved: SavedPoint, keep: (content: Content) => string): StoreRecord[] {
  const cells = savedCells(parts);
  const trees = [...saved.trees].map(([id, tree]) => {
    const base = cells.get(id)?.base() ?? baseOfCell(parts.engine, id);
    return { key: keys.tree(id), version: FORMAT, value: entriesToRecord(changeSet(base, tree), keep) };
  });
  const logs = [...parts.engine.logs].map(([id, log]) => ({
    key: keys.log(id),
    version: FORMAT,
    value: log.entries.slice(0, saved.logLengths.get(id) ?? 0).map(({ stream, at, bytes }) => [stream, at, bytes]),
  }));
  const screens = [...parts.screens].map(([number, memory]) => ({ key: keys.screen(number), version: FORMAT, value: memory.all }));
  return [...trees, ...logs, ...screens];
}

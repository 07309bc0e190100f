/** Reads a saved machine: records → trees, the engine's state, logs and screens, with the journal's entries put on them. What is damaged is set aside. */
import type { SavedEngine } from '../engine/daemon.ts';
import type { Engine } from '../engine/engine.ts';
import { asleep } from '../engine/record.ts';
import type { EngineState } from '../engine/types.ts';
import { ContainerLog, type LogEntry } from '../engine/runtime/container-log.ts';
import { apply } from '../fs/apply.ts';
import { concatBytes } from '../fs/bytes.ts';
import { contentFromRecord, contentKey, entriesFromRecord, RecordError } from '../fs/record.ts';
import type { Content, Instant, Tree } from '../fs/types.ts';
import { entryKey, type Head, HEAD_KEY, headOf } from '../store/journal.ts';
import { toJson } from '../store/plain-json.ts';
import type { StoreRecord } from '../store/types.ts';
import { keys, OBJECT_KINDS, type ObjectKind } from './keys.ts';
import { layerFromRecord, parentOfLayerRecord } from './layer-record.ts';
import type { SavedPoint } from './saved-point.ts';
import { baseOfCell } from './saver.ts';
import { lastOf, SCREEN_BYTES } from './screen-memory.ts';

export interface Sleeping {
  readonly head: Head;
  readonly engine: EngineState;
  /** Change sets of cells, oldest first, to be put on each cell's base. */
  readonly changes: ReadonlyMap<string, readonly unknown[]>;
  readonly logs: ReadonlyMap<string, ContainerLog>;
  readonly screens: ReadonlyMap<number, Uint8Array>;
  /** In which container each terminal stood. */
  readonly places: Readonly<Record<string, string>>;
  readonly contents: ReadonlySet<string>;
  readonly journalBytes: number;
  find(key: string): Content;
  /** Keys of records that could not be read, with the reason. */
  readonly damaged: DamageList;
}

/** Records that could not be read. */
class DamageList {
  readonly found: { readonly key: string; readonly why: string }[] = [];

  add(key: string, error: unknown): void {
    this.found.push({ key, why: error instanceof Error ? error.message : String(error) });
  }

  /** What `read` gives, or undefined when the record is damaged. */
  guard<T>(key: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.add(key, error);
      return undefined;
    }
  }

  /** The batch that sets them aside: copies under `lost/`, the originals gone. */
  setAside(records: readonly StoreRecord[]): { readonly put: readonly StoreRecord[]; readonly remove: readonly string[] } {
    const wanted = new Set(this.found.map(({ key }) => key));
    const lost = records.filter(({ key }) => wanted.has(key));
    return { put: lost.map((record) => ({ ...record, key: keys.lost(record.key) })), remove: lost.map(({ key }) => key) };
  }
}

/** Undefined when nothing was saved. `empty` is the state of a daemon that knows nothing yet. */
function readSleeping(records: readonly StoreRecord[], empty: EngineState, nextIno: () => number): Sleeping | undefined {
  const values = new Map(records.map(({ key, value }) => [key, value]));
  const head = headOf(values.get(HEAD_KEY));
  if (!head) return undefined;
  const damaged = new DamageList();
  const contents = readContents(values, damaged);
  const find = (key: string): Content => contents.get(key) ?? fail(`content ${key} is missing`);
  const entries = readEntries(values, head, damaged);
  return {
    head,
    engine: readEngine(values, empty, { find, nextIno, damaged }),
    changes: readChanges(values, entries),
    logs: readLogs(values, entries, damaged),
    screens: readScreens(values, entries),
    places: readPlaces(values.get(keys.places)),
    contents: new Set(contents.keys()),
    journalBytes: entries.length * 1024,
    find,
    damaged,
  };
}

/** A cell's tree: its base with every change set on it, as far as they can be read. */
function wakeTree(id: string, base: Tree, sleeping: Sleeping, nextIno: () => number): Tree {
  let tree = base;
  for (const change of sleeping.changes.get(id) ?? []) {
    const next = sleeping.damaged.guard(keys.tree(id), () => apply(tree, { entries: entriesFromRecord(change, sleeping.find, nextIno) }));
    if (!next) return tree;
    tree = next;
  }
  return tree;
}

function fail(why: string): never {
  throw new RecordError(why);
}

function withPrefix(values: ReadonlyMap<string, unknown>, prefix: string): [string, unknown][] {
  return [...values].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);
}

function readContents(values: ReadonlyMap<string, unknown>, damaged: DamageList): Map<string, Content> {
  const contents = new Map<string, Content>();
  for (const [digest, value] of withPrefix(values, keys.content(''))) {
    const content = damaged.guard(keys.content(digest), () => {
      const read = contentFromRecord(value);
      return contentKey(read) === digest ? read : fail('its bytes are not those that were saved');
    });
    if (content) contents.set(digest, content);
  }
  return contents;
}

/** The journal's entries that count; after one that is missing or damaged none does. */
function readEntries(values: ReadonlyMap<string, unknown>, head: Head, damaged: DamageList): Readonly<Record<string, unknown>>[] {
  const entries: Readonly<Record<string, unknown>>[] = [];
  for (let number = head.first; number < head.next; number++) {
    const value = values.get(entryKey(number));
    if (typeof value !== 'object' || value === null) {
      damaged.add(entryKey(number), new RecordError('a journal entry is missing'));
      break;
    }
    entries.push(value as Record<string, unknown>);
  }
  return entries;
}

function readPlaces(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

interface Reading {
  readonly find: (key: string) => Content;
  readonly nextIno: () => number;
  readonly damaged: DamageList;
}

function readEngine(values: ReadonlyMap<string, unknown>, empty: EngineState, reading: Reading): EngineState {
  const objects = (kind: ObjectKind) =>
    new Map(
      withPrefix(values, keys.object(kind, '')).filter(([id, value]) =>
        reading.damaged.guard(keys.object(kind, id), () => checkObject(value)),
      ),
    );
  const state = {
    ...empty,
    names: new Map(readNames(values, reading.damaged)),
    layers: readLayers(values, reading),
    ...(values.has(keys.names)
      ? Object.fromEntries((Object.keys(OBJECT_KINDS) as ObjectKind[]).map((kind) => [OBJECT_KINDS[kind], objects(kind)]))
      : {}),
  } as EngineState;
  return withoutBroken(state, reading.damaged);
}

function checkObject(value: unknown): true {
  return isObject(value) || fail('not an object');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function readNames(values: ReadonlyMap<string, unknown>, damaged: DamageList): [string, string][] {
  const value = values.get(keys.names) ?? [];
  const isList =
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'));
  if (isList) return value as [string, string][];
  damaged.add(keys.names, new RecordError('not a list of names'));
  return [];
}

/** Layers whose stack is whole. */
function readLayers(values: ReadonlyMap<string, unknown>, { find, nextIno, damaged }: Reading): EngineState['layers'] {
  const layers = new Map<string, ReturnType<typeof layerFromRecord>>();
  const waiting = new Map(withPrefix(values, keys.layer('')));
  const emptyTree: Tree = {
    root: { type: 'directory', ino: 2, mode: 0o755, uid: 0, gid: 0, mtime: 0, ctime: 0, entries: new Map() },
    linked: new Map(),
  };
  for (let progress = true; progress; ) {
    progress = false;
    for (const [chainId, value] of waiting) {
      const parent = damaged.guard(keys.layer(chainId), () => parentOfLayerRecord(value));
      if (parent !== undefined && !layers.has(parent)) continue;
      waiting.delete(chainId);
      progress = true;
      const below = parent === undefined ? emptyTree : (layers.get(parent)?.tree ?? emptyTree);
      const layer = damaged.guard(keys.layer(chainId), () => layerFromRecord(chainId, value, below, find, nextIno));
      if (layer) layers.set(chainId, layer);
    }
  }
  for (const chainId of waiting.keys()) damaged.add(keys.layer(chainId), new RecordError('the layer below it is missing'));
  return layers;
}

/** Without images and containers whose layers are gone, and names of images that are gone. */
function withoutBroken(state: EngineState, damaged: DamageList): EngineState {
  const whole = <T extends { readonly chainId: string | undefined }>(kind: ObjectKind, map: ReadonlyMap<string, T>) =>
    new Map(
      [...map].filter(([id, { chainId }]) => {
        const isWhole = chainId === undefined || state.layers.has(chainId);
        if (!isWhole) damaged.add(keys.object(kind, id), new RecordError('one of its layers is missing'));
        return isWhole;
      }),
    );
  const images = whole('image', state.images);
  return {
    ...state,
    images,
    containers: whole('container', state.containers),
    names: new Map([...state.names].filter(([, id]) => images.has(id))),
  };
}

function readChanges(values: ReadonlyMap<string, unknown>, entries: readonly Readonly<Record<string, unknown>>[]): Map<string, unknown[]> {
  const changes = new Map<string, unknown[]>(withPrefix(values, keys.tree('')).map(([id, value]) => [id, [value]]));
  for (const { trees } of entries as readonly { trees?: unknown }[]) {
    for (const [id, change] of Object.entries(isObject(trees) ? trees : {})) changes.set(id, [...(changes.get(id) ?? []), change]);
  }
  return changes;
}

function readLogs(
  values: ReadonlyMap<string, unknown>,
  entries: readonly Readonly<Record<string, unknown>>[],
  damaged: DamageList,
): Map<string, ContainerLog> {
  const lines = new Map<string, LogEntry[]>();
  const add = (id: string, list: unknown) => damaged.guard(keys.log(id), () => lines.set(id, [...(lines.get(id) ?? []), ...readLog(list)]));
  for (const [id, value] of withPrefix(values, keys.log(''))) add(id, value);
  for (const { logs } of entries as readonly { logs?: unknown }[])
    for (const [id, list] of Object.entries(isObject(logs) ? logs : {})) add(id, list);
  return new Map([...lines].map(([id, list]) => [id, new ContainerLog(list)]));
}

function readLog(list: unknown): LogEntry[] {
  if (!Array.isArray(list)) return fail('a log that is no list');
  return list.map((record: unknown): LogEntry => {
    const [stream, at, bytes] = Array.isArray(record) ? (record as unknown[]) : [];
    if ((stream !== 'stdout' && stream !== 'stderr') || typeof at !== 'number' || !(bytes instanceof Uint8Array))
      return fail('a log line that is none');
    return { stream, at, bytes };
  });
}

function readScreens(values: ReadonlyMap<string, unknown>, entries: readonly Readonly<Record<string, unknown>>[]): Map<number, Uint8Array> {
  const pieces = new Map<string, Uint8Array[]>();
  const add = (number: string, value: unknown) => value instanceof Uint8Array && pieces.set(number, [...(pieces.get(number) ?? []), value]);
  for (const [number, value] of withPrefix(values, 'screen/')) add(number, value);
  for (const { screens } of entries as readonly { screens?: unknown }[])
    for (const [number, value] of Object.entries(isObject(screens) ? screens : {})) add(number, value);
  return new Map([...pieces].map(([number, parts]) => [Number(number), lastOf(concatBytes(parts), SCREEN_BYTES)]));
}

/** What createMachine needs to go on from records. */
export interface Waker {
  read(empty: EngineState, nextIno: () => number): Sleeping | undefined;
  hostTree(base: Tree, sleeping: Sleeping, nextIno: () => number): Tree;
  engine(sleeping: Sleeping, now: Instant): SavedEngine;
  /** Puts the saved trees into the engine's cells and says what the store holds. */
  savedPoint(engine: Engine, sleeping: Sleeping, host: Tree, nextIno: () => number): SavedPoint;
}

export function wakerOf(records: readonly StoreRecord[]): Waker {
  return {
    read: (empty, nextIno) => readSleeping(records, empty, nextIno),
    hostTree: (base, sleeping, nextIno) => wakeTree('host', base, sleeping, nextIno),
    engine: (sleeping, now) => ({ state: asleep(sleeping.engine, now), logs: sleeping.logs }),
    savedPoint: (engine, sleeping, host, nextIno) => savedPoint(sleeping, wakeCells(engine, sleeping, nextIno).set('host', host)),
  };
}

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

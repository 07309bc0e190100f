/** What a saved machine is made of: screens, journal, migrations, records of files. */
import { expect, test } from 'vitest';
import { contentFromRecord, entriesFromRecord, entriesToRecord, RecordError } from '../../../src/sim/fs/record.ts';
import type { LayerEntry } from '../../../src/sim/fs/types.ts';
import { lastOf, ScreenMemory, withoutOpenScreen } from '../../../src/sim/machine/screen-memory.ts';
import { entryKey, HEAD_KEY, Journal, MOST_ENTRIES } from '../../../src/sim/store/journal.ts';
import { memoryStore } from '../../../src/sim/store/memory-store.ts';
import { migrate, NewerFormat } from '../../../src/sim/store/migrations.ts';
import { fromJson, toJson } from '../../../src/sim/store/plain-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array) => new TextDecoder().decode(value);

test('a screen keeps its end, from the start of a line', () => {
  expect(text(lastOf(bytes('one\ntwo\nthree'), 9))).toBe('three');
  const memory = new ScreenMemory(bytes('before '));
  memory.add(bytes('now'));
  expect(memory.fresh).toEqual({ bytes: bytes('now'), pieces: 1 });
  memory.saved(1);
  expect([memory.fresh, text(memory.all)]).toEqual([undefined, 'before now']);
});

test('a full-screen program that was still open is cut off', () => {
  expect(text(withoutOpenScreen(bytes('$ cmatrix\r\n\x1b[?1049hrain')))).toBe('$ cmatrix\r\n');
  expect(text(withoutOpenScreen(bytes('\x1b[?1049hrain\x1b[?1049l$ ')))).toBe('\x1b[?1049hrain\x1b[?1049l$ ');
});

test('the journal writes entry and head together and asks for a compaction in time', async () => {
  const store = memoryStore();
  const journal = new Journal(store, undefined);
  for (let i = 0; i < MOST_ENTRIES; i++) await journal.append({ entry: { i }, bytes: 10, put: [], remove: [], durable: false });
  expect(journal.isLong).toBe(true);
  expect((await store.read(entryKey(63)))?.value).toEqual({ i: 63 });
  await journal.compact([{ key: 'tree/host', version: 1, value: 'whole' }], []);
  expect((await store.readAll()).map(({ key }) => key)).toEqual([HEAD_KEY, 'tree/host']);
  expect((await store.read(HEAD_KEY))?.value).toEqual({ format: 1, generation: 65, first: 64, next: 64 });
});

test('a write that fails leaves the journal where it was', async () => {
  const inner = memoryStore();
  const journal = new Journal({ ...inner, write: async () => 'full' }, undefined);
  expect(await journal.append({ entry: 1, bytes: 1, put: [], remove: [], durable: true })).toBe('full');
  expect(journal.isLong).toBe(false);
});

test('migrations run in turn; what a later release wrote is not touched', () => {
  const head = (format: number) => ({ key: HEAD_KEY, version: 1, value: { format, generation: 1, first: 0, next: 0 } });
  const steps = [2, 3].map((to) => ({
    to,
    run: (records: readonly { key: string; version: number; value: unknown }[]) => [
      ...records,
      { key: `step-${to}`, version: 1, value: to },
    ],
  }));
  expect(migrate([head(1)], steps, 3).map(({ key }) => key)).toEqual([HEAD_KEY, 'step-2', 'step-3']);
  expect(() => migrate([head(4)], steps, 3)).toThrow(NewerFormat);
  expect(() => migrate([head(1)], steps.slice(1), 3)).toThrow('no migration from format 1 to 2');
});

test('plain data goes through JSON with its bytes', () => {
  const value = { a: [1, 'x', null, new Uint8Array([0, 255, 7])], b: { c: new Uint8Array(0) } };
  expect(fromJson(toJson(value))).toEqual(value);
});

test('a change set goes through records; what is none is refused', () => {
  const stat = { ino: 1, mode: 0o644, uid: 1, gid: 2, mtime: 3, ctime: 4 };
  const entries: LayerEntry[] = [
    { path: 'd', node: { ...stat, type: 'directory', entries: new Map() } },
    { path: 'd/small', node: { ...stat, type: 'file', content: { size: 5, segments: [{ offset: 2, bytes: bytes('abc') }] } } },
    { path: 'd/large', node: { ...stat, type: 'file', content: { size: 600, segments: [{ offset: 0, bytes: new Uint8Array(600) }] } } },
    { path: 'd/link', node: { ...stat, type: 'symlink', target: 'small' } },
    { path: 'd/hard', hardLinkTo: 'd/small' },
    { path: 'gone', whiteout: 'file' },
    { path: 'null', node: { ...stat, type: 'character', major: 1, minor: 3 } },
  ];
  const kept = new Map();
  const records = entriesToRecord(entries, (content) => {
    kept.set('k', content);
    return 'k';
  });
  expect(kept.size).toBe(1);
  expect(
    entriesFromRecord(
      records,
      (key) => kept.get(key),
      () => 1,
    ),
  ).toEqual(entries);
  expect(() =>
    entriesFromRecord(
      [['x', 'file', [1, 2, 3, 4, 5], [1, ['no']]]],
      () => kept.get('k'),
      () => 1,
    ),
  ).toThrow(RecordError);
  expect(() => contentFromRecord('x')).toThrow(RecordError);
});

/** A saved machine as one file: a gzipped tar of its records, contents as files by their digest; and back, everything checked first. */
import { gunzipSync, gzipSync } from 'fflate';
import { fromBytes, toBytes } from '../fs/bytes.ts';
import { readTar } from '../fs/read-tar.ts';
import { toTar } from '../fs/tar.ts';
import type { LayerEntry } from '../fs/types.ts';
import { HEAD_KEY, headOf } from '../store/journal.ts';
import { migrate } from '../store/migrations.ts';
import { fromJson, toJson } from '../store/plain-json.ts';
import type { StoreRecord } from '../store/types.ts';

const RECORDS = 'machine.json';

/** Not a machine's file, or a damaged one; the message is one line for the learner. */
export class ArchiveError extends Error {}

/** Everything that the store holds, in one file that also `tar` can open. */
export function packMachine(records: readonly StoreRecord[], now: number): Uint8Array {
  const kept = records.filter(({ key }) => !key.startsWith('lost/'));
  return gzipSync(toTar([file(RECORDS, toBytes(escapeWide(toJson(kept))), now)]), { level: 6, mtime: 0 });
}

/** Records that are whole and of a format that this release knows. Throws ArchiveError. */
export function unpackMachine(bytes: Uint8Array): readonly StoreRecord[] {
  const text = textOf(bytes);
  let records: unknown;
  try {
    records = fromJson(text);
  } catch {
    throw new ArchiveError(`${RECORDS} in it is damaged`);
  }
  if (!Array.isArray(records) || !records.every(isRecord)) throw new ArchiveError(`${RECORDS} in it holds no machine`);
  if (!headOf(records.find(({ key }) => key === HEAD_KEY)?.value)) throw new ArchiveError('it has no head');
  try {
    return migrate(records);
  } catch (error) {
    throw new ArchiveError(error instanceof Error ? error.message : String(error));
  }
}

function textOf(bytes: Uint8Array): string {
  let entries: ReturnType<typeof readTar>;
  try {
    entries = readTar(gunzipSync(bytes), () => 1);
  } catch {
    throw new ArchiveError('it is no file that Drydock exported');
  }
  const found = entries.find(({ path }) => path === RECORDS);
  if (found?.node?.type !== 'file') throw new ArchiveError(`there is no ${RECORDS} in it`);
  return found.node.content.segments.map(({ bytes: part }) => fromBytes(part)).join('');
}

const isRecord = (value: unknown): value is StoreRecord =>
  typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' && 'version' in value && 'value' in value;

/** JSON text in bytes alone: what is beyond them is escaped. */
const escapeWide = (text: string): string => text.replace(/[\u0100-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

function file(path: string, bytes: Uint8Array, now: number): LayerEntry {
  const content = { size: bytes.length, segments: [{ offset: 0, bytes }] };
  return { path, node: { type: 'file', ino: 1, mode: 0o644, uid: 0, gid: 0, mtime: now, ctime: now, content } };
}

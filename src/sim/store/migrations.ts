/** Steps from one format of records to the next. A step is a pure function over all records; numbers run without gaps up to FORMAT. */
import { FORMAT, HEAD_KEY, headOf } from './journal.ts';
import type { StoreRecord } from './types.ts';

export interface Migration {
  /** The format that it makes. */
  readonly to: number;
  readonly run: (records: readonly StoreRecord[]) => readonly StoreRecord[];
}

/** Format 1 is the first. */
const MIGRATIONS: readonly Migration[] = [];

export class NewerFormat extends Error {}

/** Records in this release's format. Throws NewerFormat when a later release wrote them. */
export function migrate(
  records: readonly StoreRecord[],
  migrations: readonly Migration[] = MIGRATIONS,
  format = FORMAT,
): readonly StoreRecord[] {
  const head = headOf(records.find(({ key }) => key === HEAD_KEY)?.value);
  if (!head || head.format === format) return records;
  if (head.format > format) throw new NewerFormat(`saved in format ${head.format}, this release knows ${format}`);
  let [at, migrated] = [head.format, records];
  for (const { to, run } of migrations) {
    if (to !== at + 1) continue;
    migrated = run(migrated);
    at = to;
  }
  if (at !== format) throw new Error(`no migration from format ${at} to ${at + 1}`);
  return migrated.map((record) => (record.key === HEAD_KEY ? { ...record, value: { ...head, format } } : record));
}

/** How changes are printed: normal, unified, context, ed and RCS. As GNU diffutils 3.10. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { calendarTime, formatTime } from '../../formats/time-format.ts';
import { parseTimeZone } from '../../formats/time-zone.ts';
import type { Change } from './changes.ts';
import { expandTabs, type TextFile } from './text-file.ts';

export interface StyleOptions {
  readonly context: number;
  readonly labels: readonly ByteString[];
  readonly colors: boolean;
  readonly expandTabs: boolean;
  /** -T: a tab after the mark lines tabs up. */
  readonly initialTab: boolean;
  /** -p: the line that begins the function. */
  readonly showFunction: boolean;
  readonly environment: ReadonlyMap<ByteString, ByteString>;
}

export interface Comparison {
  readonly old: TextFile;
  readonly new: TextFile;
  readonly changes: readonly Change[];
  /** Changes of which only blank or ignored lines are made. */
  readonly ignorable: ReadonlySet<Change>;
}

type Color = 'header' | 'line' | 'old' | 'new';
const CODES: Readonly<Record<Color, string>> = { header: '1', line: '36', old: '31', new: '32' };

const paint = (text: string, color: Color, { colors }: StyleOptions): string => (colors ? `\x1b[${CODES[color]}m${text}\x1b[0m` : text);

const NO_NEWLINE = '\n\\ No newline at end of file';

/** A line with its mark. */
function lineText(file: TextFile, index: number, mark: string, options: StyleOptions): string {
  const line = file.lines[index] ?? '';
  const shown = options.expandTabs ? expandTabs(line) : line;
  const lead = options.initialTab ? `${mark.trimEnd()}\t` : mark;
  return lead + shown + (file.isOpen && index === file.lines.length - 1 ? NO_NEWLINE : '');
}

function colored(file: TextFile, index: number, mark: string, color: Color | undefined, options: StyleOptions): string {
  const text = lineText(file, index, mark, options);
  return `${color ? paint(text, color, options) : text}\n`;
}

/** `3`, `3,5`; of no lines the one before. */
const range = (start: number, end: number): string => (end - start > 1 ? `${start + 1},${end}` : String(end));

export function* normal({ old, new: now, changes, ignorable }: Comparison, options: StyleOptions): Generator<string, void> {
  for (const change of changes) {
    if (ignorable.has(change)) continue;
    const { oldStart, oldEnd, newStart, newEnd } = change;
    const letter = oldEnd === oldStart ? 'a' : newEnd === newStart ? 'd' : 'c';
    yield `${paint(`${range(oldStart, oldEnd)}${letter}${range(newStart, newEnd)}`, 'line', options)}\n`;
    for (let i = oldStart; i < oldEnd; i++) yield colored(old, i, '< ', 'old', options);
    if (letter === 'c') yield '---\n';
    for (let i = newStart; i < newEnd; i++) yield colored(now, i, '> ', 'new', options);
  }
}

/** Changes that lie so near that their contexts meet, each group with the lines that it shows. */
interface Hunk extends Change {
  readonly changes: readonly Change[];
}

function hunksOf({ old, new: now, changes, ignorable }: Comparison, context: number): readonly Hunk[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.oldStart - last.oldEnd <= 2 * context) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups
    .filter((group) => group.some((change) => !ignorable.has(change)))
    .map((group) => {
      const [first, last] = [group[0], group.at(-1)];
      const before = Math.min(context, first?.oldStart ?? 0);
      const after = Math.min(context, old.lines.length - (last?.oldEnd ?? 0), now.lines.length - (last?.newEnd ?? 0));
      return {
        changes: group,
        oldStart: (first?.oldStart ?? 0) - before,
        newStart: (first?.newStart ?? 0) - before,
        oldEnd: (last?.oldEnd ?? 0) + after,
        newEnd: (last?.newEnd ?? 0) + after,
      };
    });
}

function heading(mark: string, file: TextFile, label: ByteString | undefined, options: StyleOptions): string {
  const time = calendarTime(file.mtime, parseTimeZone(options.environment.get('TZ')));
  const stamp = `\t${formatTime('%Y-%m-%d %H:%M:%S', time)}.${String(time.nanosecond).padStart(9, '0')} ${formatTime('%z', time)}`;
  const name = /[\s"\\]/.test(file.name) ? `"${file.name.replace(/["\\]/g, '\\$&').replace(/\t/g, '\\t')}"` : file.name;
  return `${paint(`${mark} ${label ?? name + stamp}`, 'header', options)}\n`;
}

/** The last line before a hunk that looks like a function's beginning. */
function functionLine({ lines }: TextFile, before: number): string {
  for (let i = before - 1; i >= 0; i--) if (/^[A-Za-z$_]/.test(lines[i] ?? '')) return ` ${(lines[i] ?? '').slice(0, 40).trimEnd()}`;
  return '';
}

const unifiedRange = (start: number, end: number): string => {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return count === 0 ? `${start},0` : `${start + 1},${count}`;
};

export function* unified(comparison: Comparison, options: StyleOptions): Generator<string, void> {
  const { old, new: now } = comparison;
  const hunks = hunksOf(comparison, options.context);
  if (hunks.length === 0) return;
  yield heading('---', old, options.labels[0], options);
  yield heading('+++', now, options.labels[1], options);
  for (const hunk of hunks) {
    const place = `@@ -${unifiedRange(hunk.oldStart, hunk.oldEnd)} +${unifiedRange(hunk.newStart, hunk.newEnd)} @@`;
    yield `${paint(place, 'line', options)}${options.showFunction ? functionLine(old, hunk.oldStart) : ''}\n`;
    let at = hunk.oldStart;
    for (const { oldStart, oldEnd, newStart, newEnd } of hunk.changes) {
      for (; at < oldStart; at++) yield colored(old, at, ' ', undefined, options);
      for (; at < oldEnd; at++) yield colored(old, at, '-', 'old', options);
      for (let i = newStart; i < newEnd; i++) yield colored(now, i, '+', 'new', options);
    }
    for (; at < hunk.oldEnd; at++) yield colored(old, at, ' ', undefined, options);
  }
}

const contextRange = (start: number, end: number): string => (end - start > 1 ? `${start + 1},${end}` : String(end));

export function* context(comparison: Comparison, options: StyleOptions): Generator<string, void> {
  const { old, new: now } = comparison;
  const hunks = hunksOf(comparison, options.context);
  if (hunks.length === 0) return;
  yield heading('***', old, options.labels[0], options);
  yield heading('---', now, options.labels[1], options);
  for (const hunk of hunks) {
    yield `***************${options.showFunction ? functionLine(old, hunk.oldStart) : ''}\n`;
    yield `${paint(`*** ${contextRange(hunk.oldStart, hunk.oldEnd)} ****`, 'line', options)}\n`;
    if (hunk.changes.some((change) => change.oldEnd > change.oldStart)) yield* contextSide(old, hunk, 'old', options);
    yield `${paint(`--- ${contextRange(hunk.newStart, hunk.newEnd)} ----`, 'line', options)}\n`;
    if (hunk.changes.some((change) => change.newEnd > change.newStart)) yield* contextSide(now, hunk, 'new', options);
  }
}

function* contextSide(file: TextFile, hunk: Hunk, side: 'old' | 'new', options: StyleOptions): Generator<string, void> {
  let at = side === 'old' ? hunk.oldStart : hunk.newStart;
  for (const change of hunk.changes) {
    const [start, end] = side === 'old' ? [change.oldStart, change.oldEnd] : [change.newStart, change.newEnd];
    const both = change.oldEnd > change.oldStart && change.newEnd > change.newStart;
    for (; at < start; at++) yield colored(file, at, '  ', side, options);
    for (; at < end; at++) yield colored(file, at, both ? '! ' : side === 'old' ? '- ' : '+ ', side, options);
  }
  const last = side === 'old' ? hunk.oldEnd : hunk.newEnd;
  for (; at < last; at++) yield colored(file, at, '  ', side, options);
}

/** A script for ed, from the end to the start. */
export function* ed({ new: now, changes, ignorable }: Comparison): Generator<string, void> {
  for (const change of changes.toReversed()) {
    if (ignorable.has(change)) continue;
    const { oldStart, oldEnd, newStart, newEnd } = change;
    const letter = oldEnd === oldStart ? 'a' : newEnd === newStart ? 'd' : 'c';
    yield `${range(oldStart, oldEnd)}${letter}\n`;
    if (letter === 'd') continue;
    for (let i = newStart; i < newEnd; i++) yield `${now.lines[i]}\n`;
    yield '.\n';
  }
}

export function* rcs({ new: now, changes, ignorable }: Comparison): Generator<string, void> {
  for (const change of changes) {
    if (ignorable.has(change)) continue;
    const { oldStart, oldEnd, newStart, newEnd } = change;
    if (oldEnd > oldStart) yield `d${oldStart + 1} ${oldEnd - oldStart}\n`;
    if (newEnd > newStart) yield `a${oldEnd} ${newEnd - newStart}\n`;
    for (let i = newStart; i < newEnd; i++) yield `${now.lines[i]}${now.isOpen && i === now.lines.length - 1 ? '' : '\n'}`;
  }
}

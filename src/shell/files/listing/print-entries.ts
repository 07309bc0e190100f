/** A group of entries printed in the style's format. As GNU coreutils 9.4 ls.c. */
import type { ByteString } from '../../../sim/fs/bytes.ts';
import { type Cell, layoutColumns, layoutCommas } from '../../formats/columns.ts';
import { displayWidth } from '../../formats/display-width.ts';
import { showSize } from '../../formats/sizes.ts';
import { type ColorWriter, colorOf } from './colors.ts';
import type { ListEntry } from './entry.ts';
import { type LongContext, longPrefixes } from './long-format.ts';
import { indicatorOf, isQuoted, quoteName } from './name.ts';
import type { ListStyle } from './style.ts';

/** The text of these entries, each line with its end. */
export function entriesText(
  entries: readonly ListEntry[],
  style: ListStyle,
  painter: ColorWriter | undefined,
  context: LongContext,
): ByteString {
  const aligns = style.format === 'long' || ((style.format === 'columns' || style.format === 'across') && style.width > 0);
  const pads = aligns && style.quoting === 'shell-escape' && entries.some((entry) => isQuoted(entry, style));
  const frills = style.format === 'long' ? longPrefixes(entries, style, context) : shortPrefixes(entries, style);
  const show = (entry: ListEntry, i: number): Cell => {
    const before = (frills[i] ?? '') + (pads && !isQuoted(entry, style) ? ' ' : '');
    const name = quoteName(entry.name, style);
    const width = displayWidth(name, style.unicode);
    const painted = paint(name, entry, { style, painter, start: before.length, width });
    const after = style.format === 'long' ? linkText(entry, style, painter, before.length + width) : indicatorOf(entry.stat, style);
    return { text: before + painted + after, width: before.length + width + after.length };
  };
  if (style.format === 'long' || style.format === 'single') return entries.map((entry, i) => show(entry, i).text + style.end).join('');
  const cells = entries.map((entry, i) => show(entry, i));
  if (cells.length === 0) return '';
  if (style.format === 'commas') return layoutCommas(cells, style.width);
  return layoutColumns(cells, style.width, style.format === 'columns' ? 'down' : 'across', style.tabSize);
}

interface Painting {
  readonly style: ListStyle;
  readonly painter: ColorWriter | undefined;
  readonly start: number;
  readonly width: number;
  readonly target?: boolean;
}

function paint(name: ByteString, entry: ListEntry, { style, painter, start, width, target = false }: Painting): ByteString {
  if (!style.colors || !painter) return name;
  const looksAtTargets = style.indicators === 'classify' || style.indicators === 'file-type';
  const wraps = style.width > 0 && Math.floor(start / style.width) !== Math.floor((start + width - 1) / style.width);
  return painter.paint(name, colorOf(style.colors, entry, target, looksAtTargets), wraps);
}

/** ` -> target` of a symlink, and the indicator of what is there (or of the file itself). */
function linkText(entry: ListEntry, style: ListStyle, painter: ColorWriter | undefined, start: number): ByteString {
  const { link } = entry;
  if (!link) return indicatorOf(entry.stat, style);
  if (link.target === '') return '';
  const name = quoteName(link.target, style);
  return ` -> ${paint(name, entry, { style, painter, start: start + 4, width: displayWidth(name, style.unicode), target: true })}${indicatorOf(link.stat, style)}`;
}

/** Inode numbers and sizes before names in the other formats: aligned in columns, not between commas. */
function shortPrefixes(entries: readonly ListEntry[], style: ListStyle): readonly ByteString[] {
  if (!style.inode && !style.blocks && !style.context) return [];
  const rows = entries.map(({ stat }) => [
    ...(style.inode ? [String(stat.ino)] : []),
    ...(style.blocks ? [showSize(stat.blocks * 512, style.blockSize)] : []),
  ]);
  const widths = [0, 1].map((i) => (style.format === 'commas' ? 0 : Math.max(0, ...rows.map((row) => (row[i] ?? '').length))));
  return rows.map((row) => row.map((text, i) => `${text.padStart(widths[i] ?? 0)} `).join('') + (style.context ? '? ' : ''));
}

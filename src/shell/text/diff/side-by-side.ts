/** diff -y: both files in two columns. As GNU diffutils 3.10 side.c. */
import type { Comparison } from './styles.ts';

export interface SideOptions {
  readonly width: number;
  readonly expandTabs: boolean;
  readonly suppressCommon: boolean;
  readonly leftColumn: boolean;
}

const TAB = 8;
const GUTTER = 3;

interface Layout {
  readonly half: number;
  readonly second: number;
  readonly options: SideOptions;
}

function layoutOf(options: SideOptions): Layout {
  const tab = options.expandTabs ? 1 : TAB;
  const gutter = tab + GUTTER;
  const { width } = options;
  const unaligned = (width >> 1) + (gutter >> 1) + (width & gutter & 1);
  const offset = unaligned - (unaligned % tab);
  const half = Math.max(0, Math.min(offset - GUTTER, width - offset));
  return { half, second: half > 0 ? offset : width, options };
}

export function* sideBySide({ old, new: now, changes }: Comparison, options: SideOptions): Generator<string, void> {
  const layout = layoutOf(options);
  let at = 0;
  const common = function* (end: number, shift: number): Generator<string, void> {
    for (; at < end; at++) {
      if (options.suppressCommon) continue;
      if (options.leftColumn) yield row(layout, old.lines[at], '(', undefined);
      else yield row(layout, old.lines[at], ' ', now.lines[at + shift]);
    }
  };
  for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
    yield* common(oldStart, newStart - oldStart);
    const pairs = Math.min(oldEnd - oldStart, newEnd - newStart);
    for (let i = 0; i < pairs; i++) yield row(layout, old.lines[oldStart + i], '|', now.lines[newStart + i]);
    for (let i = newStart + pairs; i < newEnd; i++) yield row(layout, undefined, '>', now.lines[i]);
    for (let i = oldStart + pairs; i < oldEnd; i++) yield row(layout, old.lines[i], '<', undefined);
    at = oldEnd;
  }
  yield* common(old.lines.length, now.lines.length - old.lines.length);
}

function row({ half, second, options }: Layout, left: string | undefined, mark: string, right: string | undefined): string {
  let text = '';
  let column = 0;
  const go = (to: number): void => {
    if (!options.expandTabs) {
      for (let tab = column + TAB - (column % TAB); tab <= to; tab += TAB) {
        text += '\t';
        column = tab;
      }
    }
    text += ' '.repeat(Math.max(0, to - column));
    column = Math.max(column, to);
  };
  const print = (line: string, start: number): void => {
    for (const character of line) {
      const next = character === '\t' ? column + TAB - ((column - start) % TAB) : column + 1;
      if (next - start > half) break;
      text += character === '\t' && options.expandTabs ? ' '.repeat(next - column) : character;
      column = next;
    }
  };
  if (left !== undefined) print(left, 0);
  if (mark !== ' ') {
    go((half + second - 1) >> 1);
    text += mark;
    column++;
  }
  if (right !== undefined && right !== '') {
    go(second);
    print(right, second);
  }
  return `${text}\n`;
}

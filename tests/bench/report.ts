/** Where benchmarks put their figures; scripts/bench.mjs prints them as one table. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const reportFile = fileURLToPath(new URL('../../node_modules/.cache/bench.jsonl', import.meta.url));

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'KB' | 'µs' | 'MB/s' | '×' | 'frames/s' | 'MB';
  /** What it was measured against in the same run: `xterm alone`. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** Further ones; undefined: its answer was wrong. */
  readonly others?: readonly { readonly name: string; readonly value: number | undefined }[];
  /** Short of it the benchmark fails. Ratios to a peer and bytes only, never milliseconds: this machine is not yours. */
  readonly most?: number;
  readonly aim?: number;
}

/** Writes a figure down, then holds it to its limit: `most` and `aim` are times the peer where there is one. */
export function report(figure: Figure): void {
  mkdirSync(fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)), { recursive: true });
  appendFileSync(reportFile, `${JSON.stringify(figure)}\n`);
  if (figure.most !== undefined) expect.soft(figure.value / (figure.peer?.value ?? 1), figure.name).toBeLessThanOrEqual(figure.most);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

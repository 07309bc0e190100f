/** How far a machine is saved: what the next save is compared with. */
import type { EngineState } from '../engine/types.ts';
import type { Tree } from '../fs/types.ts';

/** What the store holds already, after a load; a fresh store holds nothing. */
export interface SavedPoint {
  readonly trees: ReadonlyMap<string, Tree>;
  readonly engine: EngineState | undefined;
  readonly contents: ReadonlySet<string>;
  readonly logLengths: ReadonlyMap<string, number>;
  /** JSON of the terminals' places. */
  readonly places: string;
}

export const NOTHING_SAVED: SavedPoint = { trees: new Map(), engine: undefined, contents: new Set(), logLengths: new Map(), places: '{}' };

/** The one read side of a machine: frozen plain data about what is there now. Pages, labs and checks read this and nothing else. */

/** Whom the keys of a terminal reach. */
export type Place =
  | { readonly kind: 'host' }
  | { readonly kind: 'container'; readonly id: string; readonly image: string; readonly name: string };

export interface ImageView {
  /** `sha256:<64 hex>`. */
  readonly id: string;
  /** `ubuntu:latest`, … */
  readonly names: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Microseconds since 1970. */
  readonly created: number;
  /** Oldest first. */
  readonly layers: readonly LayerView[];
}
export interface LayerView {
  readonly diffId: string;
  readonly size: number;
  readonly createdBy: string;
}
export interface ContainerView {
  readonly id: string;
  readonly name: string;
  /** As typed by the user. */
  readonly image: string;
  readonly imageId: string;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  readonly created: number;
  /** Bytes of its writable layer. */
  readonly size: number;
}
export interface CommandView {
  readonly line: string;
  readonly status: number;
  readonly at: number;
  readonly place: Place;
}
export interface MachineView {
  readonly images: readonly ImageView[];
  readonly containers: readonly ContainerView[];
  /** The last 500 command lines that shells have run, oldest first. */
  readonly commands: readonly CommandView[];
  /** Counts up with every change. */
  readonly generation: number;
}

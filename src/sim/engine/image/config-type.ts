/** The config file of an image, whose sha256 is its ID. As the OCI image specification's config, with Docker's additions. */
import type { RunConfig } from '../types.ts';

/** The image's config file (OCI image config with Docker's additions). */
export interface ImageConfig {
  readonly architecture: string;
  readonly author?: string;
  readonly comment?: string;
  readonly config: RunConfig;
  readonly container?: string;
  readonly created?: string;
  readonly docker_version?: string;
  readonly history?: readonly HistoryEntry[];
  readonly os: string;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly string[] };
  readonly variant?: string;
}

export interface HistoryEntry {
  readonly created?: string;
  readonly author?: string;
  readonly created_by?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

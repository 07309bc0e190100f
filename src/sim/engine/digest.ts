/** sha256 digests and random IDs as Docker writes them. As opencontainers/go-digest and moby's stringid. */
import { toBytes, type ByteString } from '../fs/bytes.ts';
import { hexOf } from '../fs/block-hash.ts';
import { sha256 } from '../fs/sha256.ts';
import type { ChainId } from './types.ts';

/** `sha256:<64 hex>`. */
export function digestOf(content: Uint8Array | ByteString): string {
  return `sha256:${hexOf(sha256(typeof content === 'string' ? toBytes(content) : content))}`;
}

/** The chain ID of a layer on top of `parent`: the diff ID itself for the lowest one. As OCI image-spec, "Layer ChainID". */
export const chainOf = (parent: ChainId | undefined, diffId: string): ChainId =>
  parent === undefined ? diffId : digestOf(`${parent} ${diffId}`);

/** 64 random hex digits that are not all decimal, so that no short ID reads as a number. */
export function randomId(random: () => number): string {
  for (;;) {
    let id = '';
    while (id.length < 64)
      id += Math.floor(random() * 0x100000000)
        .toString(16)
        .padStart(8, '0');
    if (/[a-f]/.test(id.slice(0, 12))) return id;
  }
}

/** The 12 digits that Docker shows of an ID, without `sha256:`. */
export const shortId = (id: string): string => id.slice(id.indexOf(':') + 1).slice(0, 12);

/** The course of a pull, layer by layer: three download at a time, one is extracted after the other. As moby's distribution/xfer. */
import { shortId } from '../digest.ts';
import type { Engine } from '../engine.ts';

/** One message of the daemon. `progress` is there, though empty, on the lines that a terminal rewrites. */
export interface PullMessage {
  /** A layer's blob (12 digits), or the tag. */
  readonly id?: string | undefined;
  readonly status: string;
  /** Bytes. */
  readonly progress?: { readonly current?: number; readonly total?: number };
}

interface LayerBlob {
  readonly digest: string;
  readonly compressedSize: number;
}

/** At most so long, whatever the size, in microseconds; the real one takes as long as the line needs. */
const LONGEST_DOWNLOAD = 1_200_000;
const LONGEST_EXTRACTION = 500_000;
/** Bytes a second of a fast line. */
const LEAST_SPEED = 25_000_000;
const TICK = 100_000;
const AT_A_TIME = 3;

interface Transfer {
  readonly id: string;
  readonly total: number;
  got: number;
  phase: 'waiting' | 'loading' | 'loaded';
}

/** `extract` takes the layer of that number in, when its turn has come. */
export async function* layerProgress(
  engine: Engine,
  blobs: readonly LayerBlob[],
  extract: (index: number) => void,
): AsyncGenerator<PullMessage, void> {
  const transfers = blobs.map(
    ({ digest, compressedSize }): Transfer => ({ id: shortId(digest), total: compressedSize, got: 0, phase: 'waiting' }),
  );
  const whole = transfers.reduce((sum, { total }) => sum + total, 0);
  for (const { id } of transfers) yield { id, status: 'Pulling fs layer', progress: {} };
  for (const { id } of transfers.slice(AT_A_TIME)) yield { id, status: 'Waiting', progress: {} };
  const perTick = Math.max(LEAST_SPEED * (TICK / 1e6), whole / (LONGEST_DOWNLOAD / TICK));
  let extracted = 0;
  while (extracted < transfers.length) {
    yield* download(transfers, perTick);
    if (transfers.some(({ phase }) => phase === 'loading')) await engine.sleep(TICK);
    for (let next = transfers[extracted]; next?.phase === 'loaded'; next = transfers[++extracted]) {
      yield* extraction(engine, next, whole);
      extract(extracted);
      yield { id: next.id, status: 'Pull complete', progress: {} };
    }
  }
}

function* download(transfers: readonly Transfer[], perTick: number): Generator<PullMessage> {
  const active = transfers.filter(({ phase }) => phase !== 'loaded').slice(0, AT_A_TIME);
  for (const transfer of active) {
    transfer.phase = 'loading';
    transfer.got = Math.min(transfer.total, Math.ceil(transfer.got + perTick / active.length));
    yield { id: transfer.id, status: 'Downloading', progress: { current: transfer.got, total: transfer.total } };
    if (transfer.got < transfer.total) continue;
    transfer.phase = 'loaded';
    yield { id: transfer.id, status: 'Verifying Checksum', progress: {} };
    yield { id: transfer.id, status: 'Download complete', progress: {} };
  }
}

async function* extraction(engine: Engine, { id, total }: Transfer, whole: number): AsyncGenerator<PullMessage, void> {
  const ticks = Math.max(1, Math.ceil((LONGEST_EXTRACTION / TICK) * (total / Math.max(whole, 1))));
  for (let tick = 1; tick <= ticks; tick++) {
    yield { id, status: 'Extracting', progress: { current: Math.round((total * tick) / ticks), total } };
    await engine.sleep(TICK);
  }
}

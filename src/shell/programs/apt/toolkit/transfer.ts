/** Downloads in parallel, one queue a server, in the machine's time: about a tenth of what they would take. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import type { AptContext } from './apt-context.ts';
import type { FetchDisplay, Working } from './fetch-display.ts';

/** One thing to fetch. */
export interface Transfer {
  /** Which queue: `archive.ubuntu.com`. */
  readonly host: string;
  /** After the number: `http://archive.ubuntu.com/ubuntu noble InRelease`. */
  readonly description: ByteString;
  /** In the status line: `InRelease`, `Packages`, the package's name. */
  readonly title: ByteString;
  readonly size: number;
  /** Already there: nothing is fetched. */
  readonly isHit?: boolean;
  /** Keeps what was fetched. */
  readonly store?: () => void;
}

/** Bytes a server sends in a millisecond of the machine's time. */
const RATE = 32_000;
/** Milliseconds until an answer begins, and of one step. */
const LATENCY = 24;
const STEP = 40;

interface Queue {
  readonly host: string;
  readonly waiting: Transfer[];
  current: { readonly transfer: Transfer; readonly number: number; done: number } | undefined;
  /** Milliseconds of this queue's time that are spent. */
  idle: number;
}

/** Fetches all; lines are numbered in the order in which the answers begin. */
export async function runTransfers(context: AptContext, display: FetchDisplay, transfers: readonly Transfer[]): Promise<void> {
  const queues = queuesOf(transfers);
  const total = transfers.reduce((sum, { isHit, size }) => sum + (isHit ? 0 : size), 0);
  let number = 0;
  let done = 0;
  await display.status(0, []);
  await context.pause(LATENCY);
  await display.status(
    0,
    queues.map(({ host }) => `Connecting to ${host}`),
  );
  while (queues.some(({ waiting, current }) => current || waiting.length > 0)) {
    await context.pause(STEP);
    for (const queue of queues) {
      queue.idle += STEP;
      for (let more = true; more; ) {
        more = false;
        if (!queue.current && queue.waiting.length > 0 && queue.idle >= LATENCY) {
          await begin(queue, display, ++number);
          queue.idle -= LATENCY;
        }
        const bytes = advance(queue);
        done += bytes;
        if (!queue.current && queue.waiting.length > 0 && queue.idle >= LATENCY) more = true;
      }
    }
    const percent = total === 0 ? 0 : (done * 100) / total;
    await display.status(
      percent,
      queues.flatMap(({ current }) => (current ? [working(current)] : [])),
    );
  }
  display.fetched(total);
}

function queuesOf(transfers: readonly Transfer[]): Queue[] {
  const hosts = [...new Set(transfers.map(({ host }) => host))];
  return hosts.map((host) => ({ host, waiting: transfers.filter((each) => each.host === host), current: undefined, idle: 0 }));
}

async function begin(queue: Queue, display: FetchDisplay, number: number): Promise<void> {
  const transfer = queue.waiting.shift();
  if (!transfer) return;
  await display.line(transfer.isHit ? 'Hit' : 'Get', number, transfer.description, transfer.isHit ? undefined : transfer.size);
  queue.current = { transfer, number, done: 0 };
}

/** Spends the queue's time on its transfer; returns the bytes that came. */
function advance(queue: Queue): number {
  const { current } = queue;
  if (!current) return 0;
  const { transfer } = current;
  const wanted = transfer.isHit ? 0 : transfer.size - current.done;
  const bytes = Math.min(wanted, Math.floor(queue.idle * RATE));
  queue.idle -= bytes / RATE;
  current.done += bytes;
  if (bytes < wanted) return bytes;
  transfer.store?.();
  queue.current = undefined;
  return bytes;
}

const working = ({ transfer, number, done }: NonNullable<Queue['current']>): Working => ({
  number,
  title: transfer.title,
  done,
  size: transfer.size,
});

/** Character devices that need no terminal: null, zero, full, random. As Linux mem(4), null(4), full(4), random(4). */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Pin, Stat } from '../fs/types.ts';
import { type Access, Description } from './description.ts';

export interface DeviceBehaviour {
  read(maximum: number): Uint8Array;
  /** How many bytes it takes; throws what the device's write fails with. */
  write(count: number): number;
}

/** The memory devices (major 1) by their minor numbers. `random` is uniform in [0, 1). */
export function memoryDevice(minor: number, random: () => number): DeviceBehaviour | undefined {
  const swallow = (count: number): number => count;
  const zeros = (maximum: number): Uint8Array => new Uint8Array(maximum);
  const chance = (maximum: number): Uint8Array => new Uint8Array(maximum).map(() => Math.floor(random() * 256));
  const devices: { readonly [minor: number]: DeviceBehaviour } = {
    3: { read: () => new Uint8Array(0), write: swallow },
    5: { read: zeros, write: swallow },
    7: { read: zeros, write: refuse },
    8: { read: chance, write: swallow },
    9: { read: chance, write: swallow },
  };
  return devices[minor];
}

function refuse(): never {
  throw new FsError('ENOSPC');
}

export class DeviceDescription extends Description {
  readonly #behaviour: DeviceBehaviour;
  readonly #pin: Pin | undefined;

  constructor(behaviour: DeviceBehaviour, access: Access, pin: Pin) {
    super(access);
    this.#behaviour = behaviour;
    this.#pin = pin;
  }

  tryRead(maximum: number): Uint8Array {
    return this.#behaviour.read(maximum);
  }

  tryWrite(bytes: Uint8Array, from: number): number {
    return this.#behaviour.write(bytes.length - from);
  }

  override seek(): number {
    return 0;
  }

  stat(): Stat {
    if (this.#pin === undefined) throw new FsError('EBADF');
    return this.#pin.stat();
  }

  path(): ByteString {
    return this.#pin?.path() ?? '/dev/null';
  }

  protected override dispose(): void {
    this.#pin?.release();
  }
}

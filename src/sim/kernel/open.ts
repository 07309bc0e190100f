/** open(2): what sim/fs found becomes an open file description; fifos wait for their other end, devices are asked by their number. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { OpenedNode, OpenFlags, Pin } from '../fs/types.ts';
import type { Core } from './core.ts';
import { type Access, Description } from './description.ts';
import { DeviceDescription, memoryDevice } from './devices.ts';
import { DirectoryDescription, FileDescription } from './file-description.ts';
import { Pipe, PipeEnd } from './pipe.ts';
import { attend, sleepOn } from './sleep.ts';
import type { Task } from './task.ts';
import { openTerminalDevice } from './terminal.ts';
import type { MaybePromise } from './types.ts';

export function openPath(core: Core, task: Task, path: ByteString, flags: OpenFlags, mode: number | undefined): MaybePromise<Description> {
  const access: Access = { read: flags.read ?? !flags.write, write: flags.write ?? false };
  const opened = task.fs.openNode(path, { ...flags, ...access }, mode);
  if (opened.kind === 'fifo') return openFifo(core, task, opened, access, flags.nonBlock ?? false);
  const description = describe(core, task, opened, access, flags, path);
  description.nonBlock ||= flags.nonBlock ?? false;
  return description;
}

type NotFifo = Exclude<OpenedNode, { readonly kind: 'fifo' }>;

function describe(core: Core, task: Task, opened: NotFifo, access: Access, flags: OpenFlags, path: ByteString): Description {
  switch (opened.kind) {
    case 'file':
      return new FileDescription(opened.file, access, flags.append ?? false);
    case 'directory':
      return new DirectoryDescription(opened.pin);
    case 'device':
      return openDevice(core, task, opened, access, path);
    case 'description':
      if (opened.description instanceof Description) return opened.description.retain();
      throw new FsError('ENXIO', path);
    case 'socket':
      opened.pin.release();
      throw new FsError('ENXIO', path);
  }
}

interface OpenedDevice {
  readonly major: number;
  readonly minor: number;
  readonly pin: Pin;
}

function openDevice(core: Core, task: Task, { major, minor, pin }: OpenedDevice, access: Access, path: ByteString): Description {
  const behaviour = major === 1 ? memoryDevice(minor, () => core.platform.random()) : undefined;
  if (behaviour) return new DeviceDescription(behaviour, access, pin);
  const terminal = openTerminalDevice(core, task, { major, minor, pin, access });
  if (terminal) return terminal;
  pin.release();
  throw new FsError('ENXIO', path);
}

/** Opening one end waits until somebody has opened the other; for both at once never. */
async function openFifo(
  core: Core,
  task: Task,
  { key, pin }: { readonly key: string; readonly pin: Pin },
  access: Access,
  nonBlock: boolean,
): Promise<Description> {
  const pipe = core.fifos.get(key) ?? new Pipe(pin.stat().ino);
  core.fifos.set(key, pipe);
  if (nonBlock && access.write && !access.read && pipe.readers === 0) {
    pin.release();
    throw new FsError('ENXIO');
  }
  const { readersSeen, writersSeen } = pipe;
  const end = new FifoEnd(pipe, access, pin, () => core.fifos.delete(key));
  end.nonBlock = nonBlock;
  const isMet = (): boolean =>
    nonBlock ||
    (access.read && access.write) ||
    (access.read ? pipe.writers > 0 || pipe.writersSeen > writersSeen : pipe.readers > 0 || pipe.readersSeen > readersSeen);
  try {
    while (!isMet()) {
      await sleepOn(core, task, [pipe.openQueue]);
      const pause = attend(core, task, true);
      if (pause) await pause;
    }
    return end;
  } catch (error) {
    end.release();
    throw error;
  }
}

/** The last closer of a fifo makes the kernel forget it, and what was still in it. */
class FifoEnd extends PipeEnd {
  readonly #forget: () => void;

  constructor(pipe: Pipe, access: Access, pin: Pin, forget: () => void) {
    super(pipe, access, pin);
    this.#forget = forget;
  }

  protected override dispose(): void {
    super.dispose();
    if (this.pipe.readers === 0 && this.pipe.writers === 0) this.#forget();
  }
}

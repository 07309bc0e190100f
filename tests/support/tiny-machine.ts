/** A machine of a kernel, one tree and the programs that a test gives: enough for the kernel's tests and for programs without a host. */
import { type ByteString, concatBytes, fromBytes, toBytes } from '../../src/sim/fs/bytes.ts';
import { createCell } from '../../src/sim/fs/cell.ts';
import { executableContent } from '../../src/sim/fs/executable.ts';
import type { FileSystem, Mount } from '../../src/sim/fs/types.ts';
import { cellMount, fileSystemOf } from '../../src/sim/fs/view.ts';
import { createKernel } from '../../src/sim/kernel/kernel.ts';
import type {
  InitOptions,
  Kernel,
  Namespace,
  Platform,
  Process,
  Program,
  PtyMaster,
  StreamEnd,
  WaitStatus,
} from '../../src/sim/kernel/types.ts';
import { virtualPlatform } from './node-platform.ts';

export type Main = (process: Process) => Promise<number>;

export interface TinyMachineOptions {
  /** Made as /bin/NAME. */
  readonly programs?: { readonly [name: string]: Main };
  readonly platform?: Platform;
  /** Further mounts; the root is there. */
  readonly mounts?: readonly Mount[];
  /** Mounts that need the kernel: `(kernel) => standardMounts({ kernel })`. */
  readonly mountsOf?: (kernel: Kernel) => readonly Mount[];
}

export interface RunResult {
  readonly stdout: ByteString;
  readonly stderr: ByteString;
  readonly status: WaitStatus;
}

/** A terminal of 80 × 24 whose output is gathered. */
export interface TestTerminal {
  readonly pty: PtyMaster;
  /** All that it has shown. */
  text(): ByteString;
  /** What it has shown since the last time this was asked. */
  fresh(): ByteString;
  /** Types, waits until a program waits for more, and gives what was shown meanwhile. */
  type(keys: ByteString): Promise<ByteString>;
  readonly ended: Promise<WaitStatus>;
}

export interface TinyMachine {
  readonly kernel: Kernel;
  readonly namespace: Namespace;
  /** The tree, as root. */
  readonly fs: FileSystem;
  /** Runs a program to its end with standard input from a text. */
  run(argv: readonly ByteString[], options?: { readonly stdin?: ByteString } & Partial<InitOptions>): Promise<RunResult>;
  /** Runs a function as the one program `main` of a fresh process. */
  /** Starts a program on a terminal of its own. */
  login(argv: readonly ByteString[], options?: Partial<InitOptions>): TestTerminal;
  /** As `runMain`, on a terminal. */
  loginMain(main: Main, options?: Partial<InitOptions>): TestTerminal;
  runMain(main: Main, options?: { readonly stdin?: ByteString } & Partial<InitOptions>): Promise<RunResult>;
}

export function createTinyMachine({
  programs = {},
  platform = virtualPlatform(),
  mounts = [],
  mountsOf = () => [],
}: TinyMachineOptions = {}): TinyMachine {
  const mains = new Map(Object.entries(programs));
  const find = (name: string): Program | undefined => {
    const main = mains.get(name);
    return main && { name, main };
  };
  const kernel = createKernel({ platform, programs: { find } });
  let ino = 1;
  const cell = createCell({ id: 'root', now: kernel.clock.now(), nextIno: () => ++ino });
  const fs = fileSystemOf(cell, () => kernel.clock.now());
  furnish(fs, ['main', ...mains.keys()]);
  const namespace = kernel.createNamespace({
    id: 'host',
    hostname: 'tiny',
    mounts: [cellMount('/', cell), ...mounts, ...mountsOf(kernel)],
  });
  const run: TinyMachine['run'] = (argv, options = {}) => runToEnd(kernel, namespace, argv, options);
  const login: TinyMachine['login'] = (argv, options = {}) => startOnTerminal(kernel, namespace, argv, options);
  return {
    ...{ kernel, namespace, fs, run, login },
    loginMain(main, options) {
      mains.set('main', main);
      return login(['main'], options);
    },
    runMain(main, options) {
      mains.set('main', main);
      return run(['main'], options);
    },
  };
}

function furnish(fs: FileSystem, programs: Iterable<string>): void {
  for (const directory of ['/bin', '/dev', '/tmp', '/root', '/etc', '/proc']) fs.mkdir(directory);
  fs.chmod('/tmp', 0o1777);
  for (const [name, minor] of [
    ['null', 3],
    ['zero', 5],
    ['full', 7],
    ['random', 8],
    ['urandom', 9],
  ] as const) {
    fs.mknod(`/dev/${name}`, { type: 'character', major: 1, minor });
    fs.chmod(`/dev/${name}`, 0o666);
  }
  fs.mknod('/dev/tty', { type: 'character', major: 5, minor: 0 });
  fs.chmod('/dev/tty', 0o666);
  for (const name of programs) {
    fs.writeContent(`/bin/${name}`, executableContent(name, 20_000));
    fs.chmod(`/bin/${name}`, 0o755);
  }
}

export const INIT: Pick<InitOptions, 'environment' | 'cwd' | 'credentials'> = {
  environment: new Map([
    ['PATH', '/bin'],
    ['HOME', '/root'],
  ]),
  cwd: '/',
  credentials: { uid: 0, gid: 0, groups: [0] },
};

async function runToEnd(
  kernel: Kernel,
  namespace: Namespace,
  argv: readonly ByteString[],
  options: { readonly stdin?: ByteString } & Partial<InitOptions>,
): Promise<RunResult> {
  const { stdin, ...rest } = options;
  const input = kernel.createStream();
  const output = kernel.createStream();
  const errors = kernel.createStream();
  const ended = new Promise<WaitStatus>((onExit) => {
    const stdio = { stdin: input.readEnd, stdout: output.writeEnd, stderr: errors.writeEnd };
    kernel.startInit(namespace, { ...INIT, joins: true, argv, stdio, onExit, ...rest });
  });
  for (const end of [input.readEnd, output.writeEnd, errors.writeEnd]) kernel.closeStream(end);
  const feeding = feed(kernel, input.writeEnd, toBytes(stdin ?? ''));
  const [status, stdout, stderr] = await Promise.all([ended, drain(kernel, output.readEnd), drain(kernel, errors.readEnd), feeding]);
  return { status, stdout, stderr };
}

function startOnTerminal(kernel: Kernel, namespace: Namespace, argv: readonly ByteString[], options: Partial<InitOptions>): TestTerminal {
  const pty = kernel.createPty({ columns: 80, rows: 24 });
  let shown = '';
  let seen = 0;
  pty.onOutput((bytes) => {
    shown += fromBytes(bytes);
  });
  const ended = new Promise<WaitStatus>((onExit) => {
    kernel.startInit(namespace, { ...INIT, joins: true, argv, stdio: { pty }, onExit, ...options });
  });
  const fresh = (): ByteString => {
    const text = shown.slice(seen);
    seen = shown.length;
    return text;
  };
  return {
    ...{ pty, ended, fresh },
    text: () => shown,
    async type(keys) {
      pty.input(toBytes(keys));
      await kernel.untilAwaitsInput(pty);
      return fresh();
    },
  };
}

async function feed(kernel: Kernel, end: StreamEnd, bytes: Uint8Array): Promise<void> {
  try {
    if (bytes.length > 0) await kernel.writeStream(end, bytes);
  } catch {
    // The program did not read all of it.
  }
  kernel.closeStream(end);
}

async function drain(kernel: Kernel, end: StreamEnd): Promise<ByteString> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const bytes = await kernel.readStream(end);
    if (bytes.length === 0) break;
    parts.push(bytes);
  }
  kernel.closeStream(end);
  return parts.length === 0 ? '' : fromBytes(concatBytes(parts));
}

/** Runs `main` to its end and gives its output. An expectation that fails in it fails the test. */
export async function inside(main: Main, machine: TinyMachine = createTinyMachine()): Promise<ByteString> {
  const faults: string[] = [];
  const end = machine.kernel.onEvent((event) => {
    if (event.type === 'fault') faults.push(event.message);
  });
  const { stdout } = await machine.runMain(main);
  end();
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return stdout;
}

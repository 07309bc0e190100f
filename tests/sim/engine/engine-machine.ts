/** A kernel, a host and an engine with one small image, for tests of sim/engine: its programs are functions of the test. */
import { unpack } from '../../../src/sim/content/unpack.ts';
import { ContentMissing, type ManifestEntry } from '../../../src/sim/content/types.ts';
import { createContainer } from '../../../src/sim/engine/container/create.ts';
import { createEngine } from '../../../src/sim/engine/daemon.ts';
import type { CreateRequest, Engine } from '../../../src/sim/engine/engine.ts';
import { addImage, makeImage } from '../../../src/sim/engine/image/make.ts';
import { withLayer } from '../../../src/sim/engine/layers.ts';
import { parseTagged } from '../../../src/sim/engine/reference.ts';
import { attachContainer } from '../../../src/sim/engine/runtime/attach.ts';
import { startContainer } from '../../../src/sim/engine/runtime/start.ts';
import { waitContainer } from '../../../src/sim/engine/runtime/wait.ts';
import { emptyState, withName } from '../../../src/sim/engine/state.ts';
import type { ImageConfig } from '../../../src/sim/engine/image/config-type.ts';
import type { EngineState, HostConfig, Moment } from '../../../src/sim/engine/types.ts';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { FsError } from '../../../src/sim/fs/errno.ts';
import { layerOf } from '../../../src/sim/fs/layer.ts';
import type { Process } from '../../../src/sim/kernel/types.ts';
import { createTinyMachine, type Main, type TinyMachine } from '../../support/tiny-machine.ts';
import { virtualPlatform } from '../../support/node-platform.ts';

/** `sh -c` of the tests: words, `>file`, `;`. */
const sh: Main = async (p) => {
  for (const command of (p.argv[2] ?? '').split(';')) {
    const [name = '', ...words] = command.trim().split(/\s+/);
    const status = await (tools[name] ?? missing)(p, words);
    if (name === 'exit') return status;
  }
  return 0;
};

type Tool = (process: Process, words: readonly string[]) => Promise<number> | number;

const done =
  (act: (process: Process, words: readonly string[]) => unknown): Tool =>
  async (p, words) => {
    await act(p, words);
    return 0;
  };

const missing: Tool = async (p, words) => {
  await p.write(2, `not found ${words.join(' ')}\n`);
  return 127;
};

const tools: Readonly<Record<string, Tool>> = {
  echo: async (p, words) => {
    const at = words.findIndex((word) => word.startsWith('>'));
    const text = `${(at < 0 ? words : words.slice(0, at)).join(' ')}\n`;
    const file = at < 0 ? undefined : words[at]?.slice(1);
    if (file === '&2') await p.write(2, text);
    else if (file) p.fs.writeFile(file, toBytes(text));
    else await p.write(1, text);
    return 0;
  },
  mkdir: done((p, [path = '']) => p.fs.mkdir(path)),
  rm: done((p, [path = '']) => p.fs.unlink(path)),
  rmdir: done((p, [path = '']) => p.fs.rmdir(path)),
  touch: done((p, [path = '']) => p.fs.utimes(path, { mtime: p.now() })),
  chmod: done((p, [mode = '0', path = '']) => p.fs.chmod(path, Number.parseInt(mode, 8))),
  sleep: done((p, [seconds = '0']) => p.sleep(Number(seconds) * 1e6)),
  exit: (_, [status = '0']) => Number(status),
  pwd: done((p) => p.write(1, `${p.cwd()}\n`)),
  hostname: done((p) => p.write(1, `${p.hostname()}\n`)),
  id: done((p) => p.write(1, `${p.credentials.uid} ${p.credentials.gid} ${p.credentials.groups.join(',')}\n`)),
  cat: async (p, [path]) => {
    if (path) await p.write(1, p.fs.readFile(path));
    while (!path) {
      const bytes = await p.read(0);
      if (bytes.length === 0) return 0;
      await p.write(1, bytes);
    }
    return 0;
  },
  ls: done((p, [path = '.']) => {
    const names = p.fs.readDir(path).map(({ name }) => name);
    return p.write(1, `${names.sort().join(' ')}\n`);
  }),
  trap: done((p, [status = '0']) => p.on('TERM', { handle: () => p.exit(Number(status)) })),
};

const guarded =
  (main: Main): Main =>
  async (p) => {
    try {
      return await main(p);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await p.write(2, `${error.message}\n`);
      return 1;
    }
  };

const asProgram = (tool: Tool): Main => guarded(async (p) => tool(p, p.argv.slice(1)));

const PROGRAMS: Readonly<Record<string, Main>> = {
  sh: guarded(sh),
  env: async (p) => {
    for (const [name, value] of p.environment) await p.write(1, `${name}=${value}\n`);
    return 0;
  },
  ...Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, asProgram(tool)])),
};

const directory = (path: string, mode = 0o755): ManifestEntry => ({ path, type: 'directory', mode });
const text = (path: string, content: string, mode = 0o644): ManifestEntry => ({ path, type: 'content', text: content, mode });

const FILES: readonly ManifestEntry[] = [
  ...['/tmp', '/root', '/srv', '/proc', '/sys', '/dev', '/var', '/var/log'].map((path) => directory(path)),
  text('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/sh\n'),
  text('/etc/group', 'root:x:0:\ndaemon:x:1:\nadm:x:4:daemon\n'),
  text('/var/log/old', 'old\n'),
  text('/bin/text', 'hello\n', 0o755),
  { path: '/usr/big', type: 'opaque', mode: 0o644, size: 1_000_000 },
  ...Object.keys(PROGRAMS).map(
    (program): ManifestEntry => ({ path: `/bin/${program}`, type: 'executable', program, mode: 0o755, size: 1000 }),
  ),
];

export const BASE_SIZE = 1_000_000 + 1000 * Object.keys(PROGRAMS).length;

const CONFIG: Omit<ImageConfig, 'rootfs'> = {
  architecture: 'amd64',
  config: { Cmd: ['sh'], Env: ['PATH=/bin'], Labels: { origin: 'base' } },
  created: '2026-08-17T13:09:51.204398127Z',
  history: [
    { created: '2026-08-17T13:09:50Z', created_by: '/bin/sh -c #(nop) ADD file:1 in / ' },
    { created: '2026-08-17T13:09:51Z', created_by: '/bin/sh -c #(nop)  CMD ["sh"]', empty_layer: true },
  ],
  os: 'linux',
};

/** A daemon's state that has `ubuntu:latest`. */
export function stateWithUbuntu(moment: Moment): EngineState {
  const layer = layerOf(unpack(FILES, { mtime: 1_786_972_190 }));
  const { state, chainId } = withLayer(emptyState(moment), undefined, layer);
  const image = makeImage(state, { ...CONFIG, rootfs: { type: 'layers', diff_ids: [layer.diffId] } }, { chainId });
  return withName(addImage(state, image), parseTagged('ubuntu'), image.id);
}

export interface EngineMachine {
  readonly engine: Engine;
  readonly host: TinyMachine;
  /** docker run: waits for the end; the streams apart. */
  run(command: string | readonly string[], options?: RunOptions): Promise<RunOutcome>;
  /** docker create. */
  create(command: string | readonly string[], options?: RunOptions): string;
  /** docker run -d. */
  runDetached(command: string | readonly string[], options?: RunOptions): Promise<string>;
}

export interface RunOptions {
  readonly name?: string;
  readonly image?: string;
  readonly config?: Partial<CreateRequest['config']>;
  readonly hostConfig?: Partial<HostConfig>;
  /** Gives the container a stdin with this in it. */
  readonly stdin?: string;
}

export interface RunOutcome {
  readonly id: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export function createEngineMachine(content: Readonly<Record<string, string>> = {}): EngineMachine {
  const platform = virtualPlatform();
  const host = createTinyMachine({ platform, programs: PROGRAMS });
  const moment = { now: host.kernel.clock.now(), random: platform.random };
  const read = async (path: string): Promise<Uint8Array> => {
    const found = content[path];
    if (found === undefined) throw new ContentMissing(path);
    return new TextEncoder().encode(found);
  };
  const engine = createEngine(
    { kernel: host.kernel, content: { read }, random: platform.random, hostMounts: () => host.namespace.mounts, hostname: 'tiny' },
    { state: stateWithUbuntu(moment) },
  );
  const create: EngineMachine['create'] = (command, { name, image = 'ubuntu', config, hostConfig, stdin } = {}) => {
    const Cmd = typeof command === 'string' ? ['sh', '-c', command] : command;
    const input = stdin === undefined ? {} : { OpenStdin: true, StdinOnce: true };
    return createContainer(engine, {
      ...(name && { name }),
      config: { Image: image, Cmd, ...input, ...config },
      ...(hostConfig && { hostConfig }),
    }).id;
  };
  return {
    ...{ engine, host, create },
    async run(command, options = {}) {
      const id = create(command, options);
      const output = { stdout: '', stderr: '' };
      const attachment = attachContainer(engine, id, {
        ...{ stdin: options.stdin !== undefined, stdout: true, stderr: true },
        onOutput: (stream, bytes) => {
          output[stream] += fromBytes(bytes);
        },
      });
      const exit = waitContainer(engine, id, options.hostConfig?.AutoRemove ? 'removed' : 'next-exit');
      await startContainer(engine, id);
      if (options.stdin !== undefined) {
        await attachment.write(toBytes(options.stdin));
        attachment.closeInput();
      }
      const [exitCode] = await Promise.all([exit, attachment.ended]);
      return { id, exitCode, ...output };
    },
    async runDetached(command, options) {
      const id = create(command, options);
      await startContainer(engine, id);
      return id;
    },
  };
}

/** A tiny machine with the docker client, the real daemon and a small image `ubuntu:latest`: for tests of docker's commands without a host. */
import { createEngine } from '../../src/sim/engine/daemon.ts';
import type { Engine } from '../../src/sim/engine/engine.ts';
import { withImageFromTree } from './tiny-image.ts';
import { type ByteString, fromBytes } from '../../src/sim/fs/bytes.ts';
import { createCell } from '../../src/sim/fs/cell.ts';
import { executableContent } from '../../src/sim/fs/executable.ts';
import type { FileSystem, Tree } from '../../src/sim/fs/types.ts';
import { fileSystemOf } from '../../src/sim/fs/view.ts';
import type { Process } from '../../src/sim/kernel/types.ts';
import { dockerProgram } from './docker-commands.ts';
import { createTinyMachine, type Main, type TestTerminal, type TinyMachine } from './tiny-machine.ts';

export interface DockerHost {
  readonly machine: TinyMachine;
  readonly engine: Engine;
  /** `docker …` split at blanks, to its end: what it printed and how it ended. */
  docker(line: string, stdin?: ByteString): Promise<{ readonly stdout: ByteString; readonly stderr: ByteString; readonly status: number }>;
  /** The same on a terminal, which it may keep. */
  onTerminal(line: string): TestTerminal;
}

/** Programs of host and image: enough to see streams, statuses and terminals. */
const PROGRAMS: Readonly<Record<string, Main>> = {
  echo: async (process) => said(process, 1, `${process.argv.slice(1).join(' ')}\n`),
  complain: async (process) => said(process, 2, `${process.argv.slice(1).join(' ')}\n`),
  exit: async (process) => Number(process.argv[1]),
  sleep: async (process) => {
    await process.sleep(Number(process.argv[1]) * 1e6);
    return 0;
  },
  touch: async (process) => {
    for (const path of process.argv.slice(1)) process.fs.writeFile(path, new Uint8Array(0));
    return 0;
  },
  environment: async (process) => said(process, 1, [...process.environment].map(([name, value]) => `${name}=${value}\n`).join('')),
  tty: async (process) => said(process, 1, `${process.terminal(0)?.path ?? 'not a tty'}\n`),
  size: async (process) => {
    const size = process.terminal(1)?.size;
    return said(process, 1, `${size?.columns}x${size?.rows}\n`);
  },
  cat: copy,
  /** Echoes lines with a prompt, until `exit N`. */
  shell: async (process) => {
    for (;;) {
      await process.write(1, '# ');
      const line = fromBytes(await process.read(0));
      if (line === '') return 0;
      const exit = /^exit (\d+)/.exec(line);
      if (exit) return Number(exit[1]);
      await process.write(1, `you said ${line}`);
    }
  },
};

async function said(process: Process, fd: number, text: ByteString): Promise<number> {
  await process.write(fd, text);
  return 0;
}

async function copy(process: Process): Promise<number> {
  for (;;) {
    const bytes = await process.read(0);
    if (bytes.length === 0) return 0;
    await process.write(1, bytes);
  }
}

export function createDockerHost(): DockerHost {
  const machine = createTinyMachine({ programs: { ...PROGRAMS, docker: dockerProgram().main } });
  let ino = 1_000_000;
  const engine = createEngine({
    kernel: machine.kernel,
    content: { read: async (path) => Promise.reject(new Error(path)) },
    random: seeded(),
    hostMounts: () => machine.namespace.mounts,
    hostname: 'tiny',
    nextIno: () => ++ino,
  });
  const now = machine.kernel.clock.now();
  engine.change('import', (state) =>
    withImageFromTree(
      state,
      imageTree(now, () => ++ino),
      'docker.io/library/ubuntu:latest',
      now,
    ),
  );
  machine.fs.mkdir('/var');
  machine.fs.mkdir('/var/run');
  machine.fs.mknod('/var/run/docker.sock', { type: 'socket' });
  machine.kernel.serve('unix:/var/run/docker.sock', engine);
  const argv = (line: string): readonly string[] => ['docker', ...line.split(' ')];
  return {
    machine,
    engine,
    async docker(line, stdin = '') {
      const { stdout, stderr, status } = await machine.run(argv(line), { stdin });
      return { stdout, stderr, status: 'exited' in status ? status.exited : -1 };
    },
    onTerminal: (line) => machine.login(argv(line)),
  };
}

function imageTree(now: number, nextIno: () => number): Tree {
  const cell = createCell({ id: 'image', now, nextIno });
  const fs: FileSystem = fileSystemOf(cell, () => now);
  for (const folder of ['/bin', '/etc', '/root', '/tmp', '/dev', '/proc', '/sys']) fs.mkdir(folder);
  fs.writeFile('/etc/passwd', new TextEncoder().encode('root:x:0:0:root:/root:/bin/shell\n'));
  fs.writeFile('/etc/group', new TextEncoder().encode('root:x:0:\n'));
  for (const name of Object.keys(PROGRAMS)) {
    fs.writeContent(`/bin/${name}`, executableContent(name, 20_000));
    fs.chmod(`/bin/${name}`, 0o755);
  }
  return cell.freeze();
}

/** A small generator (mulberry32): the same IDs and names each time. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

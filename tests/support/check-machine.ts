/** Whole machines with bash, docker and `ubuntu:latest` (also tagged `debian`), for checks that are shell command lines. One pull serves them all. */
import { fileURLToPath } from 'node:url';
import { folderContent } from '../../src/cli/folder-content.ts';
import { createCatalog } from '../../src/host/catalog.ts';
import { pullImages } from '../../src/host/pulled.ts';
import { type ByteString, decodeUtf8, fromBytes, utf8 } from '../../src/sim/fs/bytes.ts';
import { fileSystemOf } from '../../src/sim/fs/view.ts';
import type { StreamEnd, WaitStatus } from '../../src/sim/kernel/types.ts';
import { createMachine, type Machine, startOnHost } from '../../src/sim/machine.ts';
import { virtualPlatform } from './node-platform.ts';

export interface ShellResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}
export interface CheckShell {
  /** One line for bash, as root in /work/g, without a terminal. */
  run(line: string): Promise<ShellResult>;
}
export interface CheckMachine {
  fresh(): CheckShell;
}

const FOLDER = '/work/g';
const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['HOME', '/root'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['LANG', 'C.UTF-8'],
];

export async function createCheckMachine(): Promise<CheckMachine> {
  const { programs, hostNames } = createCatalog();
  const content = folderContent(fileURLToPath(new URL('../../public', import.meta.url)));
  const options = { programs, hostPrograms: hostNames, content };
  const first = createMachine({ ...options, platform: virtualPlatform() });
  await pullImages(first.engine, { pulled: ['ubuntu'], tags: [{ name: 'debian', of: 'ubuntu' }] });
  const start = first.kernel.clock.now();
  return {
    fresh() {
      const machine = createMachine({ ...options, platform: virtualPlatform({ start, seed: 3 }), engine: first.engine.state });
      const fs = fileSystemOf(machine.hostCell, () => machine.kernel.clock.now());
      for (const folder of ['/work', FOLDER]) fs.mkdir(folder, 0o755);
      return { run: (line) => runLine(machine, utf8(line)) };
    },
  };
}

async function runLine(machine: Machine, line: ByteString): Promise<ShellResult> {
  const { kernel } = machine;
  const [input, output, errors] = [kernel.createStream(), kernel.createStream(), kernel.createStream()];
  const ended = new Promise<WaitStatus>((onExit) => {
    startOnHost(machine, {
      argv: ['bash', '-c', line],
      path: '/bin/bash',
      environment: new Map(ENVIRONMENT),
      cwd: FOLDER,
      credentials: { uid: 0, gid: 0, groups: [0] },
      stdio: { stdin: input.readEnd, stdout: output.writeEnd, stderr: errors.writeEnd },
      onExit,
    });
  });
  for (const end of [input.readEnd, input.writeEnd, output.writeEnd, errors.writeEnd]) kernel.closeStream(end);
  const [status, stdout, stderr] = await Promise.all([ended, drained(machine, output.readEnd), drained(machine, errors.readEnd)]);
  return { stdout, stderr, status: 'exited' in status ? status.exited : -1 };
}

async function drained({ kernel }: Machine, end: StreamEnd): Promise<string> {
  let text = '';
  for (;;) {
    const bytes = await kernel.readStream(end);
    if (bytes.length === 0) break;
    text += fromBytes(bytes);
  }
  kernel.closeStream(end);
  return decodeUtf8(text);
}

/** A container of the ubuntu image with apt's programs and the simulated archive, without Docker and without a shell. */
import { readFile, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { unpackFileList } from '../../../../src/sim/content/unpack-file-list.ts';
import { apply } from '../../../../src/sim/fs/apply.ts';
import { type ByteString, fromBytes, toBytes } from '../../../../src/sim/fs/bytes.ts';
import { createCell } from '../../../../src/sim/fs/cell.ts';
import { diff } from '../../../../src/sim/fs/diff.ts';
import { emptyTree } from '../../../../src/sim/fs/tree.ts';
import type { Change, FileSystem, Tree } from '../../../../src/sim/fs/types.ts';
import { cellMount, fileSystemOf } from '../../../../src/sim/fs/view.ts';
import { createKernel } from '../../../../src/sim/kernel/kernel.ts';
import type { InitOptions, Kernel, Program, WaitStatus } from '../../../../src/sim/kernel/types.ts';
import { createPackageArchive } from '../../../../src/sim/packages/archive.ts';
import apt from '../../../../src/shell/programs/apt/apt.ts';
import aptCache from '../../../../src/shell/programs/apt/apt-cache.ts';
import aptConfig from '../../../../src/shell/programs/apt/apt-config.ts';
import aptGet from '../../../../src/shell/programs/apt/apt-get.ts';
import aptMark from '../../../../src/shell/programs/apt/apt-mark.ts';
import dpkg from '../../../../src/shell/programs/apt/dpkg.ts';
import dpkgDeb from '../../../../src/shell/programs/apt/dpkg-deb.ts';
import dpkgQuery from '../../../../src/shell/programs/apt/dpkg-query.ts';
import updateAlternatives from '../../../../src/shell/programs/apt/update-alternatives.ts';
import { virtualPlatform } from '../../../support/node-platform.ts';

const PROGRAMS: readonly Program[] = [apt, aptCache, aptConfig, aptGet, aptMark, dpkg, dpkgDeb, dpkgQuery, updateAlternatives];

export interface Ran {
  /** Standard output and standard error, as they came. */
  readonly text: ByteString;
  readonly status: WaitStatus;
}

export interface UbuntuContainer {
  readonly kernel: Kernel;
  readonly fs: FileSystem;
  /** Runs one command line (words between blanks) on a terminal of 100 columns; `keys` are typed once it waits for them. */
  run(line: string, keys?: string): Promise<Ran>;
  /** The same with standard output and error in one pipe. */
  piped(line: string, options?: Partial<InitOptions>): Promise<Ran>;
  /** What `docker diff` would print now. */
  changes(): readonly Change[];
  read(path: string): ByteString;
}

const read = promisify(readFile);
let image: Tree | undefined;

/** Read and unpacked once: trees are values. */
function ubuntu(): Tree {
  image ??= apply(emptyTree(0), {
    entries: unpackFileList(readFileSync('public/images/ubuntu/noble.files', 'utf8'), { mtime: 1_786_972_190 }),
  });
  return image;
}

export function startUbuntu(options: { readonly hasNetwork?: boolean } = {}): UbuntuContainer {
  const base = ubuntu();
  const kernel = createKernel({ platform: virtualPlatform(), programs: { find: (name) => PROGRAMS.find((each) => each.name === name) } });
  if (options.hasNetwork !== false) {
    for (const host of ['archive.ubuntu.com', 'security.ubuntu.com']) {
      kernel.serve(`http://${host}`, createPackageArchive({ read: (path) => read(`public/${path}`) }, host));
    }
  }
  let ino = 100_000;
  const cell = createCell({ id: 'root', now: kernel.clock.now(), nextIno: () => ++ino });
  cell.replace(base);
  const namespace = kernel.createNamespace({ id: 'host', hostname: 'ubuntu', mounts: [cellMount('/', cell)] });
  const fs = fileSystemOf(cell, () => kernel.clock.now());
  const init = { environment: new Map([['PATH', '/usr/bin']]), cwd: '/', credentials: { uid: 0, gid: 0, groups: [0] }, joins: true };
  return {
    ...{ kernel, fs },
    async run(line, keys = '') {
      const pty = kernel.createPty({ columns: 100, rows: 30 });
      let text = '';
      pty.onOutput((bytes) => {
        text += fromBytes(bytes);
      });
      const ended = new Promise<WaitStatus>((onExit) =>
        kernel.startInit(namespace, { ...init, argv: line.split(' '), stdio: { pty }, onExit }),
      );
      if (keys !== '') {
        await kernel.untilAwaitsInput(pty);
        pty.input(toBytes(keys));
      }
      const status = await ended;
      await kernel.settled();
      return { text, status };
    },
    async piped(line, more = {}) {
      const [input, output] = [kernel.createStream(), kernel.createStream()];
      const stdio = { stdin: input.readEnd, stdout: output.writeEnd, stderr: output.writeEnd };
      const ended = new Promise<WaitStatus>((onExit) =>
        kernel.startInit(namespace, { ...init, argv: line.split(' '), stdio, onExit, ...more }),
      );
      for (const end of [input.readEnd, input.writeEnd, output.writeEnd]) kernel.closeStream(end);
      let text = '';
      for (let bytes = await kernel.readStream(output.readEnd); bytes.length > 0; bytes = await kernel.readStream(output.readEnd))
        text += fromBytes(bytes);
      return { text, status: await ended };
    },
    changes: () => diff(base, cell.freeze()),
    read: (path) => fromBytes(fs.readFile(path)),
  };
}

/** What a terminal shows in the end: `\r` goes back to the line's begin, escapes are dropped, blanks at line ends too. */
export function asShown(text: ByteString): string {
  const plain = text.replace(/\x1b(?:\[[0-9;?]*[A-Za-z]|[78])/g, '');
  const lines = plain
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => {
      let shown = '';
      for (const part of line.split('\r')) shown = part + shown.slice(part.length);
      return shown.trimEnd();
    });
  return lines.join('\n');
}

// Law: open files and working directories stay the same files through rename and unlink, as on the Linux below.
import * as linux from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/sim/fs/bytes.ts';
import { createFileSystem } from '../../src/sim/fs/filesystem.ts';
import type { FileSystem, FileSystemView, OpenFile } from '../../src/sim/fs/types.ts';
import { DEPTH, performOnLinux, withBoth } from '../sim/fs/linux-calls.ts';
import { type Call, call, outcome, path, perform } from '../sim/fs/random-calls.ts';

const step: fc.Arbitrary<Call> = fc.oneof(
  { weight: 8, arbitrary: call },
  { weight: 2, arbitrary: fc.tuple(fc.constant('hold'), path) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('writeHeld'), fc.nat(5), fc.nat(20)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('truncateHeld'), fc.nat(5), fc.nat(20)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('closeHeld'), fc.nat(5)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('chdir'), path) },
);

test.runIf(process.platform === 'linux')('what is open stays the same file', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => play(steps)),
    { numRuns: Number(process.env['LAW_RUNS'] ?? 40) },
  );
});

/** The two sides: held files in pairs, and working directories (theirs as /proc/self/fd/N, for a test cannot chdir). */
interface Session {
  readonly fs: FileSystem;
  readonly view: FileSystemView;
  readonly held: { readonly ours: OpenFile; readonly theirs: number }[];
  cwd: number;
}

function play(steps: readonly Call[]): void {
  withBoth((theirs, view) => {
    const session: Session = { fs: createFileSystem(view), view, held: [], cwd: linux.openSync(theirs, 'r') };
    try {
      for (const [index, one] of steps.entries()) {
        take(session, one, `step ${index}: ${one.join(' ')}`);
        compare(session, `after step ${index}: ${one.join(' ')}`);
      }
    } finally {
      for (const { theirs: fd } of session.held) linux.closeSync(fd);
      linux.closeSync(session.cwd);
    }
  });
}

function take(session: Session, one: Call, message: string): void {
  const [verb, first = 0, second = 0] = one;
  const pair = session.held[Number(first) % Math.max(1, session.held.length)];
  if (verb === 'hold') hold(session, String(first), message);
  else if (verb === 'chdir') changeDirectory(session, String(first), message);
  else if (verb === 'writeHeld' && pair) {
    pair.ours.write(Number(second), toBytes('held'));
    linux.writeSync(pair.theirs, 'held', Number(second));
  } else if (verb === 'truncateHeld' && pair) {
    pair.ours.truncate(Number(second));
    linux.ftruncateSync(pair.theirs, Number(second));
  } else if (verb === 'closeHeld' && pair) {
    session.held.splice(session.held.indexOf(pair), 1);
    pair.ours.close();
    linux.closeSync(pair.theirs);
  } else if (!verb.endsWith('Held')) {
    expect(perform(session.fs, one), message).toEqual(performOnLinux(`/proc/self/fd/${session.cwd}`, one));
  }
}

function hold(session: Session, path: string, message: string): void {
  const opened = outcome(() => session.fs.openNode(path, { read: true, write: true }));
  const fd = outcome(() => linux.openSync(`/proc/self/fd/${session.cwd}/${path}`, 'r+'));
  expect(opened.errno, message).toBe(fd.errno);
  if (fd.result === undefined) return;
  if (opened.result?.kind !== 'file') throw new Error(`${message}: no file`);
  session.held.push({ ours: opened.result.file, theirs: fd.result });
}

function changeDirectory(session: Session, path: string, message: string): void {
  const pin = outcome(() => session.fs.pin(path, { directory: true }));
  const { O_RDONLY, O_DIRECTORY } = linux.constants;
  const fd = outcome(() => {
    linux.accessSync(`/proc/self/fd/${session.cwd}/${path}/.`, linux.constants.X_OK);
    return linux.openSync(`/proc/self/fd/${session.cwd}/${path}`, O_RDONLY | O_DIRECTORY);
  });
  // A directory that cannot be read can be entered, but not by this test.
  if (fd.errno === 'EACCES') return;
  expect(pin.errno, message).toBe(fd.errno);
  if (fd.result === undefined || pin.result === undefined) return;
  linux.closeSync(session.cwd);
  session.cwd = fd.result;
  session.view.cwd.release();
  session.view.cwd = pin.result;
}

function compare(session: Session, message: string): void {
  const path = linux.readlinkSync(`/proc/self/fd/${session.cwd}`);
  const isDeleted = path.endsWith(' (deleted)');
  expect(session.view.cwd.path(), message).toBe(isDeleted ? undefined : path.slice(path.indexOf(`/${DEPTH.slice(0, 4)}`)));
  for (const { ours, theirs } of session.held) {
    const { size, nlink, mode } = linux.fstatSync(theirs);
    const bytes = Buffer.alloc(size);
    linux.readSync(theirs, bytes, 0, size, 0);
    const stat = ours.stat();
    expect([stat.size, stat.nlink, stat.mode, fromBytes(ours.read(0, stat.size))], message).toEqual([
      size,
      nlink,
      mode & 0o7777,
      bytes.toString('latin1'),
    ]);
  }
}

/** The system calls of one process: what its program sees as `Process`. Each costs a microsecond of fuel; the common way never waits. */
import type { ByteString } from '../fs/bytes.ts';
import { FsError } from '../fs/errno.ts';
import type { Credentials, FileSystem, Instant } from '../fs/types.ts';
import { DescriptorCalls } from './descriptor-calls.ts';
import { killFrom } from './kill.ts';
import { numberOf, pidIn } from './namespace.ts';
import { processesSeenBy } from './process-list.ts';
import { connectFrom } from './services.ts';
import { moveToGroup } from './set-group.ts';
import { setDisposition } from './signals.ts';
import { attend, attendNow, sleepAtMost } from './sleep.ts';
import { changeDirectory, execTask, forkTask, spawnTask } from './spawn.ts';
import type { Disposition, MaybePromise, Process, ProcessInfo, Signal, SpawnOptions, WaitFor, WaitResult } from './types.ts';
import { lookAtChildren, type WaitOptions, waitForChild } from './wait.ts';

export class SystemCalls extends DescriptorCalls implements Process {
  get pid(): number {
    return pidIn(this.task.namespace, this.task);
  }

  get parentPid(): number {
    const { parent, namespace } = this.task;
    return parent && (namespace.isHost || parent.namespace === namespace) ? pidIn(namespace, parent) : 0;
  }

  get group(): number {
    return numberOf(this.task.group, this.task.namespace);
  }

  get session(): number {
    return numberOf(this.task.session, this.task.namespace);
  }

  get argv(): readonly ByteString[] {
    return this.task.argv;
  }

  get environment(): Map<ByteString, ByteString> {
    return this.task.environment;
  }

  get credentials(): Credentials {
    return this.task.credentials;
  }

  get realUid(): number {
    return this.task.realUid;
  }

  get fs(): FileSystem {
    return this.task.fs;
  }

  cwd(): ByteString {
    this.enterNow();
    const path = this.task.cwd.pin.path();
    if (path === undefined) throw new FsError('ENOENT');
    return path;
  }

  chdir(path: ByteString): void {
    this.enterNow();
    changeDirectory(this.task, path);
  }

  umask(mask?: number): number {
    this.enterNow();
    const former = this.task.umask;
    if (mask !== undefined) this.task.umask = mask & 0o777;
    return former;
  }

  hostname(): ByteString {
    return this.task.namespace.hostname;
  }

  spawn(path: ByteString, argv: readonly ByteString[], options: SpawnOptions = {}): number {
    this.enterNow();
    return pidIn(this.task.namespace, spawnTask(this.core, this.task, path, argv, options));
  }

  fork(run: (child: Process) => Promise<number>, options: SpawnOptions = {}): number {
    this.enterNow();
    return pidIn(this.task.namespace, forkTask(this.core, this.task, run, options));
  }

  exec(path: ByteString, argv: readonly ByteString[], environment?: ReadonlyMap<ByteString, ByteString>): Promise<never> {
    return execTask(this.core, this.task, path, argv, environment);
  }

  wait(which: WaitFor, options: WaitOptions = {}): MaybePromise<WaitResult | undefined> {
    if (options.noHang) {
      // A look never blocks: an answer that came later would find nobody to take it.
      this.enterNow();
      return lookAtChildren(this.core, this.task, which, options);
    }
    if (!this.enter()) {
      const result = lookAtChildren(this.core, this.task, which, options);
      if (result) return result;
    }
    return waitForChild(this.core, this.task, which, options);
  }

  kill(pid: number, signal: Signal | undefined): void {
    this.enterNow();
    killFrom(this.core, this.task, pid, signal);
    attendNow(this.task);
  }

  on(signal: Signal, disposition: Disposition): void {
    this.enterNow();
    setDisposition(this.task, signal, disposition);
  }

  disposition(signal: Signal): Disposition {
    return this.task.dispositions.get(signal) ?? 'default';
  }

  setGroup(pid: number, group: number): void {
    this.enterNow();
    moveToGroup(this.core, this.task, pid, group);
  }

  setCredentials(credentials: Credentials): void {
    this.enterNow();
    const { uid } = this.task.credentials;
    if (uid !== 0 && credentials.uid !== uid && credentials.uid !== this.task.realUid) throw new FsError('EPERM');
    this.task.credentials = credentials;
    if (uid === 0) this.task.realUid = credentials.uid;
  }

  exit(status: number): never {
    this.enterNow();
    this.core.end(this.task, { exited: status & 255 });
    throw this.task.exit;
  }

  processes(): readonly ProcessInfo[] {
    this.enterNow();
    return processesSeenBy(this.core, this.task.namespace);
  }

  now(): Instant {
    this.core.scheduler.charge(1);
    return this.core.scheduler.now();
  }

  async sleep(microseconds: number): Promise<void> {
    const { scheduler } = this.core;
    const mustAttend = this.enter();
    const deadline = scheduler.now() + Math.max(0, microseconds);
    for (let blocked = false; ; blocked = true) {
      const pause = mustAttend || blocked ? attend(this.core, this.task, blocked) : undefined;
      if (pause) await pause;
      const left = deadline - scheduler.now();
      if (left <= 0) return;
      await sleepAtMost(this.core, this.task, [], left);
    }
  }

  random(): number {
    return this.core.platform.random();
  }

  tick(steps = 1): Promise<void> | undefined {
    const { scheduler } = this.core;
    scheduler.charge(steps);
    const task = this.task;
    task.cpu += steps;
    if (task.attention === 0 && scheduler.left > 0) return undefined;
    return attend(this.core, task, false);
  }

  connect(address: string): unknown {
    this.enterNow();
    return connectFrom(this.core, this.task, address);
  }

  async hold<T>(outside: Promise<T>): Promise<T> {
    this.enterNow();
    const value = await this.core.scheduler.hold(outside);
    const pause = attend(this.core, this.task, false);
    if (pause) await pause;
    return value;
  }

  report(event: { readonly type: 'commandRun'; readonly line: ByteString; readonly status: number }): void {
    const { hostPid, namespace, session } = this.task;
    this.core.emit({ ...event, hostPid, namespace, terminal: session.terminal?.name });
  }
}

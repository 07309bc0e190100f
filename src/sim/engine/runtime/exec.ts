/** docker exec: one more process in a running container. As moby's daemon/exec.go, and runc's words when it cannot start. */
import { toBytes } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import { fileSystemOf } from '../../fs/view.ts';
import { exitStatusOf } from '../../kernel/signal-table.ts';
import type { InitOptions, WaitStatus } from '../../kernel/types.ts';
import { getContainer, notRunning } from '../container/find.ts';
import { randomId } from '../digest.ts';
import type { Attachment, AttachOptions, Engine, ExecRequest } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { happened } from '../events.ts';
import type { Container } from '../types.ts';
import { environmentOf } from './environment.ts';
import type { Exec } from './exec-types.ts';
import { lookPath, StartFailure } from './look-path.ts';
import { restarting } from './pause.ts';
import { Streams } from './streams.ts';
import { findExecUser } from './user.ts';
import { viewInside } from './view-inside.ts';

/** Returns the exec's ID. Throws EngineError. */
export function createExec(engine: Engine, text: string, request: ExecRequest): string {
  const container = runningContainer(engine, text);
  if (request.user) findUser(engine, container, request);
  const id = randomId(engine.ports.random);
  const exec: Exec = { id, container: container.id, request, state: 'created', exitCode: undefined, hostPid: 0, streams: undefined };
  forgetOldExecs(engine);
  engine.execs.set(id, exec);
  engine.change('exec', happened(container, `exec_create: ${request.command.join(' ')}`, { execID: id }));
  return id;
}

/** As many that have ended are remembered. */
const ENDED_KEPT = 64;

function forgetOldExecs(engine: Engine): void {
  const ended = [...engine.execs.values()].filter(({ state }) => state === 'ended');
  for (const { id } of ended.slice(0, -ENDED_KEPT)) engine.execs.delete(id);
}

function runningContainer(engine: Engine, text: string): Container {
  const container = getContainer(engine.state, text);
  const { status } = container.state;
  if (status === 'paused') throw new EngineError('conflict', `Container ${text} is paused, unpause the container before exec`);
  if (status === 'restarting') throw restarting(container);
  if (status !== 'running') throw notRunning(container);
  return container;
}

/**
 * Starts it. A program that cannot be started is told on stdout, as the daemon does (with CRLF), and in the exit code; when nobody is
 * attached (`detach`) it is thrown as EngineError.
 */
export function startExec(engine: Engine, id: string, options: AttachOptions): Attachment {
  const exec = getExec(engine, id);
  const container = runningContainer(engine, exec.container);
  const { request } = exec;
  const streams = new Streams(engine.ports.kernel, { tty: request.tty, size: request.size, stdin: request.stdin, stdinOnce: true });
  exec.streams = streams;
  const attachment = streams.attach(options);
  try {
    exec.hostPid = startProcess(engine, container, exec, streams);
    exec.state = 'running';
    engine.change('exec', happened(container, `exec_start: ${request.command.join(' ')}`, { execID: id }));
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    fail(exec, streams, error);
  }
  return attachment;
}

/** `running` until its exit code is known. Throws EngineError. */
export function inspectExec(
  engine: Engine,
  id: string,
): { readonly running: boolean; readonly exitCode: number | undefined; readonly pid: number } {
  const exec = getExec(engine, id);
  return { running: exec.state === 'running', exitCode: exec.exitCode, pid: exec.hostPid };
}

/** The IDs of what runs now, as inspect shows them; null when there is none. */
export function execIdsOf(engine: Engine, container: Container): readonly string[] | null {
  const ids = [...engine.execs.values()]
    .filter((exec) => exec.container === container.id && exec.state === 'running')
    .map((exec) => exec.id);
  return ids.length > 0 ? ids : null;
}

function getExec(engine: Engine, id: string): Exec {
  const exec = engine.execs.get(id);
  if (!exec) throw new EngineError('notFound', `No such exec instance: ${id}`);
  return exec;
}

function startProcess(engine: Engine, container: Container, exec: Exec, streams: Streams): number {
  const namespace = engine.namespaceOf(container.id);
  if (!namespace) throw notRunning(container);
  const { request } = exec;
  const user = findUser(engine, container, request);
  const environment = environmentOf(container.config, { tty: request.tty, home: user.home, more: request.environment });
  const cwd = request.workingDirectory || container.config.WorkingDir || '/';
  if (!cwd.startsWith('/')) throw new StartFailure('Cwd must be an absolute path', 128);
  const path = lookPath(viewInside(engine, namespace.mounts, user, cwd), request.command[0] ?? '', environment.get('PATH'));
  const onExit = (status: WaitStatus): void => void execEnded(engine, exec, status);
  const options = { argv: request.command, path, environment, cwd, credentials: user.credentials, onExit, joins: true };
  try {
    return streams.connect((stdio: InitOptions['stdio']) => engine.ports.kernel.startInit(namespace, { ...options, stdio }));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    engine.ports.kernel.after(0, () => {
      void streams.say('stderr', toBytes(`exec ${path}: ${error.text.toLowerCase()}\n`));
      void execEnded(engine, exec, { exited: 255 });
    });
    return 0;
  }
}

function findUser(engine: Engine, container: Container, { user }: ExecRequest) {
  const fs = fileSystemOf(engine.cellOf(container.id), () => engine.now());
  return findExecUser(fs, user || container.config.User, container.hostConfig.GroupAdd ?? []);
}

async function execEnded(engine: Engine, exec: Exec, status: WaitStatus): Promise<void> {
  await exec.streams?.drain();
  exec.exitCode = 'exited' in status || 'signaled' in status ? exitStatusOf(status) : 0;
  exec.state = 'ended';
  const container = engine.state.containers.get(exec.container);
  if (container) engine.change('exec', happened(container, 'exec_die', { execID: exec.id, exitCode: String(exec.exitCode) }));
  exec.streams?.end();
}

function fail(exec: Exec, streams: Streams, { message, exitCode }: StartFailure): void {
  exec.state = 'ended';
  exec.exitCode = exitCode;
  const isBad = message === 'Cwd must be an absolute path';
  const words = `OCI runtime exec failed: exec failed: ${isBad ? '' : 'unable to start container process: '}${message}`;
  if (exec.request.detach) {
    streams.end();
    throw new EngineError('invalidParameter', words);
  }
  void streams.say('stdout', toBytes(`${words}\r\n`));
  streams.end();
}

/** docker start: runs a container's first process. As moby's daemon/start.go, and runc for what can go wrong. */
import { toBytes } from '../../fs/bytes.ts';
import { FsError } from '../../fs/errno.ts';
import { fileSystemOf } from '../../fs/view.ts';
import type { Namespace, WaitStatus } from '../../kernel/types.ts';
import { otherNetwork } from '../container/create.ts';
import { getContainer, isRunning } from '../container/find.ts';
import { linkEnvironment } from '../container/links.ts';
import { removeRecords } from '../container/remove-records.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent, withJoinEvents } from '../events.ts';
import { withContainer } from '../state.ts';
import type { Container, ContainerId, Verb } from '../types.ts';
import { type ContainerRun, runOf } from './container-run.ts';
import { environmentOf } from './environment.ts';
import { containerEnded } from './exit.ts';
import { firstHealth, watchHealth } from './health.ts';
import { lookPath, StartFailure } from './look-path.ts';
import { containerMounts } from './mounts.ts';
import { connected, disconnected } from './network.ts';
import { findExecUser } from './user.ts';
import { viewInside } from './view-inside.ts';

/** Starts it; one that runs already is left alone. Throws EngineError; the container then keeps the reason. */
export async function startContainer(engine: Engine, text: string): Promise<void> {
  const container = getContainer(engine.state, text);
  const { status } = container.state;
  if (status === 'paused') throw new EngineError('conflict', 'cannot start a paused container, try unpause instead');
  if (status === 'removing' || status === 'dead') {
    throw new EngineError('conflict', 'container is marked for removal and cannot be started');
  }
  if (status === 'running' || status === 'restarting') return;
  launch(engine, { ...container, restartCount: 0, stoppedByUser: false });
}

/** `container` as its records shall be from now on. */
export function launch(engine: Engine, container: Container): void {
  const run = runOf(engine, container);
  try {
    const ready = connected(engine.state, sharingNetwork(engine, container), engine.moment());
    run.hostPid = startProcess(engine, ready, run);
    engine.change('start', started(ready, run.hostPid));
    watchHealth(engine, container.id, run);
  } catch (error) {
    throw failed(engine, container, run, error);
  }
}

/** With `--network container:NAME` the other's name is its own; it must run. */
function sharingNetwork(engine: Engine, container: Container): Container {
  const text = otherNetwork(container.hostConfig.NetworkMode);
  if (text === undefined) return container;
  const other = getContainer(engine.state, text);
  const { status } = other.state;
  if (!isRunning(other)) {
    throw new EngineError('conflict', `cannot join network namespace of a non running container: container ${other.name} is ${status}`);
  }
  return { ...container, config: { ...container.config, Hostname: other.config.Hostname, Domainname: other.config.Domainname } };
}

/** The commit point of a start. */
const started =
  (container: Container, pid: number): Verb =>
  (state, moment) => {
    const before = container.state;
    const finishedAt = before.status === 'created' ? undefined : before.finishedAt;
    const running: Container = {
      ...container,
      everStarted: true,
      health: firstHealth(container),
      state: { status: 'running', pid, startedAt: moment.now, finishedAt },
    };
    return withContainerEvent(withJoinEvents(withContainer(state, running), running, 'join', moment), running, 'start', moment);
  };

function startProcess(engine: Engine, container: Container, run: ContainerRun): number {
  const { config, hostConfig } = container;
  const { kernel } = engine.ports;
  if (hostConfig.DeviceRequests && hostConfig.DeviceRequests.length > 0)
    throw new EngineError('system', 'could not select device driver "" with capabilities: [[gpu]]');
  const user = findExecUser(
    fileSystemOf(engine.cellOf(container.id), () => engine.now()),
    config.User,
    hostConfig.GroupAdd ?? [],
  );
  const mounts = containerMounts(engine, container);
  const environment = environmentOf(config, { tty: config.Tty, home: user.home, links: linkEnvironment(engine.state, container) });
  const cwd = config.WorkingDir || '/';
  const argv = [...(hostConfig.Init ? ['/sbin/docker-init', '--'] : []), container.path, ...container.args];
  const path = lookPath(viewInside(engine, mounts, user, cwd), argv[0] ?? '', environment.get('PATH'));
  const namespace = kernel.createNamespace({
    id: container.id,
    hostname: config.Hostname,
    mounts,
    container: container.id,
    ...(hostConfig.NetworkMode === 'none' ? { network: false } : {}),
  });
  run.namespace = namespace;
  const onExit = (status: WaitStatus): void => void containerEnded(engine, container.id, run, status, launch);
  const options = { argv, path, environment, cwd, credentials: user.credentials, onExit };
  try {
    return run.streams.connect((stdio) => kernel.startInit(namespace, { ...options, stdio }));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return failLikeExec(engine, container.id, run, `exec ${path}: ${error.text.toLowerCase()}\n`);
  }
}

/** runc has started by then: the container runs, says why it cannot execute the file, and ends with 255. */
function failLikeExec(engine: Engine, id: ContainerId, run: ContainerRun, words: string): number {
  engine.ports.kernel.after(0, () => {
    void run.streams.say('stderr', toBytes(words));
    void containerEnded(engine, id, run, { exited: 255 }, launch);
  });
  return 0;
}

const CREATE_FAILED =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';

/** Keeps the reason in the container's state (or takes an --rm container away), lets clients go, and gives what is to be thrown. */
function failed(engine: Engine, container: Container, run: ContainerRun, error: unknown): unknown {
  if (!(error instanceof StartFailure) && !(error instanceof EngineError)) return error;
  const message = error instanceof StartFailure ? CREATE_FAILED + error.message : error.message;
  const exitCode = error instanceof StartFailure ? error.exitCode : 128;
  if (run.namespace) engine.ports.kernel.destroyNamespace(run.namespace as Namespace);
  engine.runs.delete(container.id);
  run.streams.end();
  run.finish();
  engine.change('start failed', (state) => withContainer(state, withFailure(disconnected(container), exitCode, message)));
  if (container.hostConfig.AutoRemove) removeRecords(engine, container.id, { volumes: true });
  return error instanceof EngineError ? error : new EngineError(exitCode === 128 ? 'system' : 'invalidParameter', message);
}

function withFailure(container: Container, exitCode: number, error: string): Container {
  const { state } = container;
  if (state.status === 'created') return { ...container, state: { status: 'created', exitCode, error } };
  const { startedAt, finishedAt } = state;
  return { ...container, state: { status: 'exited', exitCode, error, startedAt, finishedAt } };
}

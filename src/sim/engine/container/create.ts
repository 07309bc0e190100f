/** docker create: a container from an image, with its own writable tree. As moby's daemon/create.go. */
import { FsError } from '../../fs/errno.ts';
import { createFileSystem } from '../../fs/filesystem.ts';
import { findNode } from '../../fs/tree.ts';
import type { FileSystem } from '../../fs/types.ts';
import { createView, fileSystemOf } from '../../fs/view.ts';
import { randomId } from '../digest.ts';
import type { CreateRequest, Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { getImage } from '../image/find.ts';
import { findNetwork } from '../network/find.ts';
import { checkAddress } from '../network/wanted-address.ts';
import { withContainer } from '../state.ts';
import type { AnsweringVerb, Container, ContainerConfig, EngineState, HostConfig, Image, MountPoint } from '../types.ts';
import { volumeCellId } from '../volume/find.ts';
import { defaultContainerConfig, defaultHostConfig } from './defaults.ts';
import { findContainer, getContainer } from './find.ts';
import { readLinks } from './links.ts';
import { mergeConfig } from './merge-config.ts';
import { registerMounts } from './mount-points.ts';
import { generateName, reserveName } from './name.ts';
import { checkedConfig, checkHostConfig } from './validate.ts';

export interface CreatedContainer {
  readonly id: string;
  readonly warnings: readonly string[];
}

/** Throws EngineError; nothing is left behind then. */
export function createContainer(engine: Engine, request: CreateRequest): CreatedContainer {
  const config = checkedConfig({ ...defaultContainerConfig(request.config.Image), ...request.config });
  const hostConfig = adapted(engine.state, { ...defaultHostConfig(), ...request.hostConfig });
  checkHostConfig(hostConfig);
  const image = getImage(engine.state, config.Image);
  const host = hostFileSystem(engine);
  const hostname = hostnameFor(engine, config, hostConfig);
  const verb = addContainer({ ...request, config, hostConfig, image, hostname }, (path) => host.exists(path));
  // The working directory can be refused when all else is done: then the new state is not taken.
  const { state, answer: container } = verb(engine.state, engine.moment());
  const fs = fileSystemOf(
    engine.cell(containerCellId(container.id), () => engine.baseOf(container)),
    () => engine.now(),
  );
  try {
    makeWorkingDirectory(fs, container);
  } catch (error) {
    engine.forget(container.id);
    throw error;
  }
  engine.change('create', () => state);
  for (const mount of container.mounts) if (mount.copyUp) copyUp(engine, fs, container, mount);
  return { id: container.id, warnings: warningsFor(hostConfig) };
}

/** The cell that holds a container's writable tree. */
const containerCellId = (id: string): string => `container:${id}`;

/** What the hostname is when nobody gives one; undefined: the ID's beginning. */
function hostnameFor(engine: Engine, config: ContainerConfig, { NetworkMode }: HostConfig): string | undefined {
  if (NetworkMode === 'host') return config.Hostname || engine.ports.hostname;
  if (otherNetwork(NetworkMode) !== undefined && config.Hostname !== '') {
    throw new EngineError('invalidParameter', 'conflicting options: hostname and the network mode');
  }
  return config.Hostname || undefined;
}

/** `container:web` → `web`. */
export const otherNetwork = (mode: string): string | undefined => /^container:(.*)$/.exec(mode)?.[1];

interface Plan extends CreateRequest {
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly image: Image;
  readonly hostname: string | undefined;
}

/** The records of a new container: itself, its volumes, its event. */
const addContainer =
  (plan: Plan, hostPathExists: (path: string) => boolean): AnsweringVerb<Container> =>
  (before, moment) => {
    const config = withoutEmptyEntrypoint(mergeConfig(plan.config, plan.image.config.config));
    const [path, ...args] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
    if (path === undefined) throw new EngineError('invalidParameter', 'no command specified');
    const id = newId(before, moment.random);
    const name = plan.name ? reserveName(before, plan.name) : generateName(before, id, moment.random);
    checkPlan(before, plan);
    const { state, answer: mounts } = registerMounts(config, plan.hostConfig, hostPathExists)(before, moment);
    const container: Container = {
      ...{ id, name, path, args, mounts },
      created: moment.now,
      image: plan.image.id,
      chainId: plan.image.chainId,
      config: { ...config, Hostname: plan.hostname ?? id.slice(0, 12) },
      hostConfig: plan.hostConfig,
      state: { status: 'created', exitCode: 0, error: '' },
      ...(plan.hostConfig.Links ? { links: readLinks(before, plan.hostConfig.Links) } : {}),
      endpoints: endpointsOf(plan),
      ports: {},
      restartCount: 0,
      stoppedByUser: false,
      everStarted: false,
    };
    return { state: withContainerEvent(withContainer(state, container), container, 'create', moment), answer: container };
  };

/** `--entrypoint ""` takes the image's away. */
const withoutEmptyEntrypoint = (config: ContainerConfig): ContainerConfig =>
  config.Entrypoint?.length === 1 && config.Entrypoint[0] === '' ? { ...config, Entrypoint: null } : config;

function checkPlan(state: EngineState, { hostConfig, address = '' }: Plan): void {
  const processes = /^container:(.*)$/.exec(hostConfig.PidMode)?.[1];
  if (processes !== undefined) getContainer(state, processes);
  const memory = /^container:(.*)$/.exec(hostConfig.IpcMode)?.[1];
  if (memory !== undefined) getContainer(state, memory);
  checkSharedNetwork(state, hostConfig);
  checkWantedAddress(state, hostConfig, address);
  if (hostConfig.StorageOpt && Object.keys(hostConfig.StorageOpt).length > 0)
    throw new EngineError('invalidParameter', "--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
  if (hostConfig.NetworkMode === 'host' && hostConfig.Links) {
    throw new EngineError(
      'invalidParameter',
      "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
    );
  }
}

function checkWantedAddress(state: EngineState, { NetworkMode }: HostConfig, address: string): void {
  const network = findNetwork(state, NetworkMode);
  try {
    if (network) checkAddress(network, address);
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.kind, `invalid config for network ${NetworkMode}: ${error.message}`);
    throw error;
  }
}

function checkSharedNetwork(state: EngineState, { NetworkMode, PortBindings, PublishAllPorts }: HostConfig): void {
  const other = otherNetwork(NetworkMode);
  if (other === undefined) return;
  if (Object.keys(PortBindings).length > 0 || PublishAllPorts)
    throw new EngineError('invalidParameter', 'conflicting options: port publishing and the container type network mode');
  if (!findContainer(state, other))
    throw new EngineError('notFound', `joining network namespace of container: No such container: ${other}`);
}

function newId(state: EngineState, random: () => number): string {
  for (;;) {
    const id = randomId(random);
    if (!state.containers.has(id)) return id;
  }
}

/** What the daemon fills in. As moby's adaptContainerSettings. */
function adapted(state: EngineState, config: HostConfig): HostConfig {
  const other = otherNetwork(config.NetworkMode);
  const joined = other === undefined ? undefined : findContainer(state, other);
  const mode = config.NetworkMode === '' || config.NetworkMode === 'default' ? 'bridge' : config.NetworkMode;
  return {
    ...config,
    CapAdd: capabilities(config.CapAdd),
    CapDrop: capabilities(config.CapDrop),
    LogConfig: { ...config.LogConfig, Type: config.LogConfig.Type || 'json-file' },
    ...(config.Privileged ? { MaskedPaths: null, ReadonlyPaths: null } : {}),
    SecurityOpt: config.SecurityOpt ?? (config.Privileged ? ['label=disable'] : null),
    MemorySwap: config.Memory > 0 && config.MemorySwap === 0 ? config.Memory * 2 : config.MemorySwap,
    NetworkMode: joined ? `container:${joined.id}` : mode,
    RestartPolicy: { ...config.RestartPolicy, Name: config.RestartPolicy.Name || 'no' },
  };
}

/** `net_admin` → `CAP_NET_ADMIN`, as the daemon keeps them. */
function capabilities(names: readonly string[] | null): readonly string[] | null {
  const upper = names?.map((name) => name.toUpperCase());
  return upper?.map((name) => (name === 'ALL' || name.startsWith('CAP_') ? name : `CAP_${name}`)) ?? null;
}

function endpointsOf({ hostConfig, aliases, address, networks = [] }: Plan): Container['endpoints'] {
  if (otherNetwork(hostConfig.NetworkMode) !== undefined) return [];
  const nowhere = { networkId: '', endpointId: '', address: '', prefixLength: 0, gateway: '', macAddress: '' };
  const others = networks.filter((network) => network !== hostConfig.NetworkMode);
  return [
    { ...nowhere, network: hostConfig.NetworkMode, aliases, wantedAddress: address || undefined },
    ...others.map((network) => ({ ...nowhere, network, aliases: [] })),
  ];
}

/** The host's files, as root sees them. */
export function hostFileSystem(engine: Engine): FileSystem {
  return createFileSystem(createView({ mounts: engine.ports.hostMounts(), now: () => engine.now() }));
}

/** As container.SetupWorkingDirectory: made with its parents, 755 root. */
function makeWorkingDirectory(fs: FileSystem, { config: { WorkingDir: path }, id }: Container): void {
  if (path === '' || path === undefined) return;
  try {
    makeDirectories(fs, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.errno !== 'ENOTDIR' && error.errno !== 'EEXIST')
      throw new EngineError('system', `mkdir ${path}: ${error.text.toLowerCase()}`);
    if (fs.exists(path)) throw new EngineError('system', `Cannot mkdir: ${path} is not a directory`);
    throw new EngineError('system', `lstat /var/lib/docker/overlay2/${id}/merged${path}: not a directory`);
  }
}

export function makeDirectories(fs: FileSystem, path: string): void {
  if (fs.exists(path)) {
    if (fs.stat(path).type !== 'directory') throw new FsError('ENOTDIR', path);
    return;
  }
  makeDirectories(fs, path.slice(0, path.lastIndexOf('/')) || '/');
  fs.mkdir(path, 0o755);
}

/** A volume that is still empty begins with what the image has in its place. The tree is shared, not copied. */
function copyUp(engine: Engine, fs: FileSystem, container: Container, { destination, name = '' }: MountPoint): void {
  const cell = engine.cell(volumeCellId(name));
  if (cell.freeze().root.entries.size > 0 || !fs.exists(destination)) return;
  const base = engine.baseOf(container);
  const node = findNode(base, fs.realPath(destination));
  if (node?.type === 'directory') cell.replace({ root: node, linked: base.linked });
}

function warningsFor(hostConfig: HostConfig): string[] {
  const publishes = Object.keys(hostConfig.PortBindings).length > 0 || hostConfig.PublishAllPorts;
  return publishes && hostConfig.NetworkMode === 'host' ? ['Published ports are discarded when using host network mode'] : [];
}

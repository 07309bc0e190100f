/** docker container inspect: a container as the API's ordered object. As moby's container.InspectResponse, API 1.51. */
import type { Engine } from '../engine.ts';
import { rfc3339, ZERO_TIME } from '../go-text.ts';
import { folderOf, LAYER_FOLDER } from '../image/inspect.ts';
import { stackOf } from '../layers.ts';
import { execIdsOf } from '../runtime/exec.ts';
import type { Container, ContainerState, HostConfig, Json, JsonObject, MountPoint } from '../types.ts';
import { defaultHostConfig } from './defaults.ts';
import { getContainer } from './find.ts';
import { shownLinks } from './links.ts';
import { inspectedNetworks } from './inspect-networks.ts';
import { containerSizes } from './sizes.ts';

export function inspectContainer(engine: Engine, text: string, { size = false }: { readonly size?: boolean } = {}): JsonObject {
  const container = getContainer(engine.state, text);
  const sizes = size ? containerSizes(engine, container) : undefined;
  const folder = container.everStarted ? `/var/lib/docker/containers/${container.id}` : undefined;
  const file = (name: string): string => (folder === undefined ? '' : `${folder}/${name}`);
  return {
    Id: container.id,
    Created: rfc3339(container.created),
    Path: container.path,
    Args: container.args,
    State: { ...inspectedState(container.state), ...inspectedHealth(container) },
    Image: container.image,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: container.hostConfig.LogConfig.Type === 'json-file' ? file(`${container.id}-json.log`) : '',
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: container.everStarted ? 'docker-default' : '',
    ExecIDs: execIdsOf(engine, container),
    HostConfig: { ...inspectedHostConfig(container), Links: shownLinks(engine.state, container) },
    GraphDriver: graphDriver(engine, container),
    ...(sizes ? { SizeRw: sizes.writable, SizeRootFs: sizes.virtual } : {}),
    Mounts: container.mounts.map(inspectedMount),
    Config: container.config as unknown as JsonObject,
    NetworkSettings: inspectedNetworks(container),
  };
}

function inspectedState(state: ContainerState): JsonObject {
  const { status } = state;
  const isUp = status === 'running' || status === 'paused' || status === 'restarting';
  return {
    Status: status,
    Running: isUp,
    Paused: status === 'paused',
    Restarting: status === 'restarting',
    OOMKilled: false,
    Dead: status === 'dead',
    Pid: 'pid' in state ? state.pid : 0,
    ExitCode: 'exitCode' in state ? state.exitCode : 0,
    Error: 'error' in state ? state.error : '',
    StartedAt: 'startedAt' in state ? rfc3339(state.startedAt) : ZERO_TIME,
    FinishedAt: 'finishedAt' in state ? rfc3339(state.finishedAt) : ZERO_TIME,
  };
}

function inspectedHealth({ health }: Container): JsonObject {
  if (!health) return {};
  const log = health.log.map(({ start, end, exitCode, output }) => ({
    Start: rfc3339(start),
    End: rfc3339(end),
    ExitCode: exitCode,
    Output: output,
  }));
  return { Health: { Status: health.status, FailingStreak: health.failingStreak, Log: log } };
}

/** Fields that Go leaves out when they are empty, by the one that they come after. */
const OPTIONAL_AFTER: Readonly<Record<string, readonly (keyof HostConfig)[]>> = {
  ConsoleSize: ['Annotations'],
  SecurityOpt: ['StorageOpt', 'Tmpfs'],
  ShmSize: ['Sysctls'],
  IOMaximumBandwidth: ['Mounts'],
  ReadonlyPaths: ['Init'],
};

function inspectedHostConfig({ hostConfig }: Container): JsonObject {
  const isEmpty = (value: unknown): boolean =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  const entries: [string, Json][] = [];
  for (const key of Object.keys(defaultHostConfig()) as (keyof HostConfig)[]) {
    entries.push([key, hostConfig[key] as Json]);
    for (const optional of OPTIONAL_AFTER[key] ?? [])
      if (!isEmpty(hostConfig[optional])) entries.push([optional, hostConfig[optional] as Json]);
  }
  return Object.fromEntries(entries);
}

function graphDriver(engine: Engine, container: Container): JsonObject {
  const own = `${LAYER_FOLDER}/${container.id}`;
  const below = stackOf(engine.state, container.chainId)
    .reverse()
    .map((layer) => `${folderOf(layer)}/diff`);
  return {
    Data: {
      ID: container.id,
      LowerDir: [`${own}-init/diff`, ...below].join(':'),
      MergedDir: `${own}/merged`,
      UpperDir: `${own}/diff`,
      WorkDir: `${own}/work`,
    },
    Name: 'overlay2',
  };
}

function inspectedMount({ type, name, source, destination, mode, readWrite, propagation }: MountPoint): JsonObject {
  return {
    Type: type,
    ...(type === 'volume' ? { Name: name ?? '' } : {}),
    Source: source,
    Destination: destination,
    ...(type === 'volume' ? { Driver: 'local' } : {}),
    Mode: mode,
    RW: readWrite,
    Propagation: propagation,
  };
}

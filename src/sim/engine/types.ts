/** What Docker's daemon keeps: images, containers, volumes, networks, events, as immutable values. As moby 28.5.2 (overlay2 store). */
import type { ByteString } from '../fs/bytes.ts';
import type { Instant, Layer, Tree } from '../fs/types.ts';
import type { Link } from './container/links.ts';
import type { Health, HealthConfig } from './container/health-types.ts';
import type { ImageConfig } from './image/config-type.ts';
import type { Endpoint, Network } from './network/network-types.ts';

/** A JSON value; strings are byte strings. Keys stand in the order in which Docker prints them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
export type StringMap = Readonly<Record<string, string>>;
/** Go's `map[string]struct{}`: exposed ports, volumes. */
export type StringSet = Readonly<Record<string, Readonly<Record<string, never>>>>;

/** `sha256:<64 hex>`. */
export type ImageId = string;
/** 64 hex digits. */
export type ContainerId = string;
/** `sha256:<64 hex>` of a stack of layers: as moby's layer.ChainID. */
export type ChainId = string;

/** All that the daemon knows. A verb makes a new one; nothing in it is ever changed in place. */
export interface EngineState {
  readonly images: ReadonlyMap<ImageId, Image>;
  /** Canonical reference (`docker.io/library/ubuntu:latest`, `docker.io/library/ubuntu@sha256:…`) → image. */
  readonly names: ReadonlyMap<string, ImageId>;
  readonly containers: ReadonlyMap<ContainerId, Container>;
  /** By 64-hex ID. */
  readonly networks: ReadonlyMap<string, Network>;
  /** By name. */
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly layers: ReadonlyMap<ChainId, StoredLayer>;
  /** Oldest first; the last 256, as the daemon keeps them. */
  readonly events: readonly EngineEvent[];
}

/** A layer on its stack, with the merged tree of all of it. */
export interface StoredLayer {
  readonly chainId: ChainId;
  readonly parent: ChainId | undefined;
  readonly layer: Layer;
  readonly tree: Tree;
  /** The compressed blob's digest when it was pulled. */
  readonly blobDigest: string | undefined;
}

export interface Image {
  readonly id: ImageId;
  /** The exact text whose sha256 is the ID. */
  readonly configText: ByteString;
  /** The same, read. */
  readonly config: ImageConfig;
  /** The image that a local commit started from; pulled and built ones have none. */
  readonly parent: ImageId | undefined;
  /** The chain ID of its topmost layer; undefined for an image without layers. */
  readonly chainId: ChainId | undefined;
  /** Bytes: the sum of the layers' sizes. */
  readonly size: number;
  readonly created: Instant;
  /** When it was last tagged here; undefined: never. */
  readonly lastTagged: Instant | undefined;
}

/** What an image says about running it; a subset of ContainerConfig. Absent is not set. */
export interface RunConfig {
  readonly User?: string;
  readonly ExposedPorts?: StringSet | null;
  readonly Env?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Healthcheck?: HealthConfig;
  readonly ArgsEscaped?: boolean;
  readonly Volumes?: StringSet | null;
  readonly WorkingDir?: string;
  readonly Entrypoint?: readonly string[] | null;
  readonly OnBuild?: readonly string[] | null;
  readonly Labels?: StringMap | null;
  readonly StopSignal?: string;
  readonly Shell?: readonly string[] | null;
}

/** As Go's container.Config: the field names are those of its JSON. Strings are byte strings. */
export interface ContainerConfig extends RunConfig {
  /** Empty in what a client asks for: the first 12 digits of the ID then. */
  readonly Hostname: string;
  readonly Domainname: string;
  readonly User: string;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly Tty: boolean;
  readonly OpenStdin: boolean;
  readonly StdinOnce: boolean;
  /** The reference as the user typed it. */
  readonly Image: string;
  readonly NetworkDisabled?: boolean;
  readonly StopTimeout?: number;
}

export interface PortBinding {
  readonly HostIp: string;
  readonly HostPort: string;
}
/** `80/tcp` → where it is published; null: exposed only. */
export type PortMap = Readonly<Record<string, readonly PortBinding[] | null>>;

/** `--mount`. */
export interface MountRequest {
  readonly Type: 'bind' | 'volume' | 'tmpfs';
  readonly Source?: string;
  readonly Target: string;
  readonly ReadOnly?: boolean;
  readonly VolumeOptions?: { readonly NoCopy?: boolean; readonly Labels?: StringMap; readonly Subpath?: string };
  readonly BindOptions?: { readonly Propagation?: string; readonly CreateMountpoint?: boolean };
  readonly TmpfsOptions?: { readonly SizeBytes?: number; readonly Mode?: number };
}

/** As Go's container.HostConfig: field names and order of its JSON. `defaultHostConfig()` gives what a client without flags sends. */
export interface HostConfig {
  readonly Binds: readonly string[] | null;
  readonly ContainerIDFile: string;
  readonly LogConfig: { readonly Type: string; readonly Config: StringMap };
  /** `bridge` (also as `default`), `host`, `none`, `container:<id>` or a network's name. */
  readonly NetworkMode: string;
  readonly PortBindings: PortMap;
  readonly RestartPolicy: RestartPolicy;
  readonly AutoRemove: boolean;
  readonly VolumeDriver: string;
  readonly VolumesFrom: readonly string[] | null;
  readonly ConsoleSize: readonly [number, number];
  readonly Annotations?: StringMap;
  readonly CapAdd: readonly string[] | null;
  readonly CapDrop: readonly string[] | null;
  readonly CgroupnsMode: string;
  readonly Dns: readonly string[];
  readonly DnsOptions: readonly string[];
  readonly DnsSearch: readonly string[];
  readonly ExtraHosts: readonly string[] | null;
  readonly GroupAdd: readonly string[] | null;
  readonly IpcMode: string;
  readonly Cgroup: string;
  readonly Links: readonly string[] | null;
  readonly OomScoreAdj: number;
  readonly PidMode: string;
  readonly Privileged: boolean;
  readonly PublishAllPorts: boolean;
  readonly ReadonlyRootfs: boolean;
  readonly SecurityOpt: readonly string[] | null;
  readonly StorageOpt?: StringMap;
  readonly Tmpfs?: StringMap;
  readonly UTSMode: string;
  readonly UsernsMode: string;
  readonly ShmSize: number;
  readonly Sysctls?: StringMap;
  readonly Runtime: string;
  readonly Isolation: string;
  readonly CpuShares: number;
  readonly Memory: number;
  readonly NanoCpus: number;
  readonly CgroupParent: string;
  readonly BlkioWeight: number;
  readonly BlkioWeightDevice: readonly Json[];
  readonly BlkioDeviceReadBps: readonly Json[];
  readonly BlkioDeviceWriteBps: readonly Json[];
  readonly BlkioDeviceReadIOps: readonly Json[];
  readonly BlkioDeviceWriteIOps: readonly Json[];
  readonly CpuPeriod: number;
  readonly CpuQuota: number;
  readonly CpuRealtimePeriod: number;
  readonly CpuRealtimeRuntime: number;
  readonly CpusetCpus: string;
  readonly CpusetMems: string;
  readonly Devices: readonly Json[];
  readonly DeviceCgroupRules: readonly string[] | null;
  readonly DeviceRequests: readonly Json[] | null;
  readonly MemoryReservation: number;
  readonly MemorySwap: number;
  readonly MemorySwappiness: number | null;
  readonly OomKillDisable: boolean | null;
  readonly PidsLimit: number | null;
  readonly Ulimits: readonly Json[];
  readonly CpuCount: number;
  readonly CpuPercent: number;
  readonly IOMaximumIOps: number;
  readonly IOMaximumBandwidth: number;
  readonly Mounts?: readonly MountRequest[];
  readonly MaskedPaths: readonly string[] | null;
  readonly ReadonlyPaths: readonly string[] | null;
  readonly Init?: boolean;
}

export interface RestartPolicy {
  /** `no` (also as the empty string), `always`, `on-failure`, `unless-stopped`. */
  readonly Name: string;
  readonly MaximumRetryCount: number;
}

/** A container's life, as a sum. `exitCode` and `error` of `created` tell of a start that failed. */
export type ContainerState =
  | { readonly status: 'created'; readonly exitCode: number; readonly error: string }
  | { readonly status: 'running' | 'paused'; readonly pid: number; readonly startedAt: Instant; readonly finishedAt: Instant | undefined }
  | {
      readonly status: 'exited' | 'restarting' | 'dead' | 'removing';
      readonly exitCode: number;
      readonly error: string;
      readonly startedAt: Instant | undefined;
      readonly finishedAt: Instant | undefined;
    };

export interface MountPoint {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** Of volumes. */
  readonly name: string | undefined;
  /** Absolute path on the host; empty for tmpfs. */
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly readWrite: boolean;
  readonly propagation: string;
  /** A volume without a name of the user's: `rm -v` takes it away. */
  readonly anonymous: boolean;
  /** Fill an empty volume with what the image has there. */
  readonly copyUp: boolean;
  /** From `--mount` (inspect shows those in HostConfig.Mounts). */
  readonly subpath: string;
}

export interface Container {
  readonly id: ContainerId;
  /** Without the leading slash. */
  readonly name: string;
  readonly created: Instant;
  readonly path: string;
  readonly args: readonly string[];
  readonly image: ImageId;
  /** The topmost layer of its image; kept although the image may be removed. */
  readonly chainId: ChainId | undefined;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly state: ContainerState;
  readonly mounts: readonly MountPoint[];
  readonly endpoints: readonly Endpoint[];
  /** What is published while it runs: `80/tcp` → host addresses. */
  readonly ports: PortMap;
  /** How often the restart policy has started it. */
  readonly restartCount: number;
  /** Stopped by a user since its last start (restart policies look at it). */
  readonly stoppedByUser: boolean;
  /** docker cp has been at its files since it ran: see network-places.ts. */
  readonly copied?: boolean;
  /** `--link`. */
  readonly links?: readonly Link[];
  /** Absent where nothing checks it, and before its first start. */
  readonly health?: Health | undefined;
  /** Whether it ran once: its logs and host files exist. */
  readonly everStarted: boolean;
}

export interface Volume {
  readonly name: string;
  readonly created: Instant;
  readonly driver: string;
  readonly labels: StringMap | null;
  readonly options: StringMap | null;
  readonly anonymous: boolean;
}

/** What `docker events` prints. */
export interface EngineEvent {
  readonly type: 'container' | 'image' | 'volume' | 'network';
  /** `create`, `start`, `exec_create: ls`, `die`, `tag` … */
  readonly action: string;
  readonly id: string;
  readonly attributes: StringMap;
  readonly at: Instant;
}

/** What a verb may know beside the state. */
export interface Moment {
  readonly now: Instant;
  /** Uniform in [0, 1). */
  random(): number;
}

/** A change of records: `(arguments) => (state) => state`. Throws EngineError and then nothing has changed. */
export type Verb = (state: EngineState, moment: Moment) => EngineState;
/** A verb that has something to say as well. */
export type AnsweringVerb<Answer> = (state: EngineState, moment: Moment) => { readonly state: EngineState; readonly answer: Answer };

/** `--filter`: key → values in the order typed. The same key twice is OR, different keys are AND. */
export type Filters = ReadonlyMap<string, readonly string[]>;

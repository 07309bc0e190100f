/** The daemon's JSON as Go values: as its client's structs, and as the plain maps that inspect falls back to. As moby's api/types. */
import type { Json, JsonObject } from '../../../../sim/engine/types.ts';
import { type GoMap, type GoStruct, type GoValue, NIL_MAP, NIL_SLICE } from './go-template/values.ts';

/** Keys whose object is a Go map; every other object is a struct. */
const MAPS: ReadonlySet<string> = new Set(
  'Annotations AuxiliaryAddresses Attributes Containers Data Details DriverOpts ExposedPorts Labels LogConfig.Config Networks Options PortBindings Ports Status StorageOpt Sysctls Tmpfs Volumes'.split(
    ' ',
  ),
);

/** Keys whose list is a Go slice: null there is an empty one. */
const SLICES: ReadonlySet<string> = new Set(
  'Aliases Args Binds CapAdd CapDrop Cmd DNSNames DeviceCgroupRules DeviceRequests Entrypoint Env ExecIDs ExtraHosts GroupAdd IPAM.Config Links MaskedPaths OnBuild ReadonlyPaths SecondaryIPAddresses SecondaryIPv6Addresses SecurityOpt Shell VolumesFrom'.split(
    ' ',
  ),
);

/** Go's field where it is not called as the JSON key. */
const FIELDS: Readonly<Record<string, string>> = {
  ApiVersion: 'APIVersion',
  Id: 'ID',
  NanoCpus: 'NanoCPUs',
  CpuShares: 'CPUShares',
  CpuPeriod: 'CPUPeriod',
  CpuQuota: 'CPUQuota',
  CpuRealtimePeriod: 'CPURealtimePeriod',
  CpuRealtimeRuntime: 'CPURealtimeRuntime',
  CpuCount: 'CPUCount',
  CpuPercent: 'CPUPercent',
  Dns: 'DNS',
  DnsOptions: 'DNSOptions',
  DnsSearch: 'DNSSearch',
  HostIp: 'HostIP',
  status: 'Status',
  id: 'ID',
  from: 'From',
  scope: 'Scope',
  time: 'Time',
  timeNano: 'TimeNano',
};

/** Names of nested structs, as far as errors show them. */
const TYPES: Readonly<Record<string, string>> = { Client: 'system.clientVersion', Server: '*types.Version' };

const EMPTY: GoMap = NIL_MAP;

/** The client's struct of an image's config: in this order, and all that is empty left out. As docker-image-spec's DockerOCIImageConfig. */
const IMAGE_CONFIG: Readonly<Record<string, GoValue>> = {
  User: '',
  ExposedPorts: EMPTY,
  Env: [],
  Entrypoint: [],
  Cmd: [],
  Volumes: EMPTY,
  WorkingDir: '',
  Labels: EMPTY,
  StopSignal: '',
  ArgsEscaped: false,
  Healthcheck: null,
  OnBuild: [],
  Shell: [],
};

/** Fields that JSON leaves out when they are empty, by the key of their struct; the outermost is ''. */
const OMITTED: Readonly<Record<string, Readonly<Record<string, GoValue>>>> = {
  State: { Health: null },
  Server: { Experimental: false },
  Config: { ExposedPorts: EMPTY, Healthcheck: null, NetworkDisabled: false, StopSignal: '', StopTimeout: null, Shell: [] },
  HostConfig: { Annotations: EMPTY, StorageOpt: EMPTY, Tmpfs: EMPTY, Sysctls: EMPTY, Mounts: [], Init: null },
  'image.Config': IMAGE_CONFIG,
  container: { SizeRw: null, SizeRootFs: null },
  image: { Container: '', ContainerConfig: null, Variant: '', OsVersion: '', VirtualSize: 0, Descriptor: null, Manifests: [] },
  'Mounts[]': { Name: '', Source: '', Driver: '', ReadOnly: false },
};

/** `type` is the outermost struct's name in errors; `kind` may be `container`, which has fields of its own that can be missing. */
export function goStruct(object: JsonObject, type: string, kind = ''): GoStruct {
  return structOf(kind === 'image' ? withImageConfig(object) : object, type, kind);
}

function withImageConfig(object: JsonObject): JsonObject {
  const config = object['Config'];
  if (typeof config !== 'object' || config === null || isList(config)) return object;
  const isSet = (value: Json | undefined): value is Json =>
    value !== undefined &&
    value !== null &&
    value !== '' &&
    value !== false &&
    (typeof value !== 'object' || Object.keys(value).length > 0);
  const fields = Object.keys(IMAGE_CONFIG).flatMap((name): [string, Json][] => {
    const value = (config as JsonObject)[name];
    return isSet(value) ? [[name, value]] : [];
  });
  return { ...object, Config: Object.fromEntries(fields) };
}

function structOf(object: JsonObject, typeName: string, key: string): GoStruct {
  const entries = Object.entries(object).map(([name, value]) => [FIELDS[name] ?? name, goValue(value, name, key)] as const);
  const names = new Set(entries.map(([name]) => name));
  const omitted = Object.entries(OMITTED[key] ?? {}).filter(([name]) => !names.has(name));
  const renamed = Object.keys(object).flatMap((name): [string, string][] => (FIELDS[name] === undefined ? [] : [[FIELDS[name], name]]));
  return { typeName, fields: new Map(entries), jsonNames: new Map(renamed), omitted: new Map(omitted) };
}

function goValue(value: Json, key: string, parent: string): GoValue {
  if (value === null) {
    if (MAPS.has(key) || MAPS.has(`${parent}.${key}`)) return NIL_MAP;
    return SLICES.has(key) || SLICES.has(`${parent}.${key}`) ? NIL_SLICE : null;
  }
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((each) => goValue(each, `${key}[]`, key));
  if (!MAPS.has(key) && !MAPS.has(`${parent}.${key}`))
    return structOf(value, TYPES[key] ?? 'interface {}', parent === 'image' && key === 'Config' ? 'image.Config' : key);
  return new Map(Object.entries(value).map(([name, each]) => [name, goValue(each, '', key)] as const));
}

/** Everything as maps and lists, under the keys of the JSON. */
export function rawValue(value: Json): GoValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(rawValue);
  return new Map(Object.entries(value).map(([name, each]) => [name, rawValue(each)] as const));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** What docker create and docker run ask of the daemon, made from flags. As docker/cli cli/command/container/opts.go parse. */
import type { CreateRequest } from '../../../../../sim/engine/engine.ts';
import type { ContainerConfig, HostConfig, RestartPolicy, StringMap } from '../../../../../sim/engine/types.ts';
import type { HealthConfig } from '../../../../../sim/engine/container/health-types.ts';
import type { ByteString } from '../../../../../sim/fs/bytes.ts';
import type { Process } from '../../../../../sim/kernel/types.ts';
import { StatusError } from '../status-error.ts';
import { environmentOf, pairsOf, readLineFiles } from './key-values.ts';
import { parseMountFlag } from './mount-flag.ts';
import { parsePorts } from './ports.ts';
import { splitVolumes } from './volume-flag.ts';
import type { CreateFlagValues } from './run-flags.ts';
import { ulimitsOf } from './ulimit-flag.ts';

/** Status of everything that the client refuses here. */
const REFUSED = 125;
const refuse = (message: string): never => {
  throw new StatusError(message, REFUSED);
};

export interface RequestOptions {
  readonly process: Process;
  readonly flags: CreateFlagValues;
  readonly changed: ReadonlySet<string>;
  /** IMAGE [COMMAND] [ARG...]. */
  readonly words: readonly ByteString[];
  readonly detached: boolean;
}

/** Throws StatusError with what the client itself refuses. */
export async function createRequest(options: RequestOptions): Promise<CreateRequest> {
  const { flags, process } = options;
  check(options);
  const environment = environmentOf(process, [...(await readLineFiles(process, flags['env-file'])), ...flags.env]);
  const labels = pairsOf([...(await readLineFiles(process, flags['label-file'])), ...flags.label]);
  const ports = parsePorts(flags.publish, flags.expose);
  const volumes = splitVolumes(process, flags.volume);
  return {
    name: flags.name,
    config: {
      ...config(options),
      Env: environment,
      Labels: labels,
      ...(Object.keys(ports.exposed).length > 0 ? { ExposedPorts: ports.exposed } : {}),
      ...(volumes.anonymous.length > 0 ? { Volumes: Object.fromEntries(volumes.anonymous.map((path) => [path, {}])) } : {}),
    },
    hostConfig: { ...hostConfig(options), Binds: nullIfEmpty(volumes.binds), PortBindings: ports.bindings },
    networks: flags.network.slice(1).map((text) => networkField(text, 'name')[0] ?? text),
    address: flags.ip || (networkField(flags.network.at(0), 'ip')[0] ?? ''),
    aliases: [...flags['network-alias'], ...networkField(flags.network.at(0), 'alias')],
    platform: flags.platform,
  };
}

const MODES: readonly (readonly [keyof CreateFlagValues & ('pid' | 'uts' | 'userns' | 'cgroupns'), RegExp, string])[] = [
  ['pid', /^(host|container:.+)?$/, 'PID'],
  ['uts', /^(host)?$/, 'UTS'],
  ['userns', /^(host)?$/, 'USER'],
  ['cgroupns', /^(host|private)?$/, 'CGROUP'],
];

function check({ flags, changed, process }: RequestOptions): void {
  if (flags['mac-address'] !== '' && !/^([0-9a-fA-F]{2}([:-]|$)){6}$/.test(flags['mac-address']))
    refuse(`${flags['mac-address']} is not a valid mac address`);
  const swappiness = flags['memory-swappiness'];
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100))
    refuse(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  for (const device of flags.device) if (!device.startsWith('/') && !device.includes('=')) refuse(`${device} is not an absolute path`);
  for (const [name, valid, shown] of MODES) if (!valid.test(flags[name])) refuse(`--${name}: invalid ${shown} mode`);
  checkAliases(flags);
  checkSeccomp(process, flags['security-opt']);
  const security = flags['security-opt'].find((text) => !/[=:]/.test(text) && text !== 'no-new-privileges');
  if (security !== undefined) refuse(`Invalid --security-opt: "${security}"`);
  if (flags['no-healthcheck'] && [...changed].some((name) => name.startsWith('health-')))
    refuse('--no-healthcheck conflicts with --health-* options');
  for (const name of ['health-interval', 'health-timeout', 'health-start-period', 'health-start-interval'] as const) {
    if (flags[name] < 0) refuse(`--${name} cannot be negative`);
  }
  if (flags['health-retries'] < 0) refuse('--health-retries cannot be negative');
  if (flags.rm && !['', 'no'].includes(restartPolicy(flags.restart).Name))
    refuse('conflicting options: cannot specify both --restart and --rm');
  checkPlatform(flags.platform);
}

/** A profile is read here: the daemon gets its text. */
function checkSeccomp(process: Process, options: readonly string[]): void {
  for (const option of options) {
    const file = /^seccomp[=:](.*)$/.exec(option)?.[1];
    if (file === undefined || ['unconfined', 'builtin'].includes(file) || process.fs.exists(file)) continue;
    refuse(`opening seccomp profile (${file}) failed: open ${file}: no such file or directory`);
  }
}

const NETWORKS_WITHOUT_NAMES = ['', 'default', 'bridge', 'host', 'none'];

function checkAliases({ network, 'network-alias': aliases }: CreateFlagValues): void {
  const [mode = ''] = network.at(0)?.includes('=') ? networkField(network.at(0), 'name') : [network.at(0)];
  const isOwn = !NETWORKS_WITHOUT_NAMES.includes(mode) && !mode.startsWith('container:');
  if (aliases.length > 0 && !isOwn) refuse('network-scoped aliases are only supported for user-defined networks');
}

function checkPlatform(platform: string): void {
  if (platform === '') return;
  const parts = platform.split('/');
  if (parts.length > 3) refuse(`error parsing specified platform: "${platform}": cannot parse platform specifier: invalid argument`);
  if (parts.length === 1 && !/^(linux|windows|darwin|freebsd|amd64|x86_64|arm|arm64|386|ppc64le|s390x|riscv64|mips64le)$/.test(platform)) {
    refuse(`error parsing specified platform: "${platform}": unknown operating system or architecture: invalid argument`);
  }
  const bad = parts.find((part) => !/^[A-Za-z0-9_.-]+$/.test(part));
  if (bad !== undefined)
    refuse(
      `error parsing specified platform: "${bad}" is an invalid component of "${platform}": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`,
    );
}

function config({ flags, changed, words, detached }: RequestOptions): Partial<ContainerConfig> & { readonly Image: string } {
  const [image = '', ...command] = words;
  const attached = (stream: string): boolean => flags.attach.includes(stream);
  const all = flags.attach.length === 0 && !detached;
  const attachStdin = attached('stdin') || (flags.interactive && flags.attach.length === 0 && !detached);
  return {
    Hostname: flags.hostname,
    Domainname: flags.domainname,
    User: flags.user,
    Tty: flags.tty,
    OpenStdin: flags.interactive,
    StdinOnce: flags.interactive && attachStdin,
    AttachStdin: attachStdin,
    AttachStdout: attached('stdout') || all,
    AttachStderr: attached('stderr') || all,
    Cmd: command.length > 0 ? command : null,
    Image: image,
    Entrypoint: changed.has('entrypoint') ? (flags.entrypoint === '' ? [''] : [flags.entrypoint]) : null,
    WorkingDir: flags.workdir,
    ...(flags['stop-signal'] === '' ? {} : { StopSignal: flags['stop-signal'] }),
    ...(changed.has('stop-timeout') ? { StopTimeout: flags['stop-timeout'] } : {}),
    ...healthcheck(flags, changed),
  };
}

/** Go's durations are nanoseconds, ours microseconds. */
const NANOSECONDS = 1000;

function healthcheck(flags: CreateFlagValues, changed: ReadonlySet<string>): { readonly Healthcheck?: HealthConfig } {
  if (flags['no-healthcheck']) return { Healthcheck: { Test: ['NONE'] } };
  if (![...changed].some((name) => name.startsWith('health-'))) return {};
  return {
    Healthcheck: {
      ...(flags['health-cmd'] === '' ? {} : { Test: ['CMD-SHELL', flags['health-cmd']] }),
      Interval: flags['health-interval'] * NANOSECONDS,
      Timeout: flags['health-timeout'] * NANOSECONDS,
      StartPeriod: flags['health-start-period'] * NANOSECONDS,
      StartInterval: flags['health-start-interval'] * NANOSECONDS,
      Retries: flags['health-retries'],
    },
  };
}

/** Only what flags have changed: the rest are the daemon's defaults. */
function hostConfig({ flags, changed, process }: RequestOptions): Partial<HostConfig> {
  const network = flags.network.at(0);
  const terminal = flags.tty ? process.terminal(1) : undefined;
  return {
    AutoRemove: flags.rm,
    ContainerIDFile: flags.cidfile,
    RestartPolicy: restartPolicy(flags.restart),
    ...(network === undefined ? {} : { NetworkMode: networkField(network, 'name')[0] ?? network }),
    ConsoleSize: terminal ? [terminal.size.rows, terminal.size.columns] : [0, 0],
    VolumeDriver: flags['volume-driver'],
    VolumesFrom: nullIfEmpty(flags['volumes-from']),
    CapAdd: nullIfEmpty(flags['cap-add']),
    CapDrop: nullIfEmpty(flags['cap-drop']),
    Dns: flags.dns,
    DnsOptions: flags['dns-option'],
    DnsSearch: flags['dns-search'],
    ExtraHosts: nullIfEmpty(flags['add-host']),
    GroupAdd: nullIfEmpty(flags['group-add']),
    Links: nullIfEmpty(flags.link),
    OomScoreAdj: flags['oom-score-adj'],
    PidMode: flags.pid,
    UTSMode: flags.uts,
    Isolation: flags.isolation,
    UsernsMode: flags.userns,
    Privileged: flags.privileged,
    PublishAllPorts: flags['publish-all'],
    ReadonlyRootfs: flags['read-only'],
    SecurityOpt: nullIfEmpty(flags['security-opt']),
    ...(flags.ipc === '' ? {} : { IpcMode: flags.ipc }),
    ...(flags.cgroupns === '' ? {} : { CgroupnsMode: flags.cgroupns }),
    ...(flags.runtime === '' ? {} : { Runtime: flags.runtime }),
    LogConfig: logConfig(flags),
    ...(flags.annotation.size === 0 ? {} : { Annotations: Object.fromEntries(flags.annotation) }),
    ...(flags['shm-size'] === 0 ? {} : { ShmSize: flags['shm-size'] }),
    ...(flags.tmpfs.length === 0 ? {} : { Tmpfs: tmpfsMap(flags.tmpfs) }),
    ...(flags['storage-opt'].length === 0 ? {} : { StorageOpt: pairsOf(flags['storage-opt']) }),
    ...(flags.sysctl.size === 0 ? {} : { Sysctls: Object.fromEntries(flags.sysctl) }),
    ...(flags.mount.length === 0 ? {} : { Mounts: flags.mount.map(parseMountFlag) }),
    ...(changed.has('init') ? { Init: flags.init } : {}),
    ...resources(flags, changed),
  };
}

function resources(flags: CreateFlagValues, changed: ReadonlySet<string>): Partial<HostConfig> {
  return {
    Memory: flags.memory,
    MemoryReservation: flags['memory-reservation'],
    MemorySwap: flags['memory-swap'],
    MemorySwappiness: flags['memory-swappiness'] === -1 ? null : flags['memory-swappiness'],
    NanoCpus: flags.cpus,
    CpuShares: flags['cpu-shares'],
    CpuPeriod: flags['cpu-period'],
    CpuQuota: flags['cpu-quota'],
    CpuRealtimePeriod: flags['cpu-rt-period'],
    CpuRealtimeRuntime: flags['cpu-rt-runtime'],
    CpusetCpus: flags['cpuset-cpus'],
    CpusetMems: flags['cpuset-mems'],
    BlkioWeight: flags['blkio-weight'],
    PidsLimit: changed.has('pids-limit') ? flags['pids-limit'] : null,
    ...(flags.gpus.length === 0 ? {} : { DeviceRequests: flags.gpus.map(() => GPUS) }),
    ...(flags['oom-kill-disable'] ? { OomKillDisable: true } : {}),
    Ulimits: ulimitsOf(flags.ulimit),
  };
}

/** All of them: there is none to choose from. */
const GPUS = { Driver: '', Count: -1, DeviceIDs: null, Capabilities: [['gpu']], Options: {} };

/** The daemon fills in its own driver where none is named. */
function logConfig(flags: CreateFlagValues): HostConfig['LogConfig'] {
  const driver = flags['log-driver'];
  if (driver === 'none' && flags['log-opt'].length > 0) refuse('invalid logging opts for driver none');
  return { Type: driver, Config: pairsOf(flags['log-opt']) };
}

/** opts.ParseRestartPolicy. */
export function restartPolicy(text: string): RestartPolicy {
  if (text === '') return { Name: 'no', MaximumRetryCount: 0 };
  const [name = '', ...rest] = text.split(':');
  if (rest.length > 0 && name === '') refuse('invalid restart policy format: no policy provided before colon');
  const count = rest.join(':');
  if (count !== '' && !/^[+-]?\d+$/.test(count)) refuse('invalid restart policy format: maximum retry count must be an integer');
  return { Name: name, MaximumRetryCount: Number(count) };
}

function tmpfsMap(values: readonly string[]): StringMap {
  return Object.fromEntries(
    values.map((text) => [text.split(':', 1)[0] ?? '', text.includes(':') ? text.slice(text.indexOf(':') + 1) : '']),
  );
}

/** Of `--network name=x,alias=y`. */
function networkField(text: string | undefined, key: string): readonly string[] {
  if (!text?.includes('=')) return [];
  return text.split(',').flatMap((field) => (field.startsWith(`${key}=`) ? [field.slice(key.length + 1)] : []));
}

const nullIfEmpty = (list: readonly string[]): readonly string[] | null => (list.length === 0 ? null : list);

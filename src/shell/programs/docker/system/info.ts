/** docker info: client, daemon and host. As docker/cli cli/command/system/info.go. */
import type { Engine } from '../../../../sim/engine/engine.ts';
import { engineInfo, VERSIONS } from '../../../../sim/engine/system/info.ts';
import type { JsonObject } from '../../../../sim/engine/types.ts';
import { rfc3339 } from '../../../../sim/engine/go-text.ts';
import { CLIENT } from '../toolkit/client-version.ts';
import { binarySize } from '../toolkit/human.ts';
import { MEMORY_KIB, PROCESSORS, RELEASE } from '../../../../sim/kernel/proc/hardware.ts';
import { formatObject } from '../toolkit/object-format.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system info', 'info'],
  usage: '[OPTIONS]',
  summary: 'Display system-wide information',
  arguments: none,
  flags: {
    format: objectFormat('f'),
  },
  run: async (context) => {
    const { format } = context.flags;
    if (format !== '') {
      const engine = context.engine('Get /info');
      return formatObject(context, infoObject(engine), format, { name: '', type: 'system.dockerInfo' });
    }
    await context.out(CLIENT_TEXT);
    const engine = context.engine('Get /info');
    await context.out(serverText(engine));
    return 0;
  },
});

const OPERATING_SYSTEM = 'Ubuntu 24.04.4 LTS';
const MEMORY = MEMORY_KIB * 1024;
const LOG_DRIVERS = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'];
const NETWORK_DRIVERS = ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'];

const CLIENT_TEXT = `Client: Docker Engine - Community
 Version:    ${CLIENT.version}
 Context:    default
 Debug Mode: false

Server:
`;

/** What does not change, in the middle of it. */
const DAEMON_TEXT = ` Logging Driver: json-file
 Cgroup Driver: systemd
 Cgroup Version: 2
 Plugins:
  Volume: local
  Network: ${NETWORK_DRIVERS.join(' ')}
  Log: ${LOG_DRIVERS.join(' ')}
 CDI spec directories:
  /etc/cdi
  /var/run/cdi
 Swarm: inactive
 Runtimes: io.containerd.runc.v2 runc
 Default Runtime: runc
 Init Binary: docker-init
 containerd version: ${VERSIONS.containerd.commit}
 runc version: ${VERSIONS.runc.commit}
 init version: ${VERSIONS.init.commit}
 Security Options:
  apparmor
  seccomp
   Profile: builtin
  cgroupns
`;

function serverText(engine: Engine): string {
  const info = engineInfo(engine);
  return ` Containers: ${info.containers}
  Running: ${info.running}
  Paused: ${info.paused}
  Stopped: ${info.stopped}
 Images: ${info.images}
 Server Version: ${VERSIONS.engine}
 Storage Driver: overlay2
  Backing Filesystem: extfs
  Supports d_type: true
  Using metacopy: false
  Native Overlay Diff: true
  userxattr: false
${DAEMON_TEXT} Kernel Version: ${RELEASE}
 Operating System: ${OPERATING_SYSTEM}
 OSType: linux
 Architecture: x86_64
 CPUs: ${PROCESSORS}
 Total Memory: ${binarySize(MEMORY)}
 Name: ${info.name}
 ID: ${info.id}
 Docker Root Dir: /var/lib/docker
 Debug Mode: false
 Experimental: false
 Insecure Registries:
  ::1/128
  127.0.0.0/8
 Live Restore Enabled: false

`;
}

function infoObject(engine: Engine): JsonObject {
  const info = engineInfo(engine);
  return {
    ID: info.id,
    Containers: info.containers,
    ContainersRunning: info.running,
    ContainersPaused: info.paused,
    ContainersStopped: info.stopped,
    Images: info.images,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: { Volume: ['local'], Network: NETWORK_DRIVERS, Authorization: null, Log: LOG_DRIVERS },
    ...RESOURCES,
    SystemTime: rfc3339(engine.now()),
    ...HOST,
    Name: info.name,
    Labels: [],
    ...REST,
  };
}

const RESOURCES: JsonObject = {
  MemoryLimit: true,
  SwapLimit: true,
  CpuCfsPeriod: true,
  CpuCfsQuota: true,
  CPUShares: true,
  CPUSet: true,
  PidsLimit: true,
  IPv4Forwarding: true,
  Debug: false,
  OomKillDisable: false,
};

const HOST: JsonObject = {
  LoggingDriver: 'json-file',
  CgroupDriver: 'systemd',
  CgroupVersion: '2',
  KernelVersion: RELEASE,
  OperatingSystem: OPERATING_SYSTEM,
  OSVersion: '24.04',
  OSType: 'linux',
  Architecture: 'x86_64',
  IndexServerAddress: 'https://index.docker.io/v1/',
  NCPU: PROCESSORS,
  MemTotal: MEMORY,
  DockerRootDir: '/var/lib/docker',
  RegistryConfig: {
    IndexConfigs: { 'docker.io': { Mirrors: [], Name: 'docker.io', Official: true, Secure: true } },
    InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
    Mirrors: null,
  },
  HttpProxy: '',
  HttpsProxy: '',
  NoProxy: '',
};

const REST: JsonObject = {
  ExperimentalBuild: false,
  ServerVersion: VERSIONS.engine,
  DefaultRuntime: 'runc',
  Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null },
  LiveRestoreEnabled: false,
  Isolation: '',
  InitBinary: 'docker-init',
  ContainerdCommit: { ID: VERSIONS.containerd.commit },
  RuncCommit: { ID: VERSIONS.runc.commit },
  InitCommit: { ID: VERSIONS.init.commit },
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
  Warnings: null,
  ClientInfo: { Debug: false, Version: CLIENT.version, Context: 'default', Plugins: [], Warnings: null },
};

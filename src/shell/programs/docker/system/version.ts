/** docker version: client and daemon. As docker/cli cli/command/system/version.go. */
import { VERSIONS } from '../../../../sim/engine/system/info.ts';
import type { JsonObject } from '../../../../sim/engine/types.ts';
import { CLIENT } from '../toolkit/client-version.ts';
import { formatObject } from '../toolkit/object-format.ts';
import { RELEASE } from '../../../../sim/kernel/proc/hardware.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

const PLATFORM = 'Docker Engine - Community';

export default defineCommand({
  paths: ['version'],
  usage: '[OPTIONS]',
  summary: 'Show the Docker version information',
  arguments: none,
  flags: {
    format: objectFormat('f'),
  },
  run: async (context) => {
    const { format } = context.flags;
    const client = clientVersion();
    if (format !== '') {
      context.engine('Get /version');
      return formatObject(context, { Client: client, Server: serverVersion() }, format, { name: 'version', type: 'system.versionInfo' });
    }
    await context.out(CLIENT_TEXT);
    context.engine('Get /version');
    await context.out(SERVER_TEXT);
    return 0;
  },
});

const CLIENT_TEXT = `Client: ${PLATFORM}
 Version:           ${CLIENT.version}
 API version:       ${CLIENT.apiVersion}
 Go version:        ${CLIENT.goVersion}
 Git commit:        ${CLIENT.gitCommit}
 Built:             ${CLIENT.built}
 OS/Arch:           ${CLIENT.os}/${CLIENT.arch}
 Context:           default
`;

const SERVER_TEXT = `
Server: ${PLATFORM}
 Engine:
  Version:          ${VERSIONS.engine}
  API version:      ${VERSIONS.api} (minimum version ${VERSIONS.leastApi})
  Go version:       ${VERSIONS.go}
  Git commit:       ${VERSIONS.commit}
  Built:            ${CLIENT.built}
  OS/Arch:          linux/amd64
  Experimental:     false
 containerd:
  Version:          ${VERSIONS.containerd.version}
  GitCommit:        ${VERSIONS.containerd.commit}
 runc:
  Version:          ${VERSIONS.runc.version}
  GitCommit:        ${VERSIONS.runc.commit}
 docker-init:
  Version:          ${VERSIONS.init.version}
  GitCommit:        ${VERSIONS.init.commit}
`;

const clientVersion = (): JsonObject => ({
  Platform: { Name: PLATFORM },
  Version: CLIENT.version,
  ApiVersion: CLIENT.apiVersion,
  DefaultAPIVersion: CLIENT.apiVersion,
  GitCommit: CLIENT.gitCommit,
  GoVersion: CLIENT.goVersion,
  Os: CLIENT.os,
  Arch: CLIENT.arch,
  BuildTime: CLIENT.built,
  Context: 'default',
});

const serverVersion = (): JsonObject => ({
  Platform: { Name: PLATFORM },
  Components: [
    {
      Name: 'Engine',
      Version: VERSIONS.engine,
      Details: {
        ApiVersion: VERSIONS.api,
        Arch: 'amd64',
        BuildTime: CLIENT.built,
        Experimental: 'false',
        GitCommit: VERSIONS.commit,
        GoVersion: VERSIONS.go,
        KernelVersion: RELEASE,
        MinAPIVersion: VERSIONS.leastApi,
        Os: 'linux',
      },
    },
    { Name: 'containerd', Version: VERSIONS.containerd.version, Details: { GitCommit: VERSIONS.containerd.commit } },
    { Name: 'runc', Version: VERSIONS.runc.version, Details: { GitCommit: VERSIONS.runc.commit } },
    { Name: 'docker-init', Version: VERSIONS.init.version, Details: { GitCommit: VERSIONS.init.commit } },
  ],
  Version: VERSIONS.engine,
  ApiVersion: VERSIONS.api,
  MinAPIVersion: VERSIONS.leastApi,
  GitCommit: VERSIONS.commit,
  GoVersion: VERSIONS.go,
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: RELEASE,
  BuildTime: VERSIONS.built,
});

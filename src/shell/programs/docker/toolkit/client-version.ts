/** Which release of Docker we imitate: what `docker version`, `docker info` and `docker --version` print. */

export const CLIENT = {
  version: '28.5.2',
  apiVersion: '1.51',
  goVersion: 'go1.25.3',
  gitCommit: 'ecc6942',
  built: 'Wed Nov  5 14:43:25 2025',
  os: 'linux',
  arch: 'amd64',
} as const;

export const VERSION_LINE = `Docker version ${CLIENT.version}, build ${CLIENT.gitCommit}`;

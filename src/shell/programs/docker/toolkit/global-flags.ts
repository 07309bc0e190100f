/** The flags before the command and the help of `docker` itself. As docker/cli cli/flags/options.go. */
import type { Command } from './define-command.ts';
import { bool, type Flags, list, string } from './flags.ts';
import { COMMON, GROUPS, PLUGINS, SWARM } from './groups.ts';
import { flagUsages, type Listed, listing } from './help.ts';

/** `home`: the user's home directory, which the defaults show. */
export const globalFlags = (home: string) =>
  ({
    config: string('Location of client config files', undefined, `${home}/.docker`),
    context: string(
      'Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")',
      'c',
    ),
    debug: bool('Enable debug mode', 'D'),
    host: { ...list('Daemon socket to connect to', 'H'), word: 'string' },
    'log-level': string('Set the logging level ("debug", "info", "warn", "error", "fatal")', 'l', 'info'),
    tls: bool('Use TLS; implied by --tlsverify'),
    tlscacert: string('Trust certs signed only by this CA', undefined, `${home}/.docker/ca.pem`),
    tlscert: string('Path to TLS certificate file', undefined, `${home}/.docker/cert.pem`),
    tlskey: string('Path to TLS key file', undefined, `${home}/.docker/key.pem`),
    tlsverify: bool('Use TLS and verify the remote'),
    version: bool('Print version information and quit', 'v'),
  }) satisfies Flags;

const AFTERWORD = `Run 'docker COMMAND --help' for more information on a command.

For more help on how to use Docker, head to https://docs.docker.com/go/guides/
`;

/** `docker --help`. `tops` are the commands of one word. */
export function rootHelp(tops: ReadonlyMap<string, Command>, home: string, columns: number): string {
  const row = (name: string): Listed => ({ name, summary: tops.get(name)?.summary ?? '' });
  const groups = GROUPS.filter((group) => !group.path.includes(' ') && !group.hidden);
  const listed = (group: (typeof groups)[number]): Listed => ({
    name: PLUGINS.includes(group.path) ? `${group.path}*` : group.path,
    summary: group.summary,
  });
  const others = [...tops]
    .filter(([name, command]) => !command.hidden && !COMMON.includes(name))
    .map(([name]) => name)
    .sort();
  return [
    'Usage:  docker [OPTIONS] COMMAND',
    'A self-sufficient runtime for containers',
    `Common Commands:\n${listing(COMMON.map(row))}`,
    `Management Commands:\n${listing(groups.filter((group) => !SWARM.includes(group.path)).map(listed))}`,
    `Swarm Commands:\n${listing(groups.filter((group) => SWARM.includes(group.path)).map(listed))}`,
    `Commands:\n${listing(others.map(row))}`,
    `Global Options:\n${flagUsages(globalFlags(home), columns)}`,
    AFTERWORD,
  ].join('\n\n');
}

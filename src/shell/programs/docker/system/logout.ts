/** docker logout: forgets an account; there never is one. As docker/cli cli/command/registry/logout.go. */
import { atMost } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['logout'],
  usage: '[SERVER]',
  summary: 'Log out from a registry',
  details: `Log out from a registry.
If no server is specified, the default is defined by the daemon.`,
  arguments: atMost(1),
  flags: {},
  run: (context) => {
    const [server = 'https://index.docker.io/v1/'] = context.arguments;
    return context.out(`Removing login credentials for ${server.replace(/^https?:\/\/([^/]+)\/?$/, '$1')}\n`);
  },
});

/** docker login: there are no accounts here. As docker/cli cli/command/registry/login.go, up to the point where it would ask. */
import { StatusError } from '../toolkit/status-error.ts';
import { atMost } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['login'],
  usage: '[OPTIONS] [SERVER]',
  summary: 'Authenticate to a registry',
  details: `Authenticate to a registry.
Defaults to Docker Hub if no server is specified.`,
  arguments: atMost(1),
  flags: {
    password: string('Password or Personal Access Token (PAT)', 'p'),
    'password-stdin': bool('Take the Password or Personal Access Token (PAT) from stdin'),
    username: string('Username', 'u'),
  },
  run: async (context) => {
    const { flags, changed, process } = context;
    if (flags['password-stdin'] && changed.has('password'))
      throw new StatusError('conflicting options: cannot specify both --password and --password-stdin');
    if (changed.has('username') && flags.username === '') throw new StatusError('username is empty');
    if (changed.has('password') && flags.password === '') throw new StatusError('password is empty');
    if (flags['password-stdin'] && flags.username === '')
      throw new StatusError('the --password-stdin option requires --username to be set');
    if (changed.has('password')) await context.err('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    const interactive = !flags['password-stdin'] && !(flags.username !== '' && changed.has('password'));
    if (interactive && process.terminal(0) === undefined)
      throw new StatusError('Error: Cannot perform an interactive login from a non TTY device');
    await context.err('drydock: docker login is not simulated; images of the Hub can be pulled without it\n');
    return 1;
  },
});

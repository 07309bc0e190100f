/** docker network disconnect: declared with its help, not simulated yet. */
import { exactly } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network disconnect'],
  usage: '[OPTIONS] NETWORK CONTAINER',
  summary: 'Disconnect a container from a network',
  arguments: exactly(2),
  flags: {
    force: bool('Force the container to disconnect from a network', 'f'),
  },
  run: notSimulated,
});

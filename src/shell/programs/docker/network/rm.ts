/** docker network rm: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network rm', 'network remove'],
  usage: 'NETWORK [NETWORK...]',
  summary: 'Remove one or more networks',
  arguments: atLeast(1),
  flags: {
    force: bool('Do not error if the network does not exist', 'f'),
  },
  run: notSimulated,
});

/** docker volume rm: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume rm', 'volume remove'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Remove one or more volumes',
  details: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  arguments: atLeast(1),
  flags: {
    force: bool('Force the removal of one or more volumes', 'f'),
  },
  run: notSimulated,
});

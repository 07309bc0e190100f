/** docker volume rm. As docker/cli cli/command/volume/remove.go. */
import { removeVolume } from '../../../../sim/engine/volume/list.ts';
import { volumes } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume rm', 'volume remove'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Remove one or more volumes',
  details: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  arguments: atLeast(1),
  complete: [volumes],
  flags: {
    force: bool('Force the removal of one or more volumes', 'f'),
  },
  run: (context) =>
    forEachArgument(context, (name) =>
      removeVolume(context.engine(`Delete /volumes/${name}`), requireName(name, 'volume'), { force: context.flags.force }),
    ),
});

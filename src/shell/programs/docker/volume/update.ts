/** docker volume update: for cluster volumes only, of which there are none. As docker/cli cli/command/volume/update.go. */
import { getVolume } from '../../../../sim/engine/volume/find.ts';
import { volumes } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { hidden, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume update'],
  usage: '[OPTIONS] [VOLUME]',
  summary: 'Update a volume (cluster volumes only)',
  arguments: exactly(1),
  complete: [volumes],
  hidden: true,
  flags: {
    availability: hidden(string('Cluster Volume availability ("active", "pause", "drain")', undefined, 'active')),
  },
  run: (context) => {
    const name = context.arguments[0] ?? '';
    getVolume(context.engine(`Get /volumes/${name}`).state, requireName(name, 'volume'));
    throw new StatusError('can only update cluster volumes');
  },
});

/** docker volume prune: anonymous volumes that no container has, with -a named ones too. As docker/cli cli/command/volume/prune.go. */
import { pruneVolumes } from '../../../../sim/engine/volume/list.ts';
import { confirm } from '../toolkit/confirm.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { humanSize } from '../toolkit/human.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

const ANONYMOUS =
  'WARNING! This will remove anonymous local volumes not used by at least one container.\nAre you sure you want to continue?';
const ALL = 'WARNING! This will remove all local volumes not used by at least one container.\nAre you sure you want to continue?';

export default defineCommand({
  paths: ['volume prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused local volumes',
  arguments: none,
  flags: {
    all: bool('Remove all unused volumes, not just anonymous ones', 'a'),
    filter: filter('Provide filter values (e.g. "label=<label>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: async (context) => {
    const { flags } = context;
    if (!flags.force && !(await confirm(context, flags.all ? ALL : ANONYMOUS))) return;
    const filters = engineFilters(flags.filter, ...(flags.all ? [{ key: 'all', value: 'true' }] : []));
    const { deleted, reclaimed } = pruneVolumes(context.engine('Post /volumes/prune'), filters);
    if (deleted.length > 0) await context.out(`Deleted Volumes:\n${deleted.join('\n')}\n\n`);
    await context.out(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
  },
});

/** docker container prune: removes all stopped containers. As docker/cli cli/command/container/prune.go. */
import { pruneContainers } from '../../../../sim/engine/container/prune.ts';
import { confirm } from '../toolkit/confirm.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { humanSize } from '../toolkit/human.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all stopped containers',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "until=<timestamp>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: async (context) => {
    const { flags } = context;
    if (!flags.force && !(await confirm(context, 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?')))
      return;
    const { deleted, reclaimed } = pruneContainers(context.engine('Post /containers/prune'), engineFilters(flags.filter));
    if (deleted.length > 0) await context.out(`Deleted Containers:\n${deleted.join('\n')}\n\n`);
    await context.out(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
  },
});

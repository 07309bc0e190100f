/** docker network prune: networks of the user's that nobody is in. As docker/cli cli/command/network/prune.go. */
import { pruneNetworks } from '../../../../sim/engine/network/networks.ts';
import { confirm } from '../toolkit/confirm.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

const WARNING = 'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?';

export default defineCommand({
  paths: ['network prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all unused networks',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "until=<timestamp>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: async (context) => {
    const { flags } = context;
    if (!flags.force && !(await confirm(context, WARNING))) return;
    const names = pruneNetworks(context.engine('Post /networks/prune'), engineFilters(flags.filter));
    if (names.length > 0) await context.out(`Deleted Networks:\n${names.join('\n')}\n\n`);
  },
});

/** docker ps: containers, newest first. As docker/cli cli/command/container/list.go and formatter/container.go. */
import { listContainers } from '../../../../sim/engine/container/list.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { formatRows } from '../toolkit/format.ts';
import { checkContainerTemplate, containerFormat } from '../toolkit/formats/container-rows.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter, int, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container ls', 'container list', 'container ps', 'ps'],
  usage: '[OPTIONS]',
  summary: 'List containers',
  arguments: none,
  flags: {
    all: bool('Show all containers (default shows just running)', 'a'),
    filter: filter('Filter output based on conditions provided', 'f'),
    format: tableFormat(),
    last: int('Show n last created containers (includes all states)', 'n', -1),
    latest: bool('Show the latest created container (includes all states)', 'l'),
    'no-trunc': bool("Don't truncate output"),
    quiet: bool('Only display container IDs', 'q'),
    size: bool('Display total file sizes', 's'),
  },
  run: async (context) => {
    const { flags } = context;
    checkContainerTemplate(flags.format);
    if (flags.quiet && flags.format !== '')
      await context.err('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
    const engine = context.engine('Get /containers/json');
    const limit = flags.last < 0 && flags.latest ? 1 : flags.last;
    const filters = engineFilters(flags.filter);
    const size = flags.size || /\{\{[^}]*\.Size\b/.test(flags.format);
    const rows = listContainers(engine, { all: flags.all, ...(limit > 0 ? { limit } : {}), filters, size });
    const shape = containerFormat({ truncate: !flags['no-trunc'], size: flags.size, now: engine.now() });
    await context.out(formatRows(rows, shape, flags.quiet ? { format: '{{.ID}}' } : { format: flags.format }));
  },
});

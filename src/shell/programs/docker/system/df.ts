/** docker system df: what takes room, and what could be freed. As docker/cli cli/command/system/df.go and formatter/disk_usage.go. */
import { tagsOf } from '../../../../sim/engine/image/history.ts';
import { diskUsage } from '../../../../sim/engine/system/disk-usage.ts';
import { formatRows } from '../toolkit/format.ts';
import { DISK_USAGE_FORMAT, diskUsageRows } from '../toolkit/formats/disk-usage-rows.ts';
import { verboseDiskUsage } from '../toolkit/formats/disk-usage-verbose.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system df'],
  usage: '[OPTIONS]',
  summary: 'Show docker disk usage',
  arguments: none,
  flags: {
    format: tableFormat(),
    verbose: bool('Show detailed information on space usage', 'v'),
  },
  run: async (context) => {
    const { flags } = context;
    const engine = context.engine('Get /system/df');
    const usage = diskUsage(engine);
    if (!flags.verbose) return context.out(formatRows(diskUsageRows(usage), DISK_USAGE_FORMAT, { format: flags.format }));
    if (flags.format !== '' && flags.format !== 'table')
      throw new StatusError('drydock: docker system df --verbose with --format is not simulated');
    await context.out(verboseDiskUsage(usage, (id) => tagsOf(engine.state, id)[0], engine.now()));
  },
});

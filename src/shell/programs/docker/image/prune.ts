/** docker image prune: removes dangling images, with -a all that no container uses. As docker/cli cli/command/image/prune.go. */
import { pruneImages } from '../../../../sim/engine/image/prune.ts';
import { confirm } from '../toolkit/confirm.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { humanSize } from '../toolkit/human.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

const DANGLING = 'WARNING! This will remove all dangling images.\nAre you sure you want to continue?';
const UNUSED = `WARNING! This will remove all images without at least one container associated to them.
Are you sure you want to continue?`;

export default defineCommand({
  paths: ['image prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused images',
  arguments: none,
  flags: {
    all: bool('Remove all unused images, not just dangling ones', 'a'),
    filter: filter('Provide filter values (e.g. "until=<timestamp>")'),
    force: bool('Do not prompt for confirmation', 'f'),
  },
  run: async (context) => {
    const { flags } = context;
    if (!flags.force && !(await confirm(context, flags.all ? UNUSED : DANGLING))) return;
    const engine = context.engine('Post /images/prune');
    const filters = engineFilters(flags.filter, { key: 'dangling', value: String(!flags.all) });
    const { deleted, reclaimed } = engine.ask('image prune', pruneImages(filters));
    const rows = deleted.map((row) => ('untagged' in row ? `untagged: ${row.untagged}\n` : `deleted: ${row.deleted}\n`));
    if (rows.length > 0) await context.out(`Deleted Images:\n${rows.join('')}\n`);
    await context.out(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
  },
});

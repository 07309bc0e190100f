/** docker system prune: containers, networks, images and, when asked, volumes that nobody needs. As docker/cli cli/command/system/prune.go. */
import { pruneContainers } from '../../../../sim/engine/container/prune.ts';
import { pruneImages } from '../../../../sim/engine/image/prune.ts';
import { pruneNetworks } from '../../../../sim/engine/network/networks.ts';
import { pruneVolumes } from '../../../../sim/engine/volume/list.ts';
import { confirm } from '../toolkit/confirm.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { humanSize } from '../toolkit/human.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused data',
  arguments: none,
  flags: {
    all: bool('Remove all unused images not just dangling ones', 'a'),
    filter: filter('Provide filter values (e.g. "label=<key>=<value>")'),
    force: bool('Do not prompt for confirmation', 'f'),
    volumes: bool('Prune anonymous volumes'),
  },
  run: async (context) => {
    const { flags } = context;
    if (flags.volumes && flags.filter.some(({ key }) => key === 'until'))
      throw new StatusError('ERROR: The "until" filter is not supported with "--volumes"');
    if (!flags.force && !(await confirm(context, warning(flags)))) return;
    const engine = context.engine('Post /containers/prune');
    const filters = engineFilters(flags.filter);
    const containers = pruneContainers(engine, filters);
    if (containers.deleted.length > 0) await context.out(`Deleted Containers:\n${containers.deleted.join('\n')}\n\n`);
    const networks = pruneNetworks(engine, filters);
    if (networks.length > 0) await context.out(`Deleted Networks:\n${networks.join('\n')}\n\n`);
    let reclaimed = containers.reclaimed;
    if (flags.volumes) {
      const volumes = pruneVolumes(engine, filters);
      if (volumes.deleted.length > 0) await context.out(`Deleted Volumes:\n${volumes.deleted.join('\n')}\n\n`);
      reclaimed += volumes.reclaimed;
    }
    const images = engine.ask('image prune', pruneImages(engineFilters(flags.filter, { key: 'dangling', value: String(!flags.all) })));
    const rows = images.deleted.map((row) => ('untagged' in row ? `untagged: ${row.untagged}\n` : `deleted: ${row.deleted}\n`));
    if (rows.length > 0) await context.out(`Deleted Images:\n${rows.join('')}\n`);
    await context.out(`Total reclaimed space: ${humanSize(reclaimed + images.reclaimed)}\n`);
  },
});

function warning({ all, volumes }: { readonly all: boolean; readonly volumes: boolean }): string {
  const lines = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(volumes ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'unused build cache',
  ];
  return `WARNING! This will remove:\n${lines.map((line) => `  - ${line}\n`).join('')}\nAre you sure you want to continue?`;
}

/** docker volume ls. As docker/cli cli/command/volume/list.go and formatter/volume.go. */
import { mountpointOf } from '../../../../sim/engine/volume/find.ts';
import { listVolumes } from '../../../../sim/engine/volume/list.ts';
import type { Volume } from '../../../../sim/engine/types.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { formatRows, type RowFormat } from '../toolkit/format.ts';
import { labelText } from '../toolkit/formats/label-text.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter, tableFormat } from '../toolkit/flags.ts';

const notAvailable = (heading: string) => ({ heading, value: () => 'N/A' });

const FORMAT: RowFormat<Volume> = {
  typeName: '*formatter.volumeContext',
  table: 'table {{.Driver}}\t{{.Name}}',
  raw: 'name: {{.Name}}\ndriver: {{.Driver}}\n',
  fields: {
    Name: { heading: 'VOLUME NAME', value: ({ name }) => name },
    Driver: { heading: 'DRIVER', value: ({ driver }) => driver },
    Scope: { heading: 'SCOPE', value: () => 'local' },
    Mountpoint: { heading: 'MOUNTPOINT', value: ({ name }) => mountpointOf(name) },
    Labels: { heading: 'LABELS', value: ({ labels }) => labelText(labels) },
    Links: notAvailable('LINKS'),
    Size: notAvailable('SIZE'),
    Group: notAvailable('GROUP'),
    Availability: notAvailable('AVAILABILITY'),
    Status: notAvailable('STATUS'),
  },
  methods: { Label: ({ labels }, name) => labels?.[String(name)] ?? '' },
};

export default defineCommand({
  paths: ['volume ls', 'volume list'],
  usage: '[OPTIONS]',
  summary: 'List volumes',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "dangling=true")', 'f'),
    format: tableFormat(),
    quiet: bool('Only display volume names', 'q'),
  },
  run: async (context) => {
    const { flags } = context;
    const rows = listVolumes(context.engine('Get /volumes').state, engineFilters(flags.filter));
    await context.out(formatRows(rows, FORMAT, { format: flags.format, quiet: flags.quiet ? '{{.Name}}' : undefined }));
  },
});

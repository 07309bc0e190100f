/** docker network ls. As docker/cli cli/command/network/list.go and formatter.go. */
import { listNetworks } from '../../../../sim/engine/network/networks.ts';
import type { Network } from '../../../../sim/engine/network/network-types.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { formatRows, type RowFormat } from '../toolkit/format.ts';
import { labelText } from '../toolkit/formats/label-text.ts';
import { goTime } from '../toolkit/go-time.ts';
import { shortId } from '../toolkit/text.ts';
import { none } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter, tableFormat } from '../toolkit/flags.ts';

const networkFormat = (truncate: boolean): RowFormat<Network> => ({
  typeName: '*network.networkContext',
  table: 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}',
  raw: 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n',
  fields: {
    ID: { heading: 'NETWORK ID', value: ({ id }) => (truncate ? shortId(id) : id) },
    Name: { heading: 'NAME', value: ({ name }) => name },
    Driver: { heading: 'DRIVER', value: ({ driver }) => driver },
    Scope: { heading: 'SCOPE', value: () => 'local' },
    IPv4: { heading: 'IPV4', value: () => 'true' },
    IPv6: { heading: 'IPV6', value: () => 'false' },
    Internal: { heading: 'INTERNAL', value: ({ internal }) => String(internal) },
    Labels: { heading: 'LABELS', value: ({ labels }) => labelText(labels) },
    CreatedAt: { heading: 'CREATED AT', value: ({ created }) => goTime(created) },
  },
  methods: { Label: ({ labels }, name) => labels[String(name)] ?? '' },
});

export default defineCommand({
  paths: ['network ls', 'network list'],
  usage: '[OPTIONS]',
  summary: 'List networks',
  arguments: none,
  flags: {
    filter: filter('Provide filter values (e.g. "driver=bridge")', 'f'),
    format: tableFormat(),
    'no-trunc': bool('Do not truncate the output'),
    quiet: bool('Only display network IDs', 'q'),
  },
  run: async (context) => {
    const { flags } = context;
    const rows = listNetworks(context.engine('Get /networks').state, engineFilters(flags.filter));
    await context.out(
      formatRows(rows, networkFormat(!flags['no-trunc']), { format: flags.format, quiet: flags.quiet ? '{{.ID}}' : undefined }),
    );
  },
});

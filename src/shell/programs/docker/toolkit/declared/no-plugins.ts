/** What the daemon answers about its managed plugins: there are none. */
import type { Command } from '../define-command.ts';
import { formatRows } from '../format.ts';
import { StatusError } from '../status-error.ts';

export const listNoPlugins: Command['run'] = async (context) => {
  const { format, quiet } = context.flags as { readonly format: string; readonly quiet: boolean };
  const shape = {
    typeName: '*plugin.pluginContext',
    table: 'table {{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}',
    fields: {
      ID: { heading: 'ID', value: () => '' },
      Name: { heading: 'NAME', value: () => '' },
      Description: { heading: 'DESCRIPTION', value: () => '' },
      Enabled: { heading: 'ENABLED', value: () => '' },
      PluginReference: { heading: 'PLUGIN REFERENCE', value: () => '' },
    },
  };
  await context.out(formatRows([], shape, { format, quiet: quiet ? '{{.ID}}' : undefined }));
};

/** The first that is named. */
export const noSuchPlugin: Command['run'] = (context) => {
  throw new StatusError(`Error response from daemon: plugin "${context.arguments[0] ?? ''}" not found`);
};

export const inspectNoPlugin: Command['run'] = async (context) => {
  await context.out((context.flags as { readonly format: string }).format ? '\n' : '[]\n');
  await noSuchPlugin(context);
};

/** The one context that there is: `default`, the engine on this host. As docker/cli cli/command/context. */
import { digestOf } from '../../../../../sim/engine/digest.ts';
import type { JsonObject } from '../../../../../sim/engine/types.ts';
import type { Command } from '../define-command.ts';
import { formatRows, type RowFormat } from '../format.ts';
import { inspectAll } from '../inspect.ts';
import { StatusError } from '../status-error.ts';

const ENDPOINT = 'unix:///var/run/docker.sock';
const DEFAULT = 'default';

const contextFormat: RowFormat<string> = {
  typeName: '*formatter.clientContextContext',
  table: 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}',
  fields: {
    Current: { heading: '', value: () => true },
    Description: { heading: 'DESCRIPTION', value: () => 'Current DOCKER_HOST based configuration' },
    DockerEndpoint: { heading: 'DOCKER ENDPOINT', value: () => ENDPOINT },
    Error: { heading: 'ERROR', value: () => '' },
    Name: { heading: 'NAME', value: (name) => name },
  },
};

export const listContexts: Command['run'] = async (context) => {
  const { format, quiet } = context.flags as { readonly format: string; readonly quiet: boolean };
  await context.out(formatRows([DEFAULT], contextFormat, { format, quiet: quiet ? '{{.Name}}' : undefined }));
};

export const showContext: Command['run'] = (context) => context.out(`${DEFAULT}\n`) as Promise<void> | undefined;

const INSPECTED: JsonObject = {
  Name: DEFAULT,
  Metadata: {},
  Endpoints: { docker: { Host: ENDPOINT, SkipTLSVerify: false } },
  TLSMaterial: {},
  Storage: { MetadataPath: '<IN MEMORY>', TLSPath: '<IN MEMORY>' },
};

export const inspectContexts: Command['run'] = (context) => {
  const names = context.arguments.length > 0 ? context.arguments : [DEFAULT];
  const { format } = context.flags as { readonly format: string };
  // Here alone the client's JSON is escaped for HTML.
  const out = (text: string) => context.out(format === '' ? text.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e') : text);
  return inspectAll({ ...context, arguments: names, out }, format, (name) => {
    if (name !== DEFAULT) throw notFound(context, name);
    return { value: INSPECTED, kind: 'context' };
  });
};

export const useContext: Command['run'] = async (context) => {
  const name = context.arguments[0] ?? '';
  if (name !== DEFAULT) throw notFound(context, name);
  await context.out(`${name}\n`);
  await context.err(`Current context is now "${name}"\n`);
};

export const removeContexts: Command['run'] = (context) => {
  throw new StatusError(
    context.arguments
      .map((name) => (name === DEFAULT ? `context "${name}" cannot be removed` : `context "${name}" does not exist`))
      .join('\n'),
  );
};

function notFound(context: Parameters<Command['run']>[0], name: string): StatusError {
  const home = context.process.environment.get('HOME') || '/root';
  const folder = digestOf(name).slice('sha256:'.length);
  return new StatusError(
    `context "${name}": context not found: open ${home}/.docker/contexts/meta/${folder}/meta.json: no such file or directory`,
  );
}

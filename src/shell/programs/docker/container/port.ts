/** docker port: where a container's ports are published. As docker/cli cli/command/container/port.go. */
import { containerPorts } from '../../../../sim/engine/container/port.ts';
import { containers, nothing } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { between } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container port', 'port'],
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  arguments: between(1, 2),
  complete: [containers('running', 'paused'), nothing],
  flags: {},
  run: async (context) => {
    const [name = '', wanted] = context.arguments;
    const ports = containerPorts(context.engine(`Get /containers/${name}/json`).state, requireName(name));
    const show = ({ HostIp, HostPort }: { readonly HostIp: string; readonly HostPort: string }): string =>
      `${HostIp.includes(':') ? `[${HostIp}]` : HostIp}:${HostPort}`;
    if (wanted !== undefined) {
      const [port = '', protocol = 'tcp'] = wanted.split('/');
      if (protocol === '' || !/^\d+$/.test(port))
        throw new StatusError(`Error: invalid port (${port}): strconv.ParseUint: parsing "${port}": invalid syntax`);
      const found = ports.find((each) => each.port === `${port}/${protocol}`);
      if (!found || found.bindings.length === 0) throw new StatusError(`Error: No public port '${wanted}' published for ${name}`);
      await context.out(found.bindings.map((binding) => `${show(binding)}\n`).join(''));
      return;
    }
    const lines = ports.flatMap(({ port, bindings }) => bindings.map((binding) => `${port} -> ${show(binding)}\n`));
    await context.out(lines.join(''));
  },
});

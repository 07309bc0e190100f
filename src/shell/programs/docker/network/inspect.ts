/** docker network inspect. As docker/cli cli/command/network/inspect.go. */
import { inspectNetwork } from '../../../../sim/engine/network/networks.ts';
import { networks } from '../toolkit/candidates.ts';
import { inspectAll } from '../toolkit/inspect.ts';
import { requireName } from '../toolkit/each.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network inspect'],
  usage: '[OPTIONS] NETWORK [NETWORK...]',
  summary: 'Display detailed information on one or more networks',
  arguments: atLeast(1),
  complete: [networks],
  flags: {
    format: objectFormat('f'),
    verbose: bool('Verbose output for diagnostics', 'v'),
  },
  run: (context) =>
    inspectAll(context, context.flags.format, (name) => ({
      value: inspectNetwork(context.engine(`Get /networks/${name}`).state, requireName(name, 'network')),
      kind: 'network',
    })),
});

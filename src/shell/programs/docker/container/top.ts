/** docker top: the processes of a container. As docker/cli cli/command/container/top.go. */
import { containerProcesses } from '../../../../sim/engine/container/top.ts';
import { containers, nothing } from '../toolkit/candidates.ts';
import { requireName } from '../toolkit/each.ts';
import { alignTable } from '../toolkit/table.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

/** text/tabwriter's settings of this command: columns at least 20 wide, three blanks between. */
const WIDTH = 20;

export default defineCommand({
  paths: ['container top', 'top'],
  usage: 'CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  arguments: atLeast(1),
  complete: [containers('running', 'paused'), nothing],
  interspersed: false,
  flags: {},
  run: async (context) => {
    const [name = '', ...psArguments] = context.arguments;
    const { titles, rows } = containerProcesses(context.engine(`Get /containers/${name}/top`), requireName(name), psArguments);
    const lines = [titles, ...rows].map((cells) => cells.join('\t'));
    await context.out(`${alignTable(lines, WIDTH, 3).join('\n')}\n`);
  },
});

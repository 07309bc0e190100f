/** docker stats: what containers use, every second. As docker/cli cli/command/container/stats.go and formatter_stats.go. */
import { getContainer, isRunning } from '../../../../sim/engine/container/find.ts';
import { containerStats } from '../../../../sim/engine/container/stats.ts';
import type { Engine } from '../../../../sim/engine/engine.ts';
import { containers } from '../toolkit/candidates.ts';
import { formatRows } from '../toolkit/format.ts';
import { type StatsRow, statsFormat } from '../toolkit/formats/stats-rows.ts';
import { anyNumber } from '../toolkit/arity.ts';
import { messageOf, requireName } from '../toolkit/each.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, tableFormat } from '../toolkit/flags.ts';

const INTERVAL = 1_000_000;

export default defineCommand({
  paths: ['container stats', 'stats'],
  usage: '[OPTIONS] [CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  arguments: anyNumber,
  complete: [containers('running', 'paused')],
  flags: {
    all: bool('Show all containers (default shows just running)', 'a'),
    format: tableFormat(),
    'no-stream': bool('Disable streaming stats and only pull the first result'),
    'no-trunc': bool('Do not truncate output'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const engine = context.engine('Get /containers/json');
    requireAll(engine, context.arguments);
    const chosen = (): readonly string[] => (context.arguments.length > 0 ? context.arguments : idsOf(engine, flags.all));
    const shape = statsFormat(!flags['no-trunc']);
    let before = sample(engine, chosen());
    for (;;) {
      await process.sleep(INTERVAL);
      const now = sample(engine, chosen());
      const rows = [...now.values()].map((stats): StatsRow => ({ stats, before: before.get(stats.id) }));
      const text = formatRows(rows, shape, { format: flags.format });
      if (flags['no-stream']) return context.out(text);
      await context.out(
        `\x1b[H${text
          .split('\n')
          .map((line) => `${line} \x1b[K\n`)
          .join('')}\x1b[J`,
      );
      before = now;
    }
  },
});

/** All that are missing are told. Throws StatusError. */
function requireAll(engine: Engine, names: readonly string[]): void {
  const errors = names.flatMap((name) => {
    try {
      getContainer(engine.state, requireName(name));
      return [];
    } catch (error) {
      return [messageOf(error) ?? String(error)];
    }
  });
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
}

type Samples = ReadonlyMap<string, ReturnType<typeof containerStats>>;

const sample = (engine: Engine, names: readonly string[]): Samples =>
  new Map(
    names
      .filter((name) => isKnown(engine, name))
      .map((name) => containerStats(engine, name))
      .map((stats) => [stats.id, stats]),
  );

const isKnown = (engine: Engine, name: string): boolean =>
  [...engine.state.containers.values()].some(({ id, name: other }) => other === name || id.startsWith(name));

const idsOf = (engine: Engine, all: boolean): readonly string[] =>
  [...engine.state.containers.values()].filter((container) => all || isRunning(container)).map(({ id }) => id);

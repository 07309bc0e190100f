/** Rows of docker stats. As docker/cli cli/command/container/formatter_stats.go. */
import type { ContainerStats } from '../../../../../sim/engine/container/stats.ts';
import type { RowFormat } from '../format.ts';
import { binarySize } from '../human.ts';
import { shortId } from '../text.ts';

export interface StatsRow {
  readonly stats: ContainerStats;
  /** The sample before; undefined: none. */
  readonly before: ContainerStats | undefined;
}

const TABLE = 'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

export const statsFormat = (truncate: boolean): RowFormat<StatsRow> => ({
  typeName: '*container.statsContext',
  table: TABLE,
  fields: {
    Container: { heading: 'CONTAINER', value: ({ stats }) => stats.id },
    ID: { heading: 'CONTAINER ID', value: ({ stats }) => (truncate ? shortId(stats.id) : stats.id) },
    Name: { heading: 'NAME', value: ({ stats }) => stats.name },
    CPUPerc: { heading: 'CPU %', value: ({ stats, before }) => percent(processorShare(stats, before)) },
    MemUsage: {
      heading: 'MEM USAGE / LIMIT',
      value: ({ stats }) => (stats.running ? `${binarySize(stats.memory)} / ${binarySize(stats.memoryLimit)}` : '0B / 0B'),
    },
    MemPerc: { heading: 'MEM %', value: ({ stats }) => percent(stats.running ? stats.memory / stats.memoryLimit : 0) },
    NetIO: { heading: 'NET I/O', value: () => '0B / 0B' },
    BlockIO: { heading: 'BLOCK I/O', value: () => '0B / 0B' },
    PIDs: { heading: 'PIDS', value: ({ stats }) => String(stats.processes) },
  },
});

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

function processorShare(stats: ContainerStats, before: ContainerStats | undefined): number {
  const time = stats.at - (before?.at ?? stats.at);
  return time > 0 ? Math.max(0, stats.cpu - (before?.cpu ?? 0)) / time : 0;
}

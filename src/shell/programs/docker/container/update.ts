/** docker update: other limits and another restart policy for containers. As docker/cli cli/command/container/update.go. */
import { type UpdateRequest, updateContainer } from '../../../../sim/engine/container/update.ts';
import { containers } from '../toolkit/candidates.ts';
import { forEachArgument, requireName } from '../toolkit/each.ts';
import { restartPolicy } from '../toolkit/run/create-request.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bytes, decimal, int, string, swapBytes, uint16 } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container update', 'update'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Update configuration of one or more containers',
  arguments: atLeast(1),
  complete: [containers()],
  flags: {
    'blkio-weight': uint16('Block IO (relative weight), between 10 and 1000, or 0 to disable', undefined, '0'),
    'cpu-period': int('Limit CPU CFS (Completely Fair Scheduler) period'),
    'cpu-quota': int('Limit CPU CFS (Completely Fair Scheduler) quota'),
    'cpu-rt-period': int('Limit the CPU real-time period in microseconds'),
    'cpu-rt-runtime': int('Limit the CPU real-time runtime in microseconds'),
    'cpu-shares': int('CPU shares (relative weight)', 'c'),
    cpus: decimal('Number of CPUs'),
    'cpuset-cpus': string('CPUs in which to allow execution (0-3, 0,1)'),
    'cpuset-mems': string('MEMs in which to allow execution (0-3, 0,1)'),
    memory: bytes('Memory limit', 'm'),
    'memory-reservation': bytes('Memory soft limit'),
    'memory-swap': swapBytes('Swap limit equal to memory plus swap: -1 to enable unlimited swap'),
    'pids-limit': int('Tune container pids limit (set -1 for unlimited)'),
    restart: string('Restart policy to apply when a container exits'),
  },
  run: async (context) => {
    const { flags, changed } = context;
    if (changed.size === 0) throw new StatusError('you must provide one or more flags when using this command');
    const all: Readonly<Record<string, UpdateRequest>> = {
      'blkio-weight': { BlkioWeight: flags['blkio-weight'] },
      'cpu-period': { CpuPeriod: flags['cpu-period'] },
      'cpu-quota': { CpuQuota: flags['cpu-quota'] },
      'cpu-rt-period': { CpuRealtimePeriod: flags['cpu-rt-period'] },
      'cpu-rt-runtime': { CpuRealtimeRuntime: flags['cpu-rt-runtime'] },
      'cpu-shares': { CpuShares: flags['cpu-shares'] },
      cpus: { NanoCpus: flags.cpus },
      'cpuset-cpus': { CpusetCpus: flags['cpuset-cpus'] },
      'cpuset-mems': { CpusetMems: flags['cpuset-mems'] },
      memory: { Memory: flags.memory },
      'memory-reservation': { MemoryReservation: flags['memory-reservation'] },
      'memory-swap': { MemorySwap: flags['memory-swap'] },
      'pids-limit': { PidsLimit: flags['pids-limit'] },
      restart: { RestartPolicy: restartPolicy(flags.restart) },
    };
    const changes: UpdateRequest = Object.assign({}, ...[...changed].map((name) => all[name] ?? {}));
    const warnings: string[] = [];
    await forEachArgument(context, (name) => {
      const engine = context.engine(`Post /containers/${name}/update`);
      warnings.push(...engine.ask('update', updateContainer(requireName(name), changes)));
    });
    if (warnings.length > 0) await context.out(`${warnings.join('\n')}\n`);
  },
});

/** docker container update: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bytes, decimal, int, string, swapBytes, uint16 } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container update', 'update'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Update configuration of one or more containers',
  arguments: atLeast(1),
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
  run: notSimulated,
});

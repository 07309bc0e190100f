/** Limits of memory and processors that the daemon refuses. As moby's daemon/daemon_unix.go verifyPlatformContainerResources. */
import { EngineError } from '../engine-error.ts';
import type { HostConfig } from '../types.ts';

const PROCESSORS = 2;
const LEAST_MEMORY = 6 * 1024 * 1024;

type Resources = Pick<
  HostConfig,
  'Memory' | 'MemorySwap' | 'MemoryReservation' | 'NanoCpus' | 'CpuPeriod' | 'CpuQuota' | 'CpusetCpus' | 'CpusetMems' | 'BlkioWeight'
>;

/** Throws EngineError. */
export function checkResources(config: Resources): void {
  checkMemory(config);
  checkProcessors(config);
  if (config.BlkioWeight > 0 && (config.BlkioWeight < 10 || config.BlkioWeight > 1000)) refuse('Range of blkio weight is from 10 to 1000');
}

function refuse(message: string): never {
  throw new EngineError('invalidParameter', message);
}

function checkMemory({ Memory, MemorySwap, MemoryReservation }: Resources): void {
  if (Memory !== 0 && Memory < LEAST_MEMORY) refuse('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory === 0 && MemorySwap > 0) refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (MemoryReservation > 0 && MemoryReservation < LEAST_MEMORY) refuse('Minimum memory reservation allowed is 6MB');
  if (Memory > 0 && Memory < MemoryReservation) refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
}

function checkProcessors({ NanoCpus, CpuPeriod, CpuQuota, CpusetCpus, CpusetMems }: Resources): void {
  if (NanoCpus > 0 && CpuPeriod > 0) refuse('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (NanoCpus > 0 && CpuQuota > 0) refuse('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (NanoCpus < 0 || NanoCpus > PROCESSORS * 1e9)
    refuse(`range of CPUs is from 0.01 to ${PROCESSORS}.00, as there are only ${PROCESSORS} CPUs available`);
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1e6))
    refuse('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  if (CpuQuota > 0 && CpuQuota < 1000) refuse('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  checkSet('CPUs', 'cpuset cpus', CpusetCpus, PROCESSORS - 1);
  checkSet('memory nodes', 'cpuset mems', CpusetMems, 0);
}

/** `0-3,5`. */
function checkSet(what: string, field: string, text: string, last: number): void {
  if (text === '') return;
  const ranges = text.split(',').map((part) => /^(\d+)(?:-(\d+))?$/.exec(part));
  if (ranges.includes(null)) refuse(`Invalid value ${text} for ${field}: invalid format: ${text}`);
  if (ranges.some((range) => Number(range?.[2] ?? range?.[1]) > last))
    refuse(`Requested ${what} are not available - requested ${text}, available: ${last === 0 ? '0' : `0-${last}`}`);
}

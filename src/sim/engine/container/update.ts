/** docker update: other limits, another restart policy. As moby's daemon/update.go. */
import { EngineError } from '../engine-error.ts';
import { withContainerEvent } from '../events.ts';
import { withContainer } from '../state.ts';
import type { AnsweringVerb, Container, HostConfig } from '../types.ts';
import { getContainer } from './find.ts';
import { checkRestartPolicy } from './validate.ts';
import { checkResources } from './validate-resources.ts';

/** What can be changed. Limits are kept and shown; nothing is held to them. */
export type UpdateRequest = Partial<
  Pick<
    HostConfig,
    | 'RestartPolicy'
    | 'Memory'
    | 'MemoryReservation'
    | 'MemorySwap'
    | 'NanoCpus'
    | 'CpuShares'
    | 'CpuPeriod'
    | 'CpuQuota'
    | 'CpuRealtimePeriod'
    | 'CpuRealtimeRuntime'
    | 'CpusetCpus'
    | 'CpusetMems'
    | 'BlkioWeight'
    | 'PidsLimit'
  >
>;

/** Answers the warnings. Throws EngineError. */
export const updateContainer =
  (text: string, changes: UpdateRequest): AnsweringVerb<readonly string[]> =>
  (state, moment) => {
    const container = getContainer(state, text);
    if (changes.RestartPolicy) checkRestartPolicy(changes.RestartPolicy);
    const hostConfig = { ...container.hostConfig, ...changes };
    checkResources(hostConfig);
    if (container.hostConfig.AutoRemove && changes.RestartPolicy) {
      throw cannot(container, 'Restart policy cannot be updated because AutoRemove is enabled for the container');
    }
    if (changes.Memory !== undefined && changes.MemorySwap === undefined && changes.Memory > container.hostConfig.MemorySwap) {
      throw cannot(container, 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time');
    }
    const updated = { ...container, hostConfig };
    return { state: withContainerEvent(withContainer(state, updated), updated, 'update', moment), answer: [] };
  };

const cannot = ({ id }: Container, why: string): EngineError => new EngineError('conflict', `Cannot update container ${id}: ${why}`);

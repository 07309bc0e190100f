/** Flags of run and create that would change what the container sees, and do not here: they are refused, never passed over. */
import type { CreateFlagValues } from './run-flags.ts';

export const refusedFlags: readonly (keyof CreateFlagValues)[] = [
  'blkio-weight-device',
  'device',
  'device-cgroup-rule',
  'device-read-bps',
  'device-read-iops',
  'device-write-bps',
  'device-write-iops',
  'ip6',
  'link-local-ip',
  'mac-address',
  'use-api-socket',
];

/** What was asked for and is not simulated; undefined when all is. */
export function notSimulatedFlag(changed: ReadonlySet<string>, flags: CreateFlagValues): string | undefined {
  const flag = refusedFlags.find((name) => changed.has(name));
  if (flag !== undefined) return `--${flag}`;
  const foreign = /^(linux\/)?(amd64|x86_64)$|^linux$|^$/.test(flags.platform) ? undefined : flags.platform;
  return foreign !== undefined &&
    /^(linux|windows|darwin|freebsd)(\/|$)|^(arm|arm64|386|ppc64le|s390x|riscv64|mips64le)(\/|$)/.test(foreign)
    ? `--platform ${foreign}`
    : undefined;
}

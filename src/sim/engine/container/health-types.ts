/** Health checks: what is asked for, and what came of it. As Go's container.HealthConfig and container.Health. */
import type { ByteString } from '../../fs/bytes.ts';
import type { Instant } from '../../fs/types.ts';

export interface HealthConfig {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** One run of a health check. */
export interface HealthResult {
  readonly start: Instant;
  readonly end: Instant;
  readonly exitCode: number;
  readonly output: ByteString;
}

export interface Health {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly failingStreak: number;
  /** The last five. */
  readonly log: readonly HealthResult[];
}

/** What a container's health is when nobody checks it any more. As moby's container/health.go CloseMonitorChannel. */
import type { Health } from '../container/health-types.ts';

/** `unhealthy`, for compatibility with clients that know no better. */
export const unwatched = (health: Health | undefined): Health | undefined => health && { ...health, status: 'unhealthy' };

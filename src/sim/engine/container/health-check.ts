/** What a container's config says of its health check. As moby's daemon/health.go getProbe. */
import type { ContainerConfig } from '../types.ts';

/** What is run; undefined: nothing. */
export function probeOf({ Healthcheck, Shell }: ContainerConfig): readonly string[] | undefined {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...words] : undefined;
}

/** The config counts in nanoseconds. */
export const micros = (nanoseconds: number | undefined, otherwise: number): number => (nanoseconds ? nanoseconds / 1000 : otherwise);

/** `--ulimit`: `type=soft[:hard]` as the daemon keeps it. As docker/go-units ulimit.go. */
import type { Json } from '../../../../../sim/engine/types.ts';

/** Checked already; the last of a type counts, sorted by type. */
export function ulimitsOf(texts: readonly string[]): readonly Json[] {
  const limits = new Map(
    texts.map((text) => {
      const [name = '', values = ''] = text.split('=');
      const [soft = '', hard = soft] = values.split(':');
      return [name, { Name: name, Hard: Number(hard), Soft: Number(soft) }] as const;
    }),
  );
  return [...limits.keys()].sort().map((name) => limits.get(name) ?? null);
}

/** Labels on one line: `a=b,c=d`. */
import type { StringMap } from '../../../../../sim/engine/types.ts';

export const labelText = (labels: StringMap | null): string =>
  Object.entries(labels ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

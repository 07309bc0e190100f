/** Lengths of time as sleep and timeout read them: `1.5`, `2m`, `inf`. */

const UNIT: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Microseconds; undefined when it is no duration. `inf` is as long as can be counted. */
export function parseDuration(text: string): number | undefined {
  const match = /^\+?(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf(?:inity)?)([smhd]?)$/i.exec(text);
  if (!match) return undefined;
  const number = /^inf/i.test(match[1] ?? '') ? Number.POSITIVE_INFINITY : Number(match[1]);
  return Math.min(Math.ceil(number * (UNIT[match[2] ?? ''] ?? 1) * 1e6), Number.MAX_SAFE_INTEGER / 4);
}

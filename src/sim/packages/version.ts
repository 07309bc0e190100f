/** Debian version numbers and their order: `[epoch:]upstream[-revision]`. As deb-version(7) and dpkg lib/dpkg/version.c. */

interface Parts {
  readonly epoch: number;
  readonly upstream: string;
  readonly revision: string;
}

/** Less than, equal to or greater than zero as `left` is older, the same or newer. */
export function compareVersions(left: string, right: string): number {
  const a = partsOf(left);
  const b = partsOf(right);
  return a.epoch - b.epoch || compareText(a.upstream, b.upstream) || compareText(a.revision, b.revision);
}

export type Operator = '<<' | '<=' | '=' | '>=' | '>>';

/** Whether `version` stands in that relation to `wanted`. */
export function versionHolds(version: string, operator: Operator, wanted: string): boolean {
  const order = compareVersions(version, wanted);
  switch (operator) {
    case '<<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>>':
      return order > 0;
  }
}

/** The version as it stands in an archive's file name: without its epoch. */
export const withoutEpoch = (version: string): string => version.replace(/^\d+:/, '');

function partsOf(version: string): Parts {
  const colon = version.indexOf(':');
  const rest = colon < 0 ? version : version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Turns of text and number; in text `~` sorts before the end, letters before all else. */
function compareText(left: string, right: string): number {
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    while ((i < left.length && !isDigit(left, i)) || (j < right.length && !isDigit(right, j))) {
      const order = weight(left, i) - weight(right, j);
      if (order !== 0) return order;
      i++;
      j++;
    }
    const [a, afterA] = numberAt(left, i);
    const [b, afterB] = numberAt(right, j);
    if (a !== b) return a - b;
    i = afterA;
    j = afterB;
  }
  return 0;
}

const isDigit = (text: string, at: number): boolean => /\d/.test(text.charAt(at));

function weight(text: string, at: number): number {
  const letter = text.charAt(at);
  if (letter === '' || /\d/.test(letter)) return 0;
  if (letter === '~') return -1;
  return /[A-Za-z]/.test(letter) ? letter.charCodeAt(0) : letter.charCodeAt(0) + 256;
}

function numberAt(text: string, start: number): readonly [number, number] {
  let end = start;
  while (isDigit(text, end)) end++;
  return [Number(text.slice(start, end) || '0'), end];
}

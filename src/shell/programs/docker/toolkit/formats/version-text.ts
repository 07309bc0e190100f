/** Two columns under a heading, as `docker version` and `docker info` print: `Name:` padded to a width, then the value. */

/** Lines ` Name:   value` of equal columns. */
export const pairs = (margin: string, width: number, rows: readonly (readonly [string, string])[]): string =>
  rows.map(([name, value]) => `${margin}${`${name}:`.padEnd(width)}${value}\n`).join('');

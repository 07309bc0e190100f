/** A container's command as tables show it. As moby's daemon/container Config summary. */

/** A command line as the daemon joins it: what has blanks in single quotes. */
export function commandLine(command: readonly string[]): string {
  const [path = '', ...args] = command;
  return [path, ...args.map((word) => (/\s/.test(word) ? `'${word}'` : word))].join(' ');
}

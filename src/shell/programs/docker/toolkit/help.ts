/** Prints help as cobra with docker/cli's usage template does: usage, text, aliases, options in pflag's two columns, commands. */
import { usageLine } from './command-path.ts';
import type { Command, FlagTexts } from './define-command.ts';
import type { AnyFlag, Flags } from './flags.ts';

export interface Listed {
  readonly name: string;
  readonly summary: string;
}

/** A command that only holds others: `docker image`. */
export interface Group {
  readonly path: string;
  readonly summary: string;
  /** Further words on the usage line of errors and help: `docker volume COMMAND` (others: none in errors). */
  readonly usage?: string;
  readonly title?: string;
  readonly details?: string;
  readonly flags?: Flags;
  readonly afterword?: string;
  readonly hidden?: boolean;
}

/** The whole `--help` of a command, wrapped for a terminal of `columns`. */
export function commandHelp(command: Command, path: string, columns: number, texts: FlagTexts = {}): string {
  const parts = [`Usage:  ${usageLine(command, path)}`, command.details ?? command.summary];
  const aliases = command.aliases ?? (command.paths.length > 1 ? command.paths.map((each) => `docker ${each}`).join(', ') : '');
  if (aliases !== '') parts.push(`Aliases:\n  ${aliases}`);
  const options = flagUsages(command.flags, columns, texts);
  if (options !== '') parts.push(`Options:\n${options}`);
  return `${parts.join('\n\n')}\n`;
}

/** The `--help` of a group: its commands, those that hold others first. */
export function groupHelp(group: Group, groups: readonly Listed[], commands: readonly Listed[], columns: number): string {
  const title = group.title ?? group.path;
  const options = group.flags ? flagUsages(group.flags, columns) : '';
  const parts = [`Usage:  docker ${title} ${options === '' ? '' : '[OPTIONS] '}COMMAND`, group.details ?? group.summary];
  if (options !== '') parts.push(`Options:\n${options}`);
  if (groups.length > 0) parts.push(`Management Commands:\n${listing(groups)}`);
  if (commands.length > 0) parts.push(`Commands:\n${listing(commands)}`);
  parts.push(`Run 'docker ${title} COMMAND --help' for more information on a command.`);
  if (group.afterword !== undefined) parts.push(group.afterword);
  return `${parts.join('\n\n')}\n`;
}

/** Two columns of commands; the first is at least 11 wide. */
export const listing = (rows: readonly Listed[]): string => {
  const width = Math.max(11, ...rows.map((row) => row.name.length));
  return rows.map((row) => `  ${row.name.padEnd(width)} ${row.summary}`).join('\n');
};

/** pflag's FlagUsagesWrapped(columns - 1): one flag a row, sorted by name. */
export function flagUsages(flags: Flags, columns: number, texts: FlagTexts = {}): string {
  const shown = Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const heads = shown.map(([name, flag]) => flagHead(name, flag));
  const width = Math.max(0, ...heads.map((head) => head.length)) + 3;
  return shown
    .map(([name, flag], row) => `${(heads[row] ?? '').padEnd(width)}${wrap(width, columns - 1, flagText(flag, texts[name]))}`)
    .join('\n');
}

function flagHead(name: string, flag: AnyFlag): string {
  const start = flag.short === undefined ? `      --${name}` : `  -${flag.short}, --${name}`;
  return flag.word === '' ? start : `${start} ${flag.word}`;
}

const flagText = (flag: AnyFlag, help = flag.help): string => (flag.shown === undefined ? help : `${help} (default ${flag.shown})`);

/** A line may be this much longer than wished, so that the last one is no orphan. */
const SLOP = 5;

/** pflag's wrap: further lines are indented by `indent`, nothing goes beyond `width`. */
export function wrap(indent: number, width: number, text: string): string {
  let left = indent;
  let start = '';
  if (width - left < 24) {
    left = 16;
    start = `\n${' '.repeat(left)}`;
  }
  const margin = `\n${' '.repeat(left)}`;
  if (width - left < 24) return text.replaceAll('\n', start);
  const lines: string[] = [];
  let rest = text;
  do {
    const [line, next] = splitLine(width - left - SLOP, rest);
    lines.push(line);
    rest = next;
  } while (rest !== '');
  return start + lines.join('\n').replaceAll('\n', margin);
}

function splitLine(length: number, text: string): [string, string] {
  if (length + SLOP > text.length) return [text, ''];
  const head = text.slice(0, length);
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (blank <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const at = newline > 0 && newline < blank ? newline : blank;
  return [text.slice(0, at), text.slice(at + 1)];
}

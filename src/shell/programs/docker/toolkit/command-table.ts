/** Finds commands and groups by the words typed, and says by which path help and errors call them. As cobra's Find. */
import type { ByteString } from '../../../../sim/fs/bytes.ts';
import { canonicalPath, parentOf } from './command-path.ts';
import type { Command } from './define-command.ts';
import { GROUPS } from './groups.ts';
import type { Group, Listed } from './help.ts';

export interface CommandTable {
  readonly commands: ReadonlyMap<string, Command>;
  readonly groups: ReadonlyMap<string, Group>;
}

export type Found =
  | { readonly command: Command; readonly path: string; readonly words: readonly ByteString[] }
  | { readonly group: Group; readonly words: readonly ByteString[] }
  | { readonly unknown: ByteString };

/** Later commands win over earlier ones with the same path. */
export function commandTable(commands: readonly Command[]): CommandTable {
  const table = new Map<string, Command>();
  for (const command of commands) for (const path of command.paths) table.set(path, command);
  return { commands: table, groups: new Map(GROUPS.map((group) => [group.path, group])) };
}

/** `words` begin with the command. */
export function findCommand(table: CommandTable, words: readonly ByteString[]): Found {
  let group: Group | undefined;
  for (let length = 1; length <= words.length; length++) {
    const path = words.slice(0, length).join(' ');
    const command = table.commands.get(path);
    if (command) return { command, path: canonicalPath(command, path), words: words.slice(length) };
    const next = table.groups.get(path);
    if (!next) return group ? { group, words: words.slice(length - 1) } : { unknown: words[0] ?? '' };
    group = next;
  }
  return group ? { group, words: [] } : { unknown: '' };
}

/** What a group's help lists: groups and commands directly in it, aliases left out. */
export function listGroup(table: CommandTable, path: string): { readonly groups: readonly Listed[]; readonly commands: readonly Listed[] } {
  const inside = (other: string): boolean => parentOf(other) === path;
  const last = (other: string): string => (path === '' ? other : other.slice(path.length + 1));
  const commands = [...table.commands].filter(
    ([each, command]) => inside(each) && !command.hidden && canonicalPath(command, each) === each,
  );
  const groups = [...table.groups.values()].filter((group) => inside(group.path) && !group.hidden);
  const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : 1);
  return {
    groups: groups.map((group) => ({ name: last(group.path), summary: group.summary })).sort(byName),
    commands: commands.map(([each, command]) => ({ name: last(each), summary: command.summary })).sort(byName),
  };
}

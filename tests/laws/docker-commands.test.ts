/** Laws over every docker command: one file a command, named by it, in its noun's folder; no path twice; all that can be typed has help. */
import { expect, test } from 'vitest';
import { canonicalPath } from '../../src/shell/programs/docker/toolkit/command-path.ts';
import { isCommand } from '../../src/shell/programs/docker/toolkit/define-command.ts';
import { commandHelp, groupHelp } from '../../src/shell/programs/docker/toolkit/help.ts';
import { commandFiles, dockerProgram } from '../support/docker-commands.ts';

const files = Object.entries(commandFiles);

test.each(files)('%s is one command, named as its file', (path, command) => {
  expect(isCommand(command)).toBe(true);
  const [first] = command.paths;
  expect(path.split('/').at(-1)).toBe(`${first.split(' ').at(-1)}.ts`);
  if (first.includes(' ')) expect(path.split('/').at(-2)).toBe(first.split(' ')[0]);
});

test('no path belongs to two files', () => {
  const paths = files.flatMap(([, command]) => command.paths);
  expect(paths.filter((path, i) => paths.indexOf(path) !== i)).toEqual([]);
});

test('flags have names, short names are unique in a command, and every path has help', () => {
  const { table } = dockerProgram();
  for (const [path, command] of table.commands) {
    const shorts = Object.values(command.flags).flatMap(({ short }) => short ?? []);
    expect(new Set(shorts).size, path).toBe(shorts.length);
    expect(commandHelp(command, canonicalPath(command, path), 80), path).toMatch(/^Usage: {2}docker /);
    expect(command.summary, path).not.toBe('');
  }
  for (const group of table.groups.values()) expect(groupHelp(group, [], [], 80)).toContain('COMMAND');
});

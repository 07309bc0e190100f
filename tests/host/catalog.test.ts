/** What comes later must be known before: the catalog's table of builtins equals their files, and docker's commands are found by their words. */
import { expect, test } from 'vitest';
import { laterBuiltins } from '../../src/host/catalog.ts';
import { type CommandFiles, lazyDocker } from '../../src/host/lazy-docker.ts';
import type { Builtin } from '../../src/shell/bash/define-builtin.ts';
import type { Process } from '../../src/sim/kernel/types.ts';
import { commandFiles } from '../support/docker-commands.ts';

const builtins = import.meta.glob<Builtin>('../../src/shell/bash/builtins/*.ts', { eager: true, import: 'default' });
const fileName = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');

test.each(Object.entries(laterBuiltins))('the builtin %s says the same of itself', (name, { meanwhile: _, ...traits }) => {
  const builtin = Object.entries(builtins).find(([path]) => fileName(path) === name)?.[1];
  if (!builtin) throw new Error(`no file ${name}.ts`);
  const { alsoNamed, inSh, declares } = builtin;
  expect({ alsoNamed: alsoNamed ?? [], inSh, declares }).toEqual({
    alsoNamed: [],
    inSh: undefined,
    declares: undefined,
    ...traits,
  });
});

test.each([
  ['docker run ubuntu', ['container/run']],
  ['docker container run ubuntu', ['container/run']],
  ['docker tag a b', ['image/tag']],
  ['docker image history x', ['image/history']],
])('%s loads that command alone', async (line, expected) => {
  const loaded: string[] = [];
  const files: CommandFiles = Object.fromEntries(
    Object.entries(commandFiles).map(([path, command]) => [
      path,
      async () => {
        loaded.push(path.split('/').slice(-2).join('/').replace('.ts', ''));
        return { ...command, run: () => 0, arguments: { ...command.arguments, complaint: () => undefined } };
      },
    ]),
  );
  const process = {
    argv: line.split(' '),
    hold: (outside: Promise<unknown>) => outside,
    disposition: () => 'ignore',
    write: () => undefined,
  } as unknown as Process;
  expect(await lazyDocker(files).main(process)).toBe(0);
  expect(loaded).toEqual(expected);
});

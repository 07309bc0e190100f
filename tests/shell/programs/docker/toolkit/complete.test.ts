import { expect, test } from 'vitest';
import { completeDocker } from '../../../../../src/shell/programs/docker/toolkit/complete.ts';
import { dockerProgram } from '../../../../support/docker-commands.ts';
import { createDockerHost } from '../../../../support/docker-host.ts';

const { table } = dockerProgram();

test('commands, in a noun too', () => {
  expect(completeDocker(table, ['hi'], undefined)).toEqual(['history']);
  expect(completeDocker(table, ['image', 'p'], undefined)).toEqual(['prune', 'pull', 'push']);
  expect(completeDocker(table, ['nosuch', ''], undefined)).toEqual([]);
});

test('flags', () => {
  expect(completeDocker(table, ['images', '--di'], undefined)).toEqual(['--digests']);
  expect(completeDocker(table, ['run', '--cpus'], undefined)).toEqual(['--cpus', '--cpuset-cpus', '--cpuset-mems']);
  expect(completeDocker(table, ['--conf'], undefined)).toEqual(['--config']);
});

test('names are asked from the daemon', async () => {
  const { docker, machine } = createDockerHost();
  await docker('create --name web ubuntu');
  await docker('run -d --name box ubuntu sleep 100');
  let found: Record<string, readonly string[]> = {};
  await machine.runMain(async (process) => {
    const ask = (...words: string[]) => completeDocker(table, words, process);
    found = {
      rm: ask('rm', ''),
      rmNext: ask('rm', 'web', ''),
      stop: ask('stop', ''),
      run: ask('run', '-it', 'ub'),
      diff: ask('diff', 'b'),
    };
    return 0;
  });
  expect(found).toEqual({ rm: ['box', 'web'], rmNext: ['box'], stop: ['box'], run: ['ubuntu:latest'], diff: ['box'] });
});

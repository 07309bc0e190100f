/** docker volume create. As docker/cli cli/command/volume/create.go. */
import { createVolume } from '../../../../sim/engine/volume/create.ts';
import { pairsOf } from '../toolkit/run/key-values.ts';
import { atMost } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { list, map, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume create'],
  usage: '[OPTIONS] [VOLUME]',
  summary: 'Create a volume',
  arguments: atMost(1),
  flags: {
    driver: string('Specify volume driver name', 'd', 'local'),
    label: list('Set metadata for a volume'),
    opt: map('Set driver specific options', 'o'),
  },
  run: async (context) => {
    const { flags } = context;
    const { name } = context.engine('Post /volumes/create').ask(
      'volume create',
      createVolume({
        name: context.arguments[0],
        driver: flags.driver,
        labels: flags.label.length === 0 ? null : pairsOf(flags.label),
        options: flags.opt.size === 0 ? null : Object.fromEntries(flags.opt),
      }),
    );
    await context.out(`${name}\n`);
  },
});

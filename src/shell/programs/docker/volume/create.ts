/** docker volume create: declared with its help, not simulated yet. */
import { atMost } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
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
  run: notSimulated,
});

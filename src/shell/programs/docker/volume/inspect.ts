/** docker volume inspect: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['volume inspect'],
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  summary: 'Display detailed information on one or more volumes',
  arguments: atLeast(1),
  flags: {
    format: objectFormat('f'),
  },
  run: notSimulated,
});

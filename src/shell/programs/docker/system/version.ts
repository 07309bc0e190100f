/** docker system version: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['version'],
  usage: '[OPTIONS]',
  summary: 'Show the Docker version information',
  arguments: none,
  flags: {
    format: objectFormat('f'),
  },
  run: notSimulated,
});

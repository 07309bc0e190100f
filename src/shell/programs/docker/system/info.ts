/** docker system info: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system info', 'info'],
  usage: '[OPTIONS]',
  summary: 'Display system-wide information',
  arguments: none,
  flags: {
    format: objectFormat('f'),
  },
  run: notSimulated,
});

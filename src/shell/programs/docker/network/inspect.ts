/** docker network inspect: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, objectFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['network inspect'],
  usage: '[OPTIONS] NETWORK [NETWORK...]',
  summary: 'Display detailed information on one or more networks',
  arguments: atLeast(1),
  flags: {
    format: objectFormat('f'),
    verbose: bool('Verbose output for diagnostics', 'v'),
  },
  run: notSimulated,
});

/** docker container top: declared with its help, not simulated yet. */
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container top', 'top'],
  usage: 'CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  arguments: atLeast(1),
  interspersed: false,
  flags: {},
  run: notSimulated,
});

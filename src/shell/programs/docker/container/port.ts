/** docker container port: declared with its help, not simulated yet. */
import { between } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';

export default defineCommand({
  paths: ['container port', 'port'],
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  arguments: between(1, 2),
  flags: {},
  run: notSimulated,
});

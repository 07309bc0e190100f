/** docker system events: declared with its help, not simulated yet. */
import { none } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { filter, objectFormat, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['system events', 'events'],
  usage: '[OPTIONS]',
  summary: 'Get real time events from the server',
  arguments: none,
  flags: {
    filter: filter('Filter output based on conditions provided', 'f'),
    format: objectFormat(),
    since: string('Show all events created since timestamp'),
    until: string('Stream events until this timestamp'),
  },
  run: notSimulated,
});

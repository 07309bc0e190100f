/** docker container stats: declared with its help, not simulated yet. */
import { anyNumber } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
import { bool, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container stats', 'stats'],
  usage: '[OPTIONS] [CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  arguments: anyNumber,
  flags: {
    all: bool('Show all containers (default shows just running)', 'a'),
    format: tableFormat(),
    'no-stream': bool('Disable streaming stats and only pull the first result'),
    'no-trunc': bool('Do not truncate output'),
  },
  run: notSimulated,
});

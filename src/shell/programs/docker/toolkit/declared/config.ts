/** `docker config …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { notAManager, notAManagerEach, notAManagerInspect } from './no-swarm.ts';
import { atLeast, exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, filter, list, objectFormat, string, tableFormat } from '../flags.ts';

export const configCommands = [
  defineCommand({
    paths: ['config create'],
    usage: '[OPTIONS] CONFIG file|-',
    summary: 'Create a config from a file or STDIN',
    arguments: exactly(2),
    flags: {
      label: list('Config labels', 'l'),
      'template-driver': string('Template driver'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['config inspect'],
    usage: '[OPTIONS] CONFIG [CONFIG...]',
    summary: 'Display detailed information on one or more configs',
    arguments: atLeast(1),
    flags: {
      format: objectFormat('f'),
      pretty: bool('Print the information in a human friendly format'),
    },
    run: notAManagerInspect,
  }),
  defineCommand({
    paths: ['config ls', 'config list'],
    usage: '[OPTIONS]',
    summary: 'List configs',
    arguments: none,
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: tableFormat(),
      quiet: bool('Only display IDs', 'q'),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['config rm', 'config remove'],
    usage: 'CONFIG [CONFIG...]',
    summary: 'Remove one or more configs',
    arguments: atLeast(1),
    flags: {},
    run: notAManagerEach,
  }),
];

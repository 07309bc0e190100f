/** `docker secret …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { notAManager, notAManagerEach, notAManagerInspect } from './no-swarm.ts';
import { atLeast, between, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, filter, list, objectFormat, string, tableFormat } from '../flags.ts';

export const secretCommands = [
  defineCommand({
    paths: ['secret create'],
    usage: '[OPTIONS] SECRET [file|-]',
    summary: 'Create a secret from a file or STDIN as content',
    arguments: between(1, 2),
    flags: {
      driver: string('Secret driver', 'd'),
      label: list('Secret labels', 'l'),
      'template-driver': string('Template driver'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['secret inspect'],
    usage: '[OPTIONS] SECRET [SECRET...]',
    summary: 'Display detailed information on one or more secrets',
    arguments: atLeast(1),
    flags: {
      format: objectFormat('f'),
      pretty: bool('Print the information in a human friendly format'),
    },
    run: notAManagerInspect,
  }),
  defineCommand({
    paths: ['secret ls', 'secret list'],
    usage: '[OPTIONS]',
    summary: 'List secrets',
    arguments: none,
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: tableFormat(),
      quiet: bool('Only display IDs', 'q'),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['secret rm', 'secret remove'],
    usage: 'SECRET [SECRET...]',
    summary: 'Remove one or more secrets',
    arguments: atLeast(1),
    flags: {},
    run: notAManagerEach,
  }),
];

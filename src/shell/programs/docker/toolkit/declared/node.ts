/** `docker node …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { notAManager, notAManagerEach, notAManagerInspect } from './no-swarm.ts';
import { anyNumber, atLeast, exactly, none } from '../arity.ts';
import { defineCommand } from '../define-command.ts';
import { bool, filter, list, objectFormat, string, tableFormat } from '../flags.ts';

export const nodeCommands = [
  defineCommand({
    paths: ['node demote'],
    usage: 'NODE [NODE...]',
    summary: 'Demote one or more nodes from manager in the swarm',
    arguments: atLeast(1),
    flags: {},
    run: notAManager,
  }),
  defineCommand({
    paths: ['node inspect'],
    usage: '[OPTIONS] self|NODE [NODE...]',
    summary: 'Display detailed information on one or more nodes',
    arguments: atLeast(1),
    flags: {
      format: objectFormat('f'),
      pretty: bool('Print the information in a human friendly format'),
    },
    run: notAManagerInspect,
  }),
  defineCommand({
    paths: ['node ls', 'node list'],
    usage: '[OPTIONS]',
    summary: 'List nodes in the swarm',
    arguments: none,
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: tableFormat(),
      quiet: bool('Only display IDs', 'q'),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['node promote'],
    usage: 'NODE [NODE...]',
    summary: 'Promote one or more nodes to manager in the swarm',
    arguments: atLeast(1),
    flags: {},
    run: notAManager,
  }),
  defineCommand({
    paths: ['node ps'],
    usage: '[OPTIONS] [NODE...]',
    summary: 'List tasks running on one or more nodes, defaults to current node',
    arguments: anyNumber,
    flags: {
      filter: filter('Filter output based on conditions provided', 'f'),
      format: string('Pretty-print tasks using a Go template'),
      'no-resolve': bool('Do not map IDs to Names'),
      'no-trunc': bool('Do not truncate output'),
      quiet: bool('Only display task IDs', 'q'),
    },
    run: notAManager,
  }),
  defineCommand({
    paths: ['node rm', 'node remove'],
    usage: '[OPTIONS] NODE [NODE...]',
    summary: 'Remove one or more nodes from the swarm',
    arguments: atLeast(1),
    flags: {
      force: bool('Force remove a node from the swarm', 'f'),
    },
    run: notAManagerEach,
  }),
  defineCommand({
    paths: ['node update'],
    usage: '[OPTIONS] NODE',
    summary: 'Update a node',
    arguments: exactly(1),
    flags: {
      availability: string('Availability of the node ("active", "pause", "drain")'),
      'label-add': list('Add or update a node label ("key=value")'),
      'label-rm': list('Remove a node label if exists'),
      role: string('Role of the node ("worker", "manager")'),
    },
    run: notAManager,
  }),
];

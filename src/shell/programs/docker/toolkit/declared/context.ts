/** `docker context …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { inspectContexts, listContexts, removeContexts, showContext, useContext } from './one-context.ts';
import { anyNumber, atLeast, between, exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, listOf, objectFormat, string, tableFormat } from '../flags.ts';

/** What `docker context create` and `update` say of endpoints. */
const endpointHelp = (verb: string, summary: string): string => `${summary}

Docker endpoint config:

NAME                DESCRIPTION
from                Copy named context's Docker endpoint configuration
host                Docker endpoint on which to connect
ca                  Trust certs signed only by this CA
cert                Path to TLS certificate file
key                 Path to TLS key file
skip-tls-verify     Skip TLS certificate validation

Example:

$ docker context ${verb} my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"`;

export const contextCommands = [
  defineCommand({
    paths: ['context create'],
    usage: '[OPTIONS] CONTEXT',
    summary: 'Create a context',
    details: endpointHelp('create', 'Create a context'),
    arguments: exactly(1),
    flags: {
      description: string('Description of the context'),
      docker: listOf('stringToString', 'set the docker endpoint', undefined, { shown: '[]' }),
      from: string('create context from a named context'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['context export'],
    usage: '[OPTIONS] CONTEXT [FILE|-]',
    summary: 'Export a context to a tar archive FILE or a tar stream on STDOUT.',
    arguments: between(1, 2),
    flags: {},
    run: notSimulated,
  }),
  defineCommand({
    paths: ['context import'],
    usage: 'CONTEXT FILE|-',
    summary: 'Import a context from a tar or zip file',
    arguments: exactly(2),
    flags: {},
    run: notSimulated,
  }),
  defineCommand({
    paths: ['context inspect'],
    usage: '[OPTIONS] [CONTEXT] [CONTEXT...]',
    summary: 'Display detailed information on one or more contexts',
    arguments: anyNumber,
    flags: {
      format: objectFormat('f'),
    },
    run: inspectContexts,
  }),
  defineCommand({
    paths: ['context ls', 'context list'],
    usage: '[OPTIONS]',
    summary: 'List contexts',
    arguments: none,
    flags: {
      format: tableFormat(),
      quiet: bool('Only show context names', 'q'),
    },
    run: listContexts,
  }),
  defineCommand({
    paths: ['context rm', 'context remove'],
    usage: 'CONTEXT [CONTEXT...]',
    summary: 'Remove one or more contexts',
    arguments: atLeast(1),
    flags: {
      force: bool('Force the removal of a context in use', 'f'),
    },
    run: removeContexts,
  }),
  defineCommand({
    paths: ['context show'],
    usage: '',
    summary: 'Print the name of the current context',
    arguments: none,
    flags: {},
    run: showContext,
  }),
  defineCommand({
    paths: ['context update'],
    usage: '[OPTIONS] CONTEXT',
    summary: 'Update a context',
    details: endpointHelp('update', 'Update a context'),
    arguments: exactly(1),
    flags: {
      description: string('Description of the context'),
      docker: listOf('stringToString', 'set the docker endpoint', undefined, { shown: '[]' }),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['context use'],
    usage: 'CONTEXT',
    summary: 'Set the current docker context',
    arguments: exactly(1),
    flags: {},
    run: useContext,
  }),
];

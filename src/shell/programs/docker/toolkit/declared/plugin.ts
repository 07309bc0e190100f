/** `docker plugin …`: declared with help and errors, not simulated. Texts are docker 28.5.2's own. */
import { inspectNoPlugin, listNoPlugins, noSuchPlugin } from './no-plugins.ts';
import { atLeast, atMost, between, exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, filter, int, objectFormat, string, tableFormat } from '../flags.ts';

export const pluginCommands = [
  defineCommand({
    paths: ['plugin create'],
    usage: '[OPTIONS] PLUGIN PLUGIN-DATA-DIR',
    summary: 'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.',
    arguments: exactly(2),
    flags: {
      compress: bool('Compress the context using gzip'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['plugin disable'],
    usage: '[OPTIONS] PLUGIN',
    summary: 'Disable a plugin',
    arguments: exactly(1),
    flags: {
      force: bool('Force the disable of an active plugin', 'f'),
    },
    run: noSuchPlugin,
  }),
  defineCommand({
    paths: ['plugin enable'],
    usage: '[OPTIONS] PLUGIN',
    summary: 'Enable a plugin',
    arguments: exactly(1),
    flags: {
      timeout: int('HTTP client timeout (in seconds)', undefined, 30),
    },
    run: noSuchPlugin,
  }),
  defineCommand({
    paths: ['plugin inspect'],
    usage: '[OPTIONS] PLUGIN [PLUGIN...]',
    summary: 'Display detailed information on one or more plugins',
    arguments: atLeast(1),
    flags: {
      format: objectFormat('f'),
    },
    run: inspectNoPlugin,
  }),
  defineCommand({
    paths: ['plugin install'],
    usage: '[OPTIONS] PLUGIN [KEY=VALUE...]',
    summary: 'Install a plugin',
    arguments: atLeast(1),
    flags: {
      alias: string('Local name for plugin'),
      disable: bool('Do not enable the plugin on install'),
      'disable-content-trust': bool('Skip image verification', undefined, true),
      'grant-all-permissions': bool('Grant all permissions necessary to run the plugin'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['plugin ls', 'plugin list'],
    usage: '[OPTIONS]',
    summary: 'List plugins',
    arguments: none,
    flags: {
      filter: filter('Provide filter values (e.g. "enabled=true")', 'f'),
      format: tableFormat(),
      'no-trunc': bool("Don't truncate output"),
      quiet: bool('Only display plugin IDs', 'q'),
    },
    run: listNoPlugins,
  }),
  defineCommand({
    paths: ['plugin push'],
    usage: '[OPTIONS] PLUGIN[:TAG]',
    summary: 'Push a plugin to a registry',
    arguments: atMost(1),
    flags: {
      'disable-content-trust': bool('Skip image signing', undefined, true),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['plugin rm', 'plugin remove'],
    usage: '[OPTIONS] PLUGIN [PLUGIN...]',
    summary: 'Remove one or more plugins',
    arguments: atLeast(1),
    flags: {
      force: bool('Force the removal of an active plugin', 'f'),
    },
    run: noSuchPlugin,
  }),
  defineCommand({
    paths: ['plugin set'],
    usage: 'PLUGIN KEY=VALUE [KEY=VALUE...]',
    summary: 'Change settings for a plugin',
    arguments: atLeast(2),
    flags: {},
    run: notSimulated,
  }),
  defineCommand({
    paths: ['plugin upgrade'],
    usage: '[OPTIONS] PLUGIN [REMOTE]',
    summary: 'Upgrade an existing plugin',
    arguments: between(1, 2),
    flags: {
      'disable-content-trust': bool('Skip image verification', undefined, true),
      'grant-all-permissions': bool('Grant all permissions necessary to run the plugin'),
      'skip-remote-check': bool('Do not check if specified remote plugin matches existing plugin image'),
    },
    run: notSimulated,
  }),
];

/** `docker buildx history …` and `imagetools …`: declared, not simulated. Texts are docker 28.5.2's own. */
import { anyNumber, atMost, exactly, none } from '../arity.ts';
import { defineCommand, notSimulated } from '../define-command.ts';
import { bool, string, stringArray } from '../flags.ts';

export const buildxRecordCommands = [
  defineCommand({
    paths: ['buildx history export'],
    usage: '[OPTIONS] [REF...]',
    summary: 'Export build records into Docker Desktop bundle',
    arguments: anyNumber,
    flags: {
      all: bool('Export all build records for the builder'),
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      finalize: bool('Ensure build records are finalized before exporting'),
      output: string('Output file path', 'o'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history import'],
    usage: '[OPTIONS] -',
    summary: 'Import build records into Docker Desktop',
    arguments: exactly(1),
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      file: stringArray('Import from a file path', 'f'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history inspect attachment'],
    usage: '[OPTIONS] [REF [DIGEST]]',
    summary: 'Inspect a build record attachment',
    arguments: atMost(2),
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      platform: string('Platform of attachment'),
      type: string('Type of attachment'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history logs'],
    usage: '[OPTIONS] [REF]',
    summary: 'Print the logs of a build record',
    arguments: atMost(1),
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      progress: string('Set type of progress output (plain, rawjson, tty)', undefined, 'plain'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history ls'],
    usage: '[OPTIONS]',
    summary: 'List build records',
    arguments: none,
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      filter: stringArray('Provide filter values (e.g., "status=error")'),
      format: string('Format the output', undefined, 'table'),
      local: bool('List records for current repository only'),
      'no-trunc': bool("Don't truncate output"),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history open'],
    usage: '[OPTIONS] [REF]',
    summary: 'Open a build record in Docker Desktop',
    arguments: atMost(1),
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx history rm'],
    usage: '[OPTIONS] [REF...]',
    summary: 'Remove build records',
    arguments: anyNumber,
    flags: {
      all: bool('Remove all build records'),
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx imagetools create'],
    usage: '[OPTIONS] [SOURCE...]',
    summary: 'Create a new image based on source images',
    arguments: anyNumber,
    flags: {
      annotation: stringArray('Add annotation to the image'),
      append: bool('Append to existing manifest'),
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      'dry-run': bool('Show final image instead of pushing'),
      file: stringArray('Read source descriptor from file', 'f'),
      platform: stringArray('Filter specified platforms of target image', 'p'),
      'prefer-index': bool(
        'When only a single source is specified, prefer outputting an image index or manifest list instead of performing a carbon copy',
        undefined,
        true,
      ),
      progress: string(
        'Set type of progress output ("auto", "none", "plain", "rawjson", "tty"). Use plain to show container output',
        undefined,
        'auto',
      ),
      tag: stringArray('Set reference for new image', 't'),
    },
    run: notSimulated,
  }),
  defineCommand({
    paths: ['buildx imagetools inspect'],
    usage: '[OPTIONS] NAME',
    summary: 'Show details of an image in the registry',
    arguments: exactly(1),
    flags: {
      builder: string('Override the configured builder instance'),
      debug: bool('Enable debug logging', 'D'),
      format: string('Format the output using the given Go template'),
      raw: bool('Show original, unformatted JSON manifest'),
    },
    run: notSimulated,
  }),
];

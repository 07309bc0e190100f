/** docker image ls, docker images: what images there are, newest first. As docker/cli cli/command/image/list.go and formatter/image.go. */
import { listImages } from '../../../../sim/engine/image/list.ts';
import { images } from '../toolkit/candidates.ts';
import { engineFilters } from '../toolkit/filters.ts';
import { formatRows } from '../toolkit/format.ts';
import { imageFormat, imageRows } from '../toolkit/formats/image-rows.ts';
import { StatusError } from '../toolkit/status-error.ts';
import type { CommandContext } from '../toolkit/command-context.ts';
import type { Flag } from '../toolkit/flags.ts';
import { atMost } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, filter, tableFormat } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image ls', 'image list', 'images'],
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  summary: 'List images',
  arguments: atMost(1),
  complete: [images],
  flags: {
    all: bool('Show all images (default hides intermediate images)', 'a'),
    digests: bool('Show digests'),
    filter: filter('Filter output based on conditions provided', 'f'),
    format: tableFormat(),
    'no-trunc': bool("Don't truncate output"),
    quiet: bool('Only show image IDs', 'q'),
    tree: bool('List multi-platform images as a tree (EXPERIMENTAL)'),
  },
  run: async (context) => {
    const { flags } = context;
    const [pattern] = context.arguments;
    if (flags.tree) return noTree(context);
    const engine = context.engine('Get /images/json');
    const filters = engineFilters(flags.filter, ...(!pattern ? [] : [{ key: 'reference', value: pattern }]));
    const found = listImages(engine.state, { all: flags.all, filters, now: engine.now() });
    const rows = imageRows(found, flags.digests || /\{\{[^}]*\.Digest\b/.test(flags.format));
    const shape = imageFormat({ truncate: !flags['no-trunc'], digests: flags.digests, now: engine.now() });
    await context.out(formatRows(rows, shape, { format: flags.format, quiet: flags.quiet ? '{{.ID}}' : undefined }));
    if (pattern !== undefined && rows.length === 0 && !flags.quiet && looksLikeCommand(pattern)) {
      await context.err(`\nNo images found matching "${pattern}": did you mean "docker image ${pattern}"?\n`);
    }
    return 0;
  },
});

const NOUN_COMMANDS = 'build history import inspect list load ls prune pull push rm save tag'.split(' ');
const looksLikeCommand = (pattern: string): boolean => NOUN_COMMANDS.includes(pattern);

async function noTree(context: CommandContext): Promise<number> {
  const { flags } = context as CommandContext<{
    quiet: Flag<boolean>;
    'no-trunc': Flag<boolean>;
    digests: Flag<boolean>;
    format: Flag<string>;
  }>;
  const refused = flags.quiet
    ? '--quiet'
    : flags['no-trunc']
      ? '--no-trunc'
      : flags.digests
        ? '--show-digest'
        : flags.format !== ''
          ? '--format'
          : undefined;
  if (refused !== undefined) throw new StatusError(`${refused} is not yet supported with --tree`);
  await context.err('drydock: docker images --tree is not simulated; docker images lists them\n');
  return 1;
}

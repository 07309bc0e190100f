/** docker cp: files between a container and here. As docker/cli cli/command/container/cp.go. */
import { nothing } from '../toolkit/candidates.ts';
import { type Copied, splitArgument } from '../toolkit/copy/copy-paths.ts';
import { copyFromContainer } from '../toolkit/copy/from-container.ts';
import { copyToContainer } from '../toolkit/copy/to-container.ts';
import { humanSize3 } from '../toolkit/human.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['container cp', 'cp'],
  usage: `[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-
	docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH`,
  summary: 'Copy files/folders between a container and the local filesystem',
  details: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  arguments: exactly(2),
  complete: [nothing],
  interspersed: false,
  flags: {
    archive: bool('Archive mode (copy all uid/gid information)', 'a'),
    'follow-link': bool('Always follow symbol link in SRC_PATH', 'L'),
    quiet: bool('Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached', 'q'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const [from = '', to = ''] = context.arguments;
    if (from === '') throw new StatusError('source can not be empty');
    if (to === '') throw new StatusError('destination can not be empty');
    const source = splitArgument(from);
    const target = splitArgument(to);
    if (source.container === '' && target.container === '') throw new StatusError('must specify at least one container source');
    if (source.container !== '' && target.container !== '') throw new StatusError('copying between containers is not supported');
    const options = { archive: flags.archive, followLink: flags['follow-link'] };
    const inContainer = source.container === '' ? target : source;
    const reach = () => context.engine(`Head /containers/${inContainer.container}/archive?path=${encodeURIComponent(inContainer.path)}`);
    const copied: Copied | undefined =
      source.container === ''
        ? await copyToContainer(process, reach(), source.path, target.container, target.path, options)
        : await copyFromContainer(process, reach(), source.container, source.path, target.path, options);
    if (copied && !flags.quiet && process.terminal(1) !== undefined)
      await context.err(`Successfully copied ${humanSize3(copied.bytes)} to ${copied.to}\n`);
  },
});

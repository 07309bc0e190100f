/** docker container cp: declared with its help, not simulated yet. */
import { exactly } from '../toolkit/arity.ts';
import { defineCommand, notSimulated } from '../toolkit/define-command.ts';
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
  flags: {
    archive: bool('Archive mode (copy all uid/gid information)', 'a'),
    'follow-link': bool('Always follow symbol link in SRC_PATH', 'L'),
    quiet: bool('Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached', 'q'),
  },
  run: notSimulated,
});

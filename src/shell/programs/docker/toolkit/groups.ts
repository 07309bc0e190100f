/** The commands that only hold others, and how `docker --help` orders its lists. Texts as docker 28.5.2 prints them. */
import { bool, type Flags, string } from './flags.ts';
import type { Group } from './help.ts';

const buildxFlags: Flags = {
  builder: string('Override the configured builder instance', undefined, 'default'),
  debug: bool('Enable debug logging', 'D'),
};
const BUILDX_AFTERWORD = 'Experimental commands and flags are hidden. Set BUILDX_EXPERIMENTAL=1 to show them.';
const BUILDX = 'Extended build capabilities with BuildKit';
const MANIFEST = `The **docker manifest** command has subcommands for managing image manifests and
manifest lists. A manifest list allows you to use one name to refer to the same image
built for multiple architectures.

To see help for a subcommand, use:

    docker manifest CMD --help

For full details on using docker manifest lists, see the registry v2 specification.

EXPERIMENTAL:
  docker manifest is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;

export const GROUPS: readonly Group[] = [
  { path: 'builder', summary: 'Manage builds', details: BUILDX, title: 'buildx', flags: buildxFlags, afterword: BUILDX_AFTERWORD },
  { path: 'buildx', summary: 'Docker Buildx', details: BUILDX, flags: buildxFlags, afterword: BUILDX_AFTERWORD },
  { path: 'buildx history', summary: 'Commands to work on build records', flags: buildxFlags },
  { path: 'buildx history inspect', summary: 'Inspect a build record', flags: buildxFlags },
  { path: 'buildx imagetools', summary: 'Commands to work on images in registry', flags: buildxFlags },
  { path: 'config', summary: 'Manage Swarm configs', hidden: true },
  { path: 'container', summary: 'Manage containers' },
  { path: 'context', summary: 'Manage contexts' },
  { path: 'image', summary: 'Manage images' },
  { path: 'manifest', summary: 'Manage Docker image manifests and manifest lists', details: MANIFEST, usage: 'COMMAND' },
  { path: 'network', summary: 'Manage networks' },
  { path: 'node', summary: 'Manage Swarm nodes', hidden: true },
  { path: 'plugin', summary: 'Manage plugins' },
  { path: 'secret', summary: 'Manage Swarm secrets', hidden: true },
  { path: 'service', summary: 'Manage Swarm services', hidden: true },
  { path: 'stack', summary: 'Manage Swarm stacks', usage: '[OPTIONS]', hidden: true },
  { path: 'swarm', summary: 'Manage Swarm' },
  { path: 'system', summary: 'Manage Docker' },
  { path: 'trust', summary: 'Manage trust on Docker images' },
  { path: 'trust key', summary: 'Manage keys for signing Docker images' },
  { path: 'trust signer', summary: 'Manage entities who can sign Docker images' },
  { path: 'volume', summary: 'Manage volumes', usage: 'COMMAND' },
];

/** `Common Commands:` of `docker --help`, in its order. */
export const COMMON: readonly string[] = [
  'run',
  'exec',
  'ps',
  'build',
  'bake',
  'pull',
  'push',
  'images',
  'login',
  'logout',
  'search',
  'version',
  'info',
];
/** `Swarm Commands:` as long as the daemon is in no swarm. */
export const SWARM: readonly string[] = ['swarm'];
/** Management commands that are plugins: shown with a star. */
export const PLUGINS: readonly string[] = ['buildx'];

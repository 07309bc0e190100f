/** docker pull: an image from a registry. As docker/cli cli/command/image/pull.go. */
import { canonicalReference, familiarName, type Reference, withDefaultTag } from '../../../../sim/engine/reference.ts';
import { images } from '../toolkit/candidates.ts';
import { checkReference } from '../toolkit/image-reference.ts';
import { pullQuietly, pullWithProgress } from '../toolkit/pull/pull.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image pull', 'pull'],
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  summary: 'Download an image from a registry',
  arguments: exactly(1),
  complete: [images],
  flags: {
    'all-tags': bool('Download all tagged images in the repository', 'a'),
    'disable-content-trust': bool('Skip image verification', undefined, true),
    platform: string('Set platform if server is multi-platform capable'),
    quiet: bool('Suppress verbose output', 'q'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const [name = ''] = context.arguments;
    const typed = checkReference(name);
    if (flags['all-tags'] && (typed.tag !== undefined || typed.digest !== undefined))
      throw new StatusError("tag can't be used with --all-tags/-a");
    const reference = flags['all-tags'] ? typed : withDefaultTag(typed);
    if (!flags['all-tags'] && typed.tag === undefined && typed.digest === undefined && !flags.quiet)
      await context.out(`Using default tag: ${reference.tag}\n`);
    const engine = context.engine(
      `Post /images/create?fromImage=${encodeURIComponent(`${reference.domain}/${reference.path}`)}&tag=${reference.tag ?? ''}`,
    );
    if (flags.quiet) await pullQuietly(process, engine, name, flags['all-tags']);
    else await pullWithProgress(process, engine, name, { fd: 1, allTags: flags['all-tags'] });
    await context.out(`${flags['all-tags'] ? wholeName(reference) : canonicalReference(reference)}\n`);
  },
});

const wholeName = (reference: Reference): string =>
  reference.domain === 'docker.io' ? `docker.io/${reference.path}` : familiarName(reference);

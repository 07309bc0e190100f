/** docker push: an image to a registry; there is no account here, so the registry always refuses. As docker/cli cli/command/image/push.go. */
import { shortId } from '../toolkit/text.ts';
import { findImage } from '../../../../sim/engine/image/find.ts';
import { stackOf } from '../../../../sim/engine/layers.ts';
import { familiarName, familiarReference, withDefaultTag } from '../../../../sim/engine/reference.ts';
import { images } from '../toolkit/candidates.ts';
import { checkReference } from '../toolkit/image-reference.ts';
import { ProgressDisplay } from '../toolkit/pull/display.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image push', 'push'],
  usage: '[OPTIONS] NAME[:TAG]',
  summary: 'Upload an image to a registry',
  arguments: exactly(1),
  complete: [images],
  flags: {
    'all-tags': bool('Push all tags of an image to the repository', 'a'),
    'disable-content-trust': bool('Skip image signing', undefined, true),
    platform:
      string(`Push a platform-specific manifest as a single-platform image to the registry. Image index won't be pushed, meaning that other manifests, including attestations won't be preserved.
'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`),
    quiet: bool('Suppress verbose output', 'q'),
  },
  run: async (context) => {
    const { flags, process } = context;
    const typed = checkReference(context.arguments[0] ?? '');
    if (flags['all-tags'] && typed.tag !== undefined) throw new StatusError("tag can't be used with --all-tags/-a");
    const reference = flags['all-tags'] ? typed : withDefaultTag(typed);
    if (!flags['all-tags'] && typed.tag === undefined && !flags.quiet) await context.out(`Using default tag: ${reference.tag}\n`);
    const { state } = context.engine(`Post /images/${familiarName(reference)}/push?tag=${reference.tag ?? ''}`);
    await context.out(`The push refers to repository [${reference.domain}/${reference.path}]\n`);
    const image = findImage(state, familiarReference(reference));
    if (!image) {
      const isKnown = [...state.names.keys()].some((name) => name.startsWith(`${reference.domain}/${reference.path}:`));
      throw new StatusError(
        isKnown
          ? `tag does not exist: ${familiarReference(reference)}`
          : `An image does not exist locally with the tag: ${familiarName(reference)}`,
      );
    }
    if (reference.domain !== 'docker.io') throw new StatusError(noSuchHost(reference.domain));
    const terminal = process.terminal(1);
    const display = new ProgressDisplay({ write: (text) => process.write(1, text), columns: () => terminal?.size.columns });
    for (const { layer } of stackOf(state, image.chainId).reverse())
      await display.show({ id: shortId(layer.diffId), status: 'Preparing', progress: {} });
    throw new StatusError('denied: requested access to the resource is denied');
  },
});

const noSuchHost = (domain: string): string =>
  `Get "https://${domain}/v2/": dial tcp: lookup ${domain.replace(/:\d+$/, '')} on 127.0.0.53:53: no such host`;

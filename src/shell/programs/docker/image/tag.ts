/** docker image tag, docker tag: one more name for an image. As docker/cli cli/command/image/tag.go. */
import { tagImage } from '../../../../sim/engine/image/tag.ts';
import { images } from '../toolkit/candidates.ts';
import { checkReference } from '../toolkit/image-reference.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { exactly } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';

const IMAGE_ID = /^(sha256:)?[a-f0-9]{64}$/;

export default defineCommand({
  paths: ['image tag', 'tag'],
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  summary: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  arguments: exactly(2),
  complete: [images, images],
  interspersed: false,
  flags: {},
  run: (context) => {
    const [source = '', target = ''] = context.arguments;
    for (const text of IMAGE_ID.test(source) ? [target] : [source, target]) {
      checkReference(text, (error) => `Error parsing reference: "${text}" is not a valid repository/tag: ${error}`);
    }
    if (target.includes('@')) throw new StatusError('refusing to create a tag with a digest reference');
    context.engine(`Post /images/${source}/tag`).change('tag', tagImage(source, target));
  },
});

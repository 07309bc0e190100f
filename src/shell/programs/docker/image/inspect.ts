/** docker image inspect: images as JSON or through a template. As docker/cli cli/command/image/inspect.go. */
import { inspectImage } from '../../../../sim/engine/image/inspect.ts';
import { images } from '../toolkit/candidates.ts';
import { inspectAll } from '../toolkit/inspect.ts';
import { atLeast } from '../toolkit/arity.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { objectFormat, string } from '../toolkit/flags.ts';

export default defineCommand({
  paths: ['image inspect'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Display detailed information on one or more images',
  arguments: atLeast(1),
  complete: [images],
  flags: {
    format: objectFormat('f'),
    platform: string(`Inspect a specific platform of the multi-platform image.
If the image or the server is not multi-platform capable, the command will error out if the platform does not match.
'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`),
  },
  run: (context) => {
    const engine = context.engine(`Get /images/${context.arguments[0]}/json`);
    return inspectAll(context, context.flags.format, (name) => {
      if (name === '') throw new StatusError('Error: No such image: ');
      return { value: inspectImage(engine.state, name), kind: 'image' };
    });
  },
});

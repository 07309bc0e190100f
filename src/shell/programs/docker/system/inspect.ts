/** docker inspect: any object as JSON or through a template. As docker/cli cli/command/system/inspect.go. */
import { inspectContainer } from '../../../../sim/engine/container/inspect.ts';
import type { Engine } from '../../../../sim/engine/engine.ts';
import { EngineError } from '../../../../sim/engine/engine-error.ts';
import { inspectImage } from '../../../../sim/engine/image/inspect.ts';
import { inspectNetwork } from '../../../../sim/engine/network/networks.ts';
import type { JsonObject } from '../../../../sim/engine/types.ts';
import { inspectVolume } from '../../../../sim/engine/volume/list.ts';
import type { Candidates } from '../toolkit/define-command.ts';
import { containers, images, networks, volumes } from '../toolkit/candidates.ts';
import { type Inspected, inspectAll } from '../toolkit/inspect.ts';
import { StatusError } from '../toolkit/status-error.ts';
import { atLeast } from '../toolkit/arity.ts';
import { defineCommand } from '../toolkit/define-command.ts';
import { bool, objectFormat, string } from '../toolkit/flags.ts';

const anything: Candidates = (engine, typed) => [containers(), images, volumes, networks].flatMap((each) => each(engine, typed));

type Look = (engine: Engine, name: string, size: boolean) => JsonObject;

/** In the order in which a name is looked up. */
const KINDS: readonly (readonly [string, Look])[] = [
  ['container', (engine, name, size) => inspectContainer(engine, name, { size })],
  ['image', (engine, name) => inspectImage(engine.state, name)],
  ['network', (engine, name) => inspectNetwork(engine.state, name)],
  ['volume', (engine, name) => inspectVolume(engine.state, name)],
];
const TYPES = ['config', 'container', 'image', 'network', 'node', 'plugin', 'secret', 'service', 'task', 'volume'];

export default defineCommand({
  paths: ['inspect'],
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  arguments: atLeast(1),
  complete: [anything],
  flags: {
    format: objectFormat('f'),
    size: bool('Display total file sizes if the type is container', 's'),
    type: string('Only inspect objects of the given type'),
  },
  run: async (context) => {
    const { flags, changed } = context;
    if (changed.has('type') && flags.type === '')
      throw new StatusError(
        'type is empty: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"',
      );
    if (flags.type !== '' && !TYPES.includes(flags.type)) {
      throw new StatusError(`unknown type: "${flags.type}": must be one of ${TYPES.map((type) => `"${type}"`).join(', ')}`);
    }
    const kinds = KINDS.filter(([kind]) => flags.type === '' || kind === flags.type);
    if (kinds.length === 0) {
      await context.err(`drydock: docker inspect --type ${flags.type} is not simulated\n`);
      return 1;
    }
    const ignored: string[] = [];
    await inspectAll(context, flags.format, (name) => {
      if (name.trim() === '') throw new StatusError('invalid container name or ID: value is empty');
      const engine = context.engine(`Get /containers/${name}/json`);
      const found = find(engine, name, kinds, flags.size);
      if (flags.size && found.kind !== 'container') ignored.push(found.kind);
      return found;
    });
    for (const kind of ignored) await context.err(`WARNING: --size ignored for ${kind}\n`);
    return 0;
  },
});

/** Of the first kind that has it. Throws EngineError when one kind was asked for, else StatusError. */
function find(engine: Engine, name: string, kinds: readonly (readonly [string, Look])[], size: boolean): Inspected {
  for (const [kind, look] of kinds) {
    try {
      return { value: look(engine, name, size), kind };
    } catch (error) {
      if (!(error instanceof EngineError) || kinds.length === 1) throw error;
    }
  }
  throw new StatusError(`Error: No such object: ${name}`);
}

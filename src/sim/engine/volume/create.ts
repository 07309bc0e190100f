/** docker volume create: a volume that is there already is returned as it is. As moby's volume/service and its local driver. */
import { randomId } from '../digest.ts';
import { EngineError } from '../engine-error.ts';
import { withEvent, withVolume } from '../state.ts';
import type { AnsweringVerb, StringMap, Volume } from '../types.ts';

export interface VolumeRequest {
  /** Empty or undefined: an anonymous one with a made-up name. */
  readonly name?: string | undefined;
  readonly driver?: string | undefined;
  readonly labels?: StringMap | null | undefined;
  readonly options?: StringMap | null | undefined;
}

export const createVolume =
  (request: VolumeRequest): AnsweringVerb<Volume> =>
  (state, { now, random }) => {
    const name = request.name || randomId(random);
    const known = state.volumes.get(name);
    if (known) return { state, answer: known };
    checkVolume(name, request);
    const volume: Volume = {
      name,
      created: now,
      driver: 'local',
      labels: request.labels ?? null,
      options: request.options ?? null,
      anonymous: !request.name,
    };
    const event = { type: 'volume', action: 'create', id: name, attributes: { driver: 'local' }, at: now } as const;
    return { state: withEvent(withVolume(state, volume), event), answer: volume };
  };

function checkVolume(name: string, { driver = 'local', options }: VolumeRequest): void {
  const refuse = (kind: 'invalidParameter' | 'notFound', why: string): never => {
    throw new EngineError(kind, `create ${name}: ${why}`);
  };
  if (driver !== '' && driver !== 'local') refuse('notFound', `error looking up volume plugin ${driver}: plugin "${driver}" not found`);
  if (name.length < 2) refuse('invalidParameter', 'volume name is too short, names should be at least two alphanumeric characters');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) {
    refuse(
      'invalidParameter',
      `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    );
  }
  for (const option of Object.keys(options ?? {})) {
    if (!['type', 'o', 'device', 'size'].includes(option)) refuse('invalidParameter', `invalid option: "${option}"`);
  }
}

/** docker image inspect: an image as the API's ordered object. As moby's image.InspectResponse, API 1.51. */
import { rfc3339 } from '../go-text.ts';
import { stackOf } from '../layers.ts';
import type { EngineState, Image, Json, JsonObject, RunConfig, StoredLayer } from '../types.ts';
import { getImage } from './find.ts';
import { digestsOf, tagsOf } from './history.ts';

export function inspectImage(state: EngineState, text: string): JsonObject {
  const image = getImage(state, text);
  const { config } = image;
  const last = config.history?.at(-1);
  return {
    Id: image.id,
    RepoTags: tagsOf(state, image.id),
    RepoDigests: digestsOf(state, image.id),
    Parent: image.parent ?? '',
    Comment: config.comment ?? last?.comment ?? '',
    Created: config.created ?? rfc3339(image.created),
    DockerVersion: config.docker_version ?? '',
    Author: config.author ?? '',
    Architecture: config.architecture,
    ...(config.variant === undefined ? {} : { Variant: config.variant }),
    Os: config.os,
    Size: image.size,
    GraphDriver: { Data: overlayFolders(stackOf(state, image.chainId)), Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Metadata: { LastTagTime: rfc3339(image.lastTagged) },
    Config: inspectedConfig(image),
  };
}

/** Where the real daemon keeps overlay2's folders; ours are named after the chain IDs. */
export const LAYER_FOLDER = '/var/lib/docker/overlay2';

/** The stack's folder in the store. */
export const folderOf = ({ chainId }: StoredLayer): string => `${LAYER_FOLDER}/${chainId.slice(7)}`;

function overlayFolders(stack: readonly StoredLayer[]): JsonObject {
  const top = stack.at(-1);
  if (!top) return {};
  const below = stack
    .slice(0, -1)
    .reverse()
    .map((layer) => `${folderOf(layer)}/diff`);
  return {
    ...(below.length > 0 ? { LowerDir: below.join(':') } : {}),
    MergedDir: `${folderOf(top)}/merged`,
    UpperDir: `${folderOf(top)}/diff`,
    WorkDir: `${folderOf(top)}/work`,
  };
}

/** The keys that are always there, and those that are set, sorted by name as the daemon merges them. */
function inspectedConfig({ config: { config } }: Image): JsonObject {
  const always: RunConfig = {
    Cmd: null,
    Entrypoint: null,
    Env: null,
    Labels: null,
    OnBuild: null,
    User: '',
    Volumes: null,
    WorkingDir: '',
  };
  const known: readonly (keyof RunConfig)[] = ['ArgsEscaped', 'ExposedPorts', 'Healthcheck', 'Shell', 'StopSignal'];
  const entries: [string, Json][] = [];
  for (const key of [...Object.keys(always), ...known].sort() as (keyof RunConfig)[]) {
    const value = config[key] ?? always[key];
    const isSet = key in always || (value !== undefined && value !== null && value !== '' && value !== false);
    if (isSet) entries.push([key, value as Json]);
  }
  return Object.fromEntries(entries);
}

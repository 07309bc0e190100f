/** A container's mounts at its creation: from other containers, `-v`, `--mount`, and its image's volumes. As moby's daemon/volumes.go. */
import { normalize } from '../../fs/path.ts';
import { EngineError } from '../engine-error.ts';
import type { AnsweringVerb, ContainerConfig, EngineState, HostConfig, Moment, MountPoint } from '../types.ts';
import { createVolume } from '../volume/create.ts';
import { mountpointOf } from '../volume/find.ts';
import { getContainer } from './find.ts';
import { parseBind, parseMount, parseVolumesFrom } from './parse-mount.ts';

/** Makes the volumes that are not there yet. `hostPathExists` is asked for the sources of `--mount type=bind`. */
export const registerMounts =
  (config: ContainerConfig, hostConfig: HostConfig, hostPathExists: (path: string) => boolean): AnsweringVerb<readonly MountPoint[]> =>
  (before, moment) => {
    const mounts = new Map<string, MountPoint>();
    for (const text of hostConfig.VolumesFrom ?? []) for (const mount of mountsOf(before, text)) mounts.set(mount.destination, mount);
    const asked = new Set(Object.keys(hostConfig.Tmpfs ?? {}).map(normalize));
    let state = before;
    for (const mount of askedMounts(hostConfig, hostPathExists)) {
      if (asked.has(mount.destination)) throw new EngineError('invalidParameter', `Duplicate mount point: ${mount.destination}`);
      asked.add(mount.destination);
      const made = withVolumeOf(state, mount, moment, hostConfig.VolumeDriver);
      state = made.state;
      mounts.set(mount.destination, made.answer);
    }
    for (const path of Object.keys(config.Volumes ?? {}).sort()) {
      const destination = normalize(path);
      if (mounts.has(destination) || asked.has(destination)) continue;
      const made = withVolumeOf(
        state,
        parseMount({ Type: 'volume', Target: destination.startsWith('/') ? destination : `/${destination}` }),
        moment,
      );
      state = made.state;
      mounts.set(destination, made.answer);
    }
    return { state, answer: [...mounts.values()] };
  };

function* askedMounts(hostConfig: HostConfig, hostPathExists: (path: string) => boolean): Generator<MountPoint> {
  for (const path of Object.keys(hostConfig.Tmpfs ?? {})) {
    if (!path.startsWith('/')) throw new EngineError('invalidParameter', `invalid mount path: '${path}' mount path must be absolute`);
  }
  for (const raw of hostConfig.Binds ?? []) yield parseBind(raw);
  for (const request of hostConfig.Mounts ?? []) {
    const mount = parseMount(request);
    if (mount.type === 'bind' && !request.BindOptions?.CreateMountpoint && !hostPathExists(mount.source)) {
      throw new EngineError('invalidParameter', `invalid mount config for type "bind": bind source path does not exist: ${mount.source}`);
    }
    yield mount;
  }
}

function withVolumeOf(state: EngineState, mount: MountPoint, moment: Moment, driver = ''): { state: EngineState; answer: MountPoint } {
  if (mount.type !== 'volume') return { state, answer: mount };
  const made = createVolume({ name: mount.name, driver })(state, moment);
  return { state: made.state, answer: { ...mount, name: made.answer.name, source: mountpointOf(made.answer.name) } };
}

function mountsOf(state: EngineState, text: string): MountPoint[] {
  const { container, readOnly, mode } = parseVolumesFrom(text);
  return getContainer(state, container).mounts.map((mount) => ({
    ...mount,
    mode,
    readWrite: mount.readWrite && !readOnly,
    anonymous: false,
    copyUp: false,
  }));
}

/** The machine as frozen plain data: what pages, labs and checks read. */
import { changeSet, sizeOf } from '../fs/change-set.ts';
import type { Engine } from '../engine/engine.ts';
import { stackOf } from '../engine/layers.ts';
import type { Container, EngineState, Image } from '../engine/types.ts';
import type { CommandView, ContainerView, ImageView, LayerView, MachineView, Place } from '../view.ts';

/** `commands` as they stand; the rest is read from the engine. */
export function viewOf(engine: Engine, commands: readonly CommandView[], generation: number): MachineView {
  const { state } = engine;
  return Object.freeze({
    images: Object.freeze([...state.images.values()].map((image) => imageView(state, image))),
    containers: Object.freeze([...state.containers.values()].map((container) => containerView(engine, container))),
    commands: Object.freeze([...commands]),
    generation,
  });
}

function imageView(state: EngineState, image: Image): ImageView {
  const names = [...state.names].filter(([, id]) => id === image.id).map(([name]) => familiar(name));
  return Object.freeze({ id: image.id, names, size: image.size, created: image.created, layers: layerViews(state, image) });
}

const familiar = (name: string): string => name.replace(/^docker\.io\/(?:library\/)?/, '');

function layerViews(state: EngineState, image: Image): readonly LayerView[] {
  const instructions = (image.config.history ?? []).filter((entry) => !entry.empty_layer);
  return stackOf(state, image.chainId).map(({ layer }, i) => ({
    diffId: layer.diffId,
    size: layer.size,
    createdBy: instructions[i]?.created_by ?? '',
  }));
}

function containerView(engine: Engine, container: Container): ContainerView {
  const { id, name, config, image, state, created } = container;
  const size = sizeOf(changeSet(engine.baseOf(container), engine.cellOf(id).freeze()));
  const exitCode = 'exitCode' in state ? state.exitCode : 0;
  return Object.freeze({ id, name, image: config.Image, imageId: image, state: state.status, exitCode, created, size });
}

/** Where a terminal's keys go: the host, or a container by its ID. */
export function placeOf(state: EngineState, container: string | undefined): Place {
  const found = container === undefined ? undefined : state.containers.get(container);
  return found ? { kind: 'container', id: found.id, image: found.config.Image, name: found.name } : { kind: 'host' };
}

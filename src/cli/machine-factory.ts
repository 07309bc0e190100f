/** Makes fresh machines for the command line: content read and images pulled once, every machine of its own. */
import { createCatalog } from '../host/catalog.ts';
import { pullImages } from '../host/pulled.ts';
import { createMachine, type Machine } from '../sim/machine.ts';
import { wakerOf } from '../sim/machine/wake.ts';
import type { EngineState } from '../sim/engine/types.ts';
import type { StoreRecord } from '../sim/store/types.ts';
import { folderContent } from './folder-content.ts';
import { nodePlatform } from './node-platform.ts';
import { type MachineOptions, WORK } from './options.ts';

export interface MachineFactory {
  make(): Promise<Machine>;
}

/** `publicFolder` holds packages, images and labs. `records`: what a machine file held. */
export function machineFactory(
  options: MachineOptions & { readonly stands?: boolean },
  publicFolder: string,
  records?: readonly StoreRecord[],
): MachineFactory {
  const catalog = createCatalog();
  const content = folderContent(publicFolder);
  let prepared: Promise<EngineState> | undefined;
  const fresh = (engine?: EngineState, stands = false) =>
    createMachine({
      // A machine that goes on where another was draws other numbers, or its first container had the ID of the other's first network.
      platform: nodePlatform({ ...options, seed: engine || records ? ~options.seed : options.seed, stands }),
      programs: catalog.programs,
      hostPrograms: catalog.hostNames,
      content,
      directories: [WORK],
      ...(records ? { waker: wakerOf(records) } : {}),
      ...(engine ? { engine } : {}),
    });
  return {
    async make() {
      if (records) return fresh(undefined, options.stands);
      prepared ??= prepare(fresh(), options);
      return fresh(await prepared, options.stands);
    },
  };
}

/** The daemon's state with the images that are there from the start. */
async function prepare({ engine, kernel }: Machine, options: MachineOptions): Promise<EngineState> {
  await pullImages(engine, options);
  kernel.halt();
  return engine.state;
}

/** Machines as files of this computer: what the page exports and imports. */
import { readFile, writeFile } from 'node:fs/promises';
import { ArchiveError, packMachine, unpackMachine } from '../sim/machine/archive.ts';
import { Saver } from '../sim/machine/saver.ts';
import type { Machine } from '../sim/machine.ts';
import { Journal } from '../sim/store/journal.ts';
import { memoryStore } from '../sim/store/memory-store.ts';
import type { StoreRecord } from '../sim/store/types.ts';
import { CommandLineError } from './options.ts';

/** The bytes of a local file. Throws CommandLineError. */
export async function readLocal(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new CommandLineError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What a machine's file holds; nothing without a file. Throws CommandLineError when it is none or damaged. */
export async function loadMachine(file: string | undefined): Promise<readonly StoreRecord[] | undefined> {
  if (file === undefined) return undefined;
  const bytes = await readLocal(file);
  try {
    return unpackMachine(bytes);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new CommandLineError(`${file}: ${error.message}`);
  }
}

/** Writes the machine as the page would export it. Throws CommandLineError. */
export async function saveMachine(machine: Machine, file: string): Promise<void> {
  const store = memoryStore();
  const nothing = { trees: new Map(), engine: undefined, contents: new Set<string>(), logLengths: new Map() };
  const saver = new Saver({ ...machine, screens: new Map(), places: () => ({}) }, new Journal(store, undefined), {
    ...machine.saved,
    ...nothing,
  });
  await saver.save(true);
  try {
    await writeFile(file, packMachine(await store.readAll(), machine.kernel.clock.now()));
  } catch (error) {
    throw new CommandLineError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

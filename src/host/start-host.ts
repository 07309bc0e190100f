/** Brings a host up for a head: machine from store or fresh, terminals with logins, saving. DESIGN: the composition root. */
import { createMachine, type Machine } from '../sim/machine.ts';
import { type ScreenMemory, withoutOpenScreen } from '../sim/machine/screen-memory.ts';
import type { Screen } from '../sim/kernel/types.ts';
import { NewerFormat, migrate } from '../sim/store/migrations.ts';
import type { StoreRecord } from '../sim/store/types.ts';
import type { CommandView, MachineView } from '../sim/view.ts';
import { placeOf, viewOf } from '../sim/machine/view-of.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { openLogin } from './login.ts';
import type { Host, HostOptions, HostTerminal, WakeReport } from './types.ts';

/** Commands that `view()` remembers. */
const COMMANDS_KEPT = 500;

export async function startHost(options: HostOptions): Promise<Host> {
  const records = await readRecords(options);
  const catalog = createCatalog();
  const waker = records.length > 0 ? (await import('../sim/machine/wake.ts')).wakerOf(records) : undefined;
  const machine = createMachine({ ...options, programs: catalog.programs, hostPrograms: catalog.hostNames, ...(waker ? { waker } : {}) });
  if (!machine.sleeping && options.pulled) await (await import('./pulled.ts')).pullImages(machine.engine, options);
  if (machine.sleeping) (await import('../sim/engine/runtime/boot.ts')).startAfterBoot(machine.engine);
  return hostOf(machine, options, records, catalog);
}

/** What was saved, in this release's format; nothing when a later release wrote it. */
async function readRecords({ store }: HostOptions): Promise<readonly StoreRecord[]> {
  try {
    return migrate(await store.readAll());
  } catch (error) {
    if (error instanceof NewerFormat) return [];
    throw error;
  }
}

function hostOf(machine: Machine, options: HostOptions, records: readonly StoreRecord[], catalog: Catalog): Host {
  const screens = new Map<number, ScreenMemory>();
  const terminals = new Set<HostTerminal>();
  const places = () => Object.fromEntries([...terminals].flatMap((terminal) => placeEntry(terminal)));
  const keeper = createKeeper(machine, options, { screens, places, records });
  const watch = watchMachine(machine, keeper);
  return {
    wake: wakeReport(machine),
    remembered: (number) => withoutOpenScreen(machine.sleeping?.screens.get(number) ?? new Uint8Array(0)),
    openTerminal(screen: Screen) {
      const terminal = openLogin(machine, screen, {
        number: lowestFree(terminals),
        screens,
        keeper,
        placeOf: (id) => placeOf(machine.engine.state, id),
      });
      terminals.add(terminal);
      terminal.onHangUp(() => terminals.delete(terminal));
      return terminal;
    },
    view: watch.view,
    onChange: watch.onChange,
    save: () => keeper.save(true),
    get storeState() {
      return keeper.state;
    },
    onStoreState: (listener) => keeper.onState(listener),
    async export() {
      await keeper.save(true);
      const { packMachine } = await import('../sim/machine/archive.ts');
      return packMachine(await keeper.records(), machine.kernel.clock.now());
    },
    async reset() {
      keeper.stop();
      await replaceRecords(options, []);
    },
    async import(bytes) {
      const { unpackMachine } = await import('../sim/machine/archive.ts');
      const imported = unpackMachine(bytes);
      keeper.stop();
      await replaceRecords(options, imported);
    },
    prefetch: catalog.prefetch,
    pass: (microseconds) => machine.kernel.pass(microseconds),
    halt() {
      keeper.stop();
      machine.kernel.halt();
    },
  };
}

function placeEntry(terminal: HostTerminal): [string, string][] {
  const place = terminal.place();
  return place.kind === 'container' ? [[String(terminal.number), place.id]] : [];
}

function lowestFree(terminals: ReadonlySet<HostTerminal>): number {
  const taken = new Set([...terminals].map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}

async function replaceRecords({ store }: HostOptions, records: readonly StoreRecord[]): Promise<void> {
  const before = await store.readAll();
  const kept = new Set(records.map(({ key }) => key));
  const outcome = await store.write({ put: records, remove: before.map(({ key }) => key).filter((key) => !kept.has(key)), durable: true });
  if (outcome !== 'saved') throw new Error(`the browser's storage did not take it (${outcome})`);
}

function wakeReport({ sleeping, engine }: Machine): WakeReport {
  const inside = new Set(Object.values(sleeping?.places ?? {}));
  const ran = [...(sleeping?.engine.containers.values() ?? [])].filter(
    ({ state }) => state.status === 'running' || state.status === 'paused',
  );
  return {
    restored: sleeping !== undefined,
    interrupted: ran.flatMap(({ id, name, config }) =>
      engine.state.containers.has(id) ? [{ id, name, image: config.Image, inside: inside.has(id) }] : [],
    ),
    damaged: sleeping?.damaged.found.map(({ key, why }) => `${key}: ${why}`) ?? [],
  };
}

/** The read side: views made when asked after a change, listeners told at most once a macrotask. */
function watchMachine(machine: Machine, keeper: Keeper) {
  const listeners = new Set<() => void>();
  const commands: CommandView[] = [];
  let [generation, seen] = [1, 0];
  let view: MachineView | undefined;
  const changed = () => {
    generation++;
    for (const listener of [...listeners]) listener();
  };
  machine.engine.onChange(() => {
    keeper.soon();
    changed();
  });
  machine.kernel.onEvent((event) => {
    if (event.type !== 'commandRun') return;
    const { line, status, namespace } = event;
    commands.push({ line, status, at: machine.kernel.clock.now(), place: placeOf(machine.engine.state, namespace.container) });
    if (commands.length > COMMANDS_KEPT) commands.shift();
    keeper.soon();
    changed();
  });
  return {
    view(): MachineView {
      if (!view || seen !== generation) view = viewOf(machine.engine, commands, generation);
      seen = generation;
      return view;
    },
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A program whose code comes when it is first run; the machine stands still meanwhile, so that nothing depends on the network. DESIGN decision 17. */
import type { Program } from '../sim/kernel/types.ts';

export interface LazyProgram extends Program {
  /** Its code; the same promise until it has failed. */
  load(): Promise<Program>;
}

export function lazyProgram(name: string, fetch: () => Promise<Program>): LazyProgram {
  let loaded: Program | undefined;
  let loading: Promise<Program> | undefined;
  const load = (): Promise<Program> => {
    loading ??= fetch().then(
      (program) => {
        loaded = program;
        return program;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return {
    name,
    load,
    async main(process) {
      if (loaded) return loaded.main(process);
      const program = await process.hold(
        load()
          .catch(load)
          .catch(() => undefined),
      );
      if (program) return program.main(process);
      await process.write(2, `drydock: ${name} could not be loaded: the site has changed or the network is gone; reload the page\n`);
      return 126;
    },
  };
}

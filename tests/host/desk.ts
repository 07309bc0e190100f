/** A learner at a terminal of a real host, for tests: types lines, sees what was shown. */
import { fileURLToPath } from 'node:url';
import { folderContent } from '../../src/cli/folder-content.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { DEFAULT_NOW } from '../../src/cli/options.ts';
import { startHost } from '../../src/host/start-host.ts';
import type { Host, HostTerminal } from '../../src/host/types.ts';
import type { Screen, WindowSize } from '../../src/sim/kernel/types.ts';
import { memoryStore } from '../../src/sim/store/memory-store.ts';
import type { Store } from '../../src/sim/store/types.ts';

const content = folderContent(fileURLToPath(new URL('../../public', import.meta.url)));

/** A host whose time stands while nobody waits, as at a learner's desk. */
export const start = (store: Store = memoryStore()): Promise<Host> =>
  startHost({ platform: nodePlatform({ seed: 3, now: DEFAULT_NOW, realTime: false, stands: true }), store, content });

export interface Desk {
  readonly terminal: HostTerminal;
  /** Types a line and gives what was shown until the next prompt. */
  enter(line: string): Promise<string>;
}

export async function sitDown(host: Host): Promise<Desk> {
  let shown = '';
  const screen: Screen = {
    size: { columns: 100, rows: 30 } satisfies WindowSize,
    write(bytes) {
      shown += Buffer.from(bytes).toString('utf8');
    },
    onInput: () => undefined,
    onResize: () => undefined,
  };
  const terminal = host.openTerminal(screen);
  await terminal.untilAwaitsInput();
  return {
    terminal,
    async enter(line) {
      shown = '';
      terminal.type(`${line}\r`);
      await terminal.untilAwaitsInput();
      return shown.replace(/\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[a-zA-Z]/g, '').replaceAll('\r', '');
    },
  };
}

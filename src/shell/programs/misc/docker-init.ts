/** docker-init: a container's first process under `--init`, which starts the real one, hands signals on and buries orphans. As tini 0.19. */
import { FsError } from '../../../sim/fs/errno.ts';
import { exitStatusOf, SIGNALS } from '../../../sim/kernel/signal-table.ts';
import type { Process, Program, Signal } from '../../../sim/kernel/types.ts';
import { execByName } from '../../files/search-path.ts';

/** tini leaves these to itself. */
const OWN: readonly Signal[] = ['FPE', 'ILL', 'SEGV', 'BUS', 'ABRT', 'TRAP', 'SYS', 'TTIN', 'TTOU', 'CHLD', 'KILL', 'STOP'];

const init: Program = {
  name: 'docker-init',
  async main(process) {
    const command = process.argv.slice(process.argv[1] === '--' ? 2 : 1);
    const isOnTerminal = process.terminal(0) !== undefined;
    const child = process.fork((own) => become(own, command), { group: 'new', ...(isOnTerminal ? { foregroundOn: 0 } : {}) });
    for (const signal of SIGNALS) if (!OWN.includes(signal)) process.on(signal, { handle: () => passOn(process, child, signal) });
    for (;;) {
      const ended = await process.wait('any');
      if (ended?.pid !== child) continue;
      const { status } = ended;
      if ('exited' in status || 'signaled' in status) return exitStatusOf(status);
    }
  },
};

export default init;

async function become(process: Process, command: Process['argv']): Promise<number> {
  try {
    return await execByName(process, command);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await process.write(2, `[FATAL tini (${process.pid})] exec ${command[0] ?? ''} failed: ${error.text}\n`);
    if (error.errno === 'ENOENT') return 127;
    return error.errno === 'EACCES' ? 126 : 1;
  }
}

function passOn(process: Process, child: number, signal: Signal): void {
  try {
    process.kill(child, signal);
  } catch (error) {
    if (!(error instanceof FsError)) throw error; // it has ended meanwhile
  }
}

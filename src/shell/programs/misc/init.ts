/** init: the host's first process. It takes in processes whose parent has ended, and buries them; there is nothing else for it to start. */
import type { Program } from '../../../sim/kernel/types.ts';

const init: Program = {
  name: 'init',
  async main(process) {
    // Children of a parent that ignores this signal leave no zombies.
    process.on('CHLD', 'ignore');
    for (;;) await process.poll([]);
  },
};

export default init;

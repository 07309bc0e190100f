/** A bash on a terminal of its own, typed into. */
import { fromBytes, toBytes } from '../../src/sim/fs/bytes.ts';
import { createShellMachine } from './shell-machine.ts';
import { INIT } from './tiny-machine.ts';

/** All that the terminal shows while these keys are typed, each when the shell waits for one, until the shell has ended. */
export async function typeIntoBash(keys: readonly string[]): Promise<string> {
  const machine = createShellMachine();
  machine.fs.writeFile('/etc/passwd', toBytes('root:x:0:0:root:/root:/bin/bash\n'));
  const pty = machine.kernel.createPty({ columns: 80, rows: 24 });
  let shown = '';
  pty.onOutput((bytes) => {
    shown += fromBytes(bytes);
  });
  const environment = new Map([...INIT.environment, ['PS1', '$ '], ['TERM', 'dumb'], ['HISTFILE', '/dev/null']]);
  const ended = new Promise<void>((resolve) => {
    machine.kernel.startInit(machine.namespace, {
      ...INIT,
      argv: ['bash', '--norc'],
      environment,
      stdio: { pty },
      joins: true,
      onExit: () => resolve(),
    });
  });
  for (const key of keys) {
    await Promise.race([machine.kernel.untilAwaitsInput(pty), ended]);
    pty.input(toBytes(key));
  }
  await ended;
  return shown;
}

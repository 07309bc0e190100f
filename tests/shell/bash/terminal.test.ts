/** Sessions at a terminal as the real bash 5.2 showed them (tools/record-bash-terminal.py): prompts, jobs, history, unfinished commands. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../../src/sim/fs/bytes.ts';
import { createShellMachine } from '../../support/shell-machine.ts';
import { INIT } from '../../support/tiny-machine.ts';

interface Session {
  readonly keys: readonly string[];
  readonly shown: string;
}

const sessions = JSON.parse(readFileSync(new URL('./recorded/terminal.json', import.meta.url), 'utf8')) as readonly Session[];

test.each(sessions)('$keys', async ({ keys, shown }) => {
  expect(steady(await play(keys))).toBe(steady(shown));
});

/** What a terminal shows while these keys are typed, each when the shell waits for one. */
async function play(keys: readonly string[]): Promise<string> {
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

/** Without what no two runs share: PIDs, measured times. */
function steady(text: string): string {
  return text
    .replaceAll('\r', '')
    .replace(/\x1b\[\?2004[hl]/g, '')
    .replace(/^(\[\d+\]) \d+$/gm, '$1 PID')
    .replace(/\d\.\d{3}s/g, 'N.NNNs');
}

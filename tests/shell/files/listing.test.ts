/** What ls does on a terminal alone: columns as wide as the screen, quotes, colours, question marks. */
import { expect, test } from 'vitest';
import { loadPrograms, machineWith } from '../../support/recorded-sessions.ts';
import { INIT, type TinyMachine } from '../../support/tiny-machine.ts';

const programs = await loadPrograms();

/** What a program shows on a terminal of 80 columns until it ends. */
async function shown(machine: TinyMachine, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const terminal = machine.login(argv, { cwd: '/work', environment: new Map([...INIT.environment, ...Object.entries(environment)]) });
  await terminal.ended;
  await machine.kernel.settled();
  return terminal.text().replaceAll('\r\n', '\n');
}

function machineWithFiles(): TinyMachine {
  const machine = machineWith(programs);
  machine.fs.mkdir('/work');
  machine.fs.mkdir('/work/directory');
  for (const name of ['a b', 'plain', "it's", 'tab\there']) machine.fs.writeFile(`/work/${name}`, new Uint8Array(0));
  return machine;
}

test('names are quoted as a shell wants them, and the others stand in line with them', async () => {
  expect(await shown(machineWithFiles(), ['ls'])).toBe(`'a b'   directory  "it's"   plain  'tab'$'\\t''here'\n`);
});

test('COLUMNS and -w decide how many columns there are', async () => {
  expect(await shown(machineWithFiles(), ['ls', '-N', '-w', '20'])).toBe("a b\t   plain\ndirectory  tab?here\nit's\n");
});

test('--color=auto colours on a terminal that is known to', async () => {
  const listing = await shown(machineWithFiles(), ['ls', '--color=auto', '-d', 'directory', 'plain'], { TERM: 'xterm' });
  expect(listing).toBe('\x1b[0m\x1b[01;34mdirectory\x1b[0m  plain\n');
  expect(await shown(machineWithFiles(), ['ls', '--color=auto', '-d', 'directory'], { TERM: 'dumb' })).toBe('directory\n');
});

/** Login shells of a terminal: the next one after `exit`, none in a loop, and words for a shell that is not there. */
import { expect, test } from 'vitest';
import { sitDown, start } from './desk.ts';

test('exit asks the head, which may keep the terminal or let it go', async () => {
  const host = await start();
  const { terminal, enter } = await sitDown(host);
  expect(await enter('exit')).toBe('exit\nlogout\nlearner@drydock:~$ ');
  expect(await enter('\x04')).toMatch(/^\nlogout\nlearner@drydock:~\$ /);
  let hungUp = false;
  terminal.onHangUp(() => (hungUp = true));
  terminal.onLogOut(() => true);
  terminal.type('exit\r');
  await expect.poll(() => hungUp).toBe(true);
  host.halt();
});

test('a removed bash is told, and tried again at Enter', async () => {
  const host = await start();
  const [first, second] = [await sitDown(host), await sitDown(host)];
  await first.enter('sudo mv /usr/bin/bash /usr/bin/gone');
  expect(await first.enter('exit')).toMatch(
    /drydock: no login shell: \/bin\/bash: No such file or directory\. Put it back from another terminal and press Enter/,
  );
  expect(await first.enter('')).toMatch(/drydock: no login shell/);
  await second.enter('sudo mv /usr/bin/gone /usr/bin/bash');
  first.terminal.type('\r');
  await first.terminal.untilAwaitsInput();
  expect(await first.enter('echo back')).toContain('\nback\n');
  host.halt();
});

test('a startup file that ends the shell does not make a loop', async () => {
  const host = await start();
  const { enter, terminal } = await sitDown(host);
  await enter('echo exit > ~/.bash_profile');
  expect(await enter('exit')).toMatch(/drydock: the login shell ended before a key was pressed/);
  terminal.type('\r');
  await terminal.untilAwaitsInput();
  await enter('rm ~/.bash_profile');
  expect(await enter('exit')).toMatch(/learner@drydock:~\$ $/);
  host.halt();
});

test('a command that eats all memory is killed, and the machine goes on', async () => {
  const host = await start();
  const { enter } = await sitDown(host);
  expect(await enter(`bash -c 'x=a; while :; do x=$x$x; done'`)).toMatch(/\nKilled\nlearner@drydock:~\$ $/);
  expect(await enter('echo $?')).toContain('\n137\n');
  host.halt();
});

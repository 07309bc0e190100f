/** A host as a head sees it: terminals with a login, places, what is saved and how it wakes. */
import { expect, test } from 'vitest';
import { sitDown, start } from './desk.ts';
import { memoryStore } from '../../src/sim/store/memory-store.ts';

test('the learner is logged in, may use docker and sudo', async () => {
  const host = await start();
  const { enter } = await sitDown(host);
  expect(await enter('id')).toContain('uid=1000(learner) gid=1000(learner) groups=1000(learner),27(sudo),999(docker)');
  expect(await enter('docker ps')).toContain('CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES');
  expect(await enter('sudo id -u')).toMatch(/\n0\n/);
  host.halt();
});

test('the place follows the keys into a container and out of it', async () => {
  const host = await start();
  const { terminal, enter } = await sitDown(host);
  const places: string[] = [];
  terminal.onPlace((place) => places.push(place.kind));
  expect(terminal.place()).toEqual({ kind: 'host' });
  await enter('docker run -it --name one ubuntu');
  expect(terminal.place()).toMatchObject({ kind: 'container', image: 'ubuntu', name: 'one' });
  terminal.type('\x10\x11');
  await terminal.untilAwaitsInput();
  expect(terminal.place()).toEqual({ kind: 'host' });
  await enter('docker attach one');
  expect(terminal.place()).toMatchObject({ kind: 'container', name: 'one' });
  await enter('exit');
  expect(terminal.place()).toEqual({ kind: 'host' });
  expect(places).toEqual(['container', 'host', 'container', 'host']);
  host.halt();
});

test('two terminals are two logins on one machine', async () => {
  const host = await start();
  const [first, second] = [await sitDown(host), await sitDown(host)];
  await first.enter('docker run -it --name one ubuntu');
  await first.enter('touch /srv/made');
  expect(await second.enter('docker diff one')).toContain('A /srv/made');
  expect(await second.enter('tty')).not.toBe(await first.enter('tty'));
  host.halt();
});

test('a power cut: files, images and the screen are back, what ran has ended, the way back in is known', async () => {
  const store = memoryStore();
  const before = await start(store);
  const desk = await sitDown(before);
  await desk.enter('echo mine > note');
  await desk.enter('docker run -it --name one ubuntu');
  await desk.enter('touch /root/made');
  await before.save();
  before.halt();

  const after = await start(store);
  expect(after.wake).toMatchObject({ restored: true, damaged: [], interrupted: [{ name: 'one', image: 'ubuntu', inside: true }] });
  expect(Buffer.from(after.remembered(1)).toString()).toContain('touch /root/made');
  const { enter } = await sitDown(after);
  expect(await enter('cat note')).toContain('mine');
  expect(await enter('docker ps -a')).toContain('Exited (255)');
  await enter('docker start -ai one');
  expect(await enter('ls /root')).toContain('made');
  after.halt();
});

test('an export is the whole machine; what is none is refused and changes nothing', async () => {
  const first = await start();
  const desk = await sitDown(first);
  await desk.enter('echo carried > note');
  const file = await first.export();
  first.halt();

  const store = memoryStore();
  const second = await start(store);
  await sitDown(second);
  await expect(second.import(new Uint8Array([1, 2, 3]))).rejects.toThrow('it is no file that Drydock exported');
  await second.import(file);
  second.halt();
  const third = await start(store);
  expect(await (await sitDown(third)).enter('cat note')).toContain('carried');
  third.halt();
});

test('reset leaves nothing', async () => {
  const store = memoryStore();
  const host = await start(store);
  await (await sitDown(host)).enter('touch x');
  await host.save();
  await host.reset();
  host.halt();
  expect(await store.readAll()).toEqual([]);
});

test('the view tells images, containers and commands, and a change of them', async () => {
  const host = await start();
  const { enter } = await sitDown(host);
  let changes = 0;
  host.onChange(() => changes++);
  await enter('docker run --name one ubuntu true');
  const view = host.view();
  expect(view).toBe(host.view());
  expect(view.images.map(({ names }) => names.filter((name) => !name.includes('@')))).toEqual([['ubuntu:latest']]);
  expect(view.containers).toMatchObject([{ name: 'one', state: 'exited', exitCode: 0 }]);
  expect(view.commands.at(-1)).toMatchObject({ line: 'docker run --name one ubuntu true', status: 0, place: { kind: 'host' } });
  expect(changes).toBeGreaterThan(0);
  host.halt();
});

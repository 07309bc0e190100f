/** docker cp's rules of where a copy lands, as the real 28.5.2 answered the same lines. */
import { expect, test } from 'vitest';
import { createCheckMachine } from '../../../../support/check-machine.ts';

const machine = await createCheckMachine();

async function session(...lines: readonly string[]): Promise<string> {
  const shell = machine.fresh();
  await shell.run('docker create --name c1 ubuntu');
  await shell.run('mkdir -p d/sub; echo hi > f; echo deep > d/sub/x; ln -s f l');
  let text = '';
  for (const line of lines) {
    const { stdout, stderr, status } = await shell.run(line);
    text += stdout + stderr.replace(/time="[^"]*"/, 'time="…"') + (status === 0 ? '' : `[${status}]\n`);
  }
  return text;
}

test('into a container: a file, a directory, its contents', async () => {
  expect(
    await session(
      'docker cp f c1:/tmp; docker cp f c1:/tmp/g; docker cp d c1:/tmp; docker cp d/. c1:/tmp/e; docker cp d c1:/tmp/newd; docker cp l c1:/tmp; docker cp -L l c1:/tmp/l2',
      'docker diff c1',
      'docker start c1; docker cp c1:/tmp/g - >/dev/null; docker cp c1:/tmp/e/sub/x out; cat out',
    ),
  ).toBe(
    `C /tmp
A /tmp/d
A /tmp/d/sub
A /tmp/d/sub/x
A /tmp/e
A /tmp/e/sub
A /tmp/e/sub/x
A /tmp/f
A /tmp/g
A /tmp/l
A /tmp/l2
A /tmp/newd
A /tmp/newd/sub
A /tmp/newd/sub/x
c1
deep
`,
  );
});

test('out of a container', async () => {
  expect(
    await session(
      'docker cp d c1:/tmp; docker cp c1:/tmp/d e; docker cp c1:/tmp/d/. e2; docker cp c1:/tmp/d .; docker cp c1:/etc/mtab .',
      'cat e/sub/x e2/sub/x d/sub/x; readlink mtab',
    ),
  ).toBe('deep\ndeep\ndeep\n/proc/mounts\n');
});

test('what cannot be copied', async () => {
  const log = (path: string) => `time="…" level=error msg="Can't add file ${path} to tar: io: read/write on closed pipe"\n`;
  expect(await session('docker cp f c1:/nosuch/x')).toBe(
    'Error response from daemon: Could not find the file /nosuch in container c1\n[1]\n',
  );
  expect(await session('docker cp f c1:/nosuch/')).toBe(`${log('/work/g/f')}no such directory\n[1]\n`);
  expect(await session('docker cp c1:/etc/hostname nodir/')).toBe('no such directory\n[1]\n');
  expect(await session('docker cp c1:/etc/hostname nodir/x')).toBe('invalid output path: directory "/work/g/nodir" does not exist\n[1]\n');
  expect(await session('docker cp c1:/etc f')).toBe('cannot copy directory\n[1]\n');
  expect(await session('docker cp c1:/nosuch .')).toBe(
    'Error response from daemon: Could not find the file /nosuch in container c1\n[1]\n',
  );
  expect(await session('docker cp c1:/a c1:/b')).toBe('copying between containers is not supported\n[1]\n');
  expect(await session('docker cp nosuch:/x .')).toBe('Error response from daemon: No such container: nosuch\n[1]\n');
  expect(await session('docker cp f nosuch:/x')).toBe('Error response from daemon: No such container: nosuch\n[1]\n');
});

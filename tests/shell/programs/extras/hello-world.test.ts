import { expect, test } from 'vitest';
import { parseFileList } from '../../../../src/sim/content/file-list.ts';
import helloWorld from '../../../../src/shell/programs/extras/hello-world.ts';
import { readFileSync } from 'node:fs';
import { createTinyMachine } from '../../../support/tiny-machine.ts';

test("the image's only file is this program, under its true size", () => {
  const { entries } = parseFileList(readFileSync('public/images/hello-world/hello.files', 'utf8'));
  expect(entries).toMatchObject([{ path: '/hello', type: 'executable', program: 'hello-world', size: 10_072, mode: 0o755 }]);
});

test('it greets', async () => {
  const { stdout, status } = await createTinyMachine().runMain(helloWorld.main);
  expect(status).toEqual({ exited: 0 });
  expect(stdout).toMatch(/^\nHello from Docker!\nThis message shows that your installation appears to be working correctly\.\n\n/);
  expect(stdout).toContain('\n $ docker run -it ubuntu bash\n\n');
  expect(stdout).toMatch(/\/get-started\/\n\n$/);
});

/** Every help text that was recorded from docker 28.5.2 comes out of the declarations to the letter; every recorded path has a command. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wrap } from '../../../../../src/shell/programs/docker/toolkit/help.ts';
import { dockerProgram } from '../../../../support/docker-commands.ts';
import { createTinyMachine } from '../../../../support/tiny-machine.ts';

const RECORDED = fileURLToPath(new URL('../../../../../../shared/docker-help', import.meta.url));
const recorded = existsSync(RECORDED) ? readdirSync(RECORDED).filter((name) => name.endsWith('.txt')) : [];

test.skipIf(recorded.length === 0)('each recorded --help', async () => {
  const docker = dockerProgram();
  const machine = createTinyMachine({ programs: { docker: docker.main } });
  const wrong: string[] = [];
  for (const file of recorded) {
    const words = file.replace('.txt', '').split('_');
    const result = await machine.run([...words, '--help'], {
      environment: new Map([
        ['HOME', '/root'],
        ['PATH', '/bin'],
      ]),
    });
    if (result.stdout + result.stderr !== readFileSync(`${RECORDED}/${file}`, 'utf8')) wrong.push(words.join(' '));
  }
  expect(wrong).toEqual([]);
  expect(recorded.length).toBeGreaterThan(100);
});

test('a text is wrapped at blanks, a short rest stays on the line', () => {
  expect(wrap(10, 44, 'Write the container ID to the file that is named')).toBe(
    'Write the container ID to\n          the file that is named',
  );
  expect(wrap(10, 44, 'Suppress the container output now')).toBe('Suppress the container output now');
});

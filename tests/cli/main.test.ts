/** The command itself: bad input gets one line and a status, a machine goes into a file and comes back. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
const at = (name: string): string => join(folder, name);

afterEach(() => vi.restoreAllMocks());

/** Runs the command; what it wrote on both streams, and its status. */
async function drydock(...words: string[]): Promise<readonly [status: number, text: string]> {
  let text = '';
  const take = (piece: string | Uint8Array): boolean => {
    text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  return [await main(words, { root }), text];
}

test.each([
  [['run', '--load', at('none'), '--', 'true'], /^drydock run: .*none: ENOENT/],
  [['run', '--load', at('garbage'), '--', 'true'], /garbage: it is no file that Drydock exported\n$/],
  [['run', '--file', `/f=${at('none')}`, '--', 'true'], /none: ENOENT/],
  [['play', at('none.scenario'), '--out', folder], /^drydock play: .*none.scenario: ENOENT/],
  [['play'], 'drydock play: play needs scenario files\n'],
  [['batch', '--save', at('x')], 'drydock batch: --save goes with run and play: each case has a machine of its own\n'],
  [['run', '--seed', 'x'], 'drydock run: --seed: x is no whole number\n'],
  [['dance'], /^drydock: dance is not simulated\nusage: /],
])('%j says what is wrong', async (words, message) => {
  writeFileSync(at('garbage'), 'garbage');
  const [status, text] = await drydock(...words);
  expect(text).toMatch(message);
  expect(status).toBe(2);
});

const played = (name: string): string => readFileSync(at(`${name}.txt`), 'utf8');

test('what one scenario saved, another goes on with', async () => {
  writeFileSync(at('first.scenario'), 'docker run --name web ubuntu touch /here\n');
  writeFileSync(at('then.scenario'), 'docker diff web\n');
  await drydock('play', at('first.scenario'), '--out', folder, '--pulled', 'ubuntu', '--save', at('machine'));
  await drydock('play', at('then.scenario'), '--out', folder, '--load', at('machine'));
  expect(played('then')).toBe('$ docker diff web\nA /here\n$ \n');
});

test('@expect waits for words on the screen where no prompt comes', async () => {
  writeFileSync(at('follow.scenario'), '@expect ^2$\nfor i in 1 2 3 4; do echo $i; sleep 9; done\n@key C-c\n'.replace('^2$', '2\\r'));
  await drydock('play', at('follow.scenario'), '--out', folder);
  expect(played('follow')).toBe('$ for i in 1 2 3 4; do echo $i; sleep 9; done\n1\n2\n^C\n$ \n');
});

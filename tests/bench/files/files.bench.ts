/** Our tree beside memfs, as processes of their own. */
import { test } from 'vitest';
import { buildChild, peerPath } from '../child.ts';
import { report } from '../report.ts';

type Microseconds = Readonly<Record<string, number>>;

test('files', async () => {
  const run = await buildChild<{ readonly ours: Microseconds; readonly memfs?: Microseconds }>('files/run-files');
  const path = peerPath('memfs');
  const { ours, memfs } = run(...(path ? [path] : []));
  for (const [name, value] of Object.entries(ours)) {
    const peer = memfs?.[name];
    report({ name: `files: ${name}`, value, unit: 'µs', ...(peer !== undefined && { peer: { name: 'memfs', value: peer }, most: 1 }) });
  }
});

/** figlet beside Debian's: tools/record-figlet.mjs recorded what the real program answers to 814 calls; ours reads the package's own fonts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import figlet from '../../../../src/shell/programs/extras/figlet.ts';
import type { ManifestEntry, PackageManifest } from '../../../../src/sim/content/types.ts';
import type { FileSystem } from '../../../../src/sim/fs/types.ts';
import { createTinyMachine, INIT } from '../../../support/tiny-machine.ts';

interface Call {
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const packageFolder = new URL('../../../../public/packages/figlet/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, packageFolder));
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function installFonts(fs: FileSystem): void {
  const { files } = JSON.parse(read('manifest.json').toString()) as PackageManifest;
  for (const folder of ['/usr', '/usr/share', '/usr/share/figlet']) fs.mkdir(folder);
  const fonts = files.filter(
    (file): file is Extract<ManifestEntry, { type: 'content' }> => file.type === 'content' && file.path.startsWith('/usr/share/figlet/'),
  );
  for (const file of fonts) fs.writeFile(file.path, new Uint8Array('source' in file ? read(file.source) : Buffer.from(file.text)));
}

const calls: Call[] = readFileSync(new URL('figlet.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Call);

test(`all of ${calls.length} recorded calls print the same`, async () => {
  const machine = createTinyMachine({ programs: { figlet: figlet.main } });
  installFonts(machine.fs);
  machine.fs.writeFile('/etc/passwd', new Uint8Array(Buffer.from('root:x:0:0:root:/root:/bin/bash\n')));
  const environment = new Map([['PATH', '/bin']]);
  const different = [];
  for (const call of calls) {
    const { stdout, stderr, status } = await machine.run(['figlet', ...call.args.map(asBytes)], {
      ...INIT,
      environment,
      stdin: asBytes(call.stdin ?? ''),
    });
    const ours = { stdout, stderr, status: 'exited' in status ? status.exited : status };
    if (ours.stdout !== call.stdout || ours.stderr !== call.stderr || ours.status !== call.status) different.push({ call, ours });
  }
  expect(different).toEqual([]);
  expect(calls.length).toBeGreaterThanOrEqual(800);
});

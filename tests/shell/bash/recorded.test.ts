/** Scripts whose answers the real bash 5.2 and dash gave (tools/record-bash.mjs), on our shells. What still differs stands in left.json with its reason. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeUtf8, utf8 } from '../../../src/sim/fs/bytes.ts';
import { createShellMachine } from '../../support/shell-machine.ts';

interface Recorded {
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | string;
}

const here = new URL('./recorded/', import.meta.url);
const FOLDER = '/tmp/session';
const ENVIRONMENT = new Map(Object.entries({ PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC0', HOME: '/root' }));

/** `area: script` → why it answers otherwise. */
const left = JSON.parse(readFileSync(new URL('left.json', here), 'utf8')) as Readonly<Record<string, string>>;
const areas = readdirSync(here)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.replace('.jsonl', ''));

test.each(areas)(
  '%s: as recorded',
  async (area) => {
    const rows = readFileSync(new URL(`${area}.jsonl`, here), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Recorded);
    const differing: { readonly script: string; readonly want: unknown; readonly got: unknown }[] = [];
    const surprising: string[] = [];
    for (const row of rows) {
      const run = await runScript(area === 'sh' ? 'sh' : 'bash', row.script);
      const want = comparable(row);
      const got = comparable(run);
      const same = want.stdout === got.stdout && want.stderr === got.stderr && want.status === got.status;
      if (`${area}: ${row.script}` in left) {
        if (same) surprising.push(row.script);
      } else if (!same) differing.push({ script: row.script, want, got });
    }
    if (process.env['RECORDED_REPORT'])
      writeFileSync(`${process.env['RECORDED_REPORT']}-${area}.json`, JSON.stringify({ count: rows.length, differing }, null, 1));
    expect(surprising, 'scripts that answer right though they are left out').toEqual([]);
    expect(differing).toEqual([]);
  },
  120_000,
);

async function runScript(shell: 'bash' | 'sh', script: string): Promise<Recorded> {
  const machine = createShellMachine();
  const { fs } = machine;
  fs.mkdir('/usr');
  fs.rename('/bin', '/usr/bin');
  fs.symlink('usr/bin', '/bin');
  for (const directory of ['/root', FOLDER]) if (!fs.exists(directory)) fs.mkdir(directory);
  fs.writeFile('/etc/passwd', Buffer.from('root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'));
  const running = machine.run([shell, '-c', utf8(script)], { environment: ENVIRONMENT, cwd: FOLDER });
  const result = await Promise.race([running, stuck()]);
  if (!result) return { script, stdout: '', stderr: 'stuck', status: 'stuck' };
  const status =
    'exited' in result.status ? result.status.exited : 'signaled' in result.status ? `SIG${result.status.signaled}` : 'stopped';
  return { script, stdout: decodeUtf8(result.stdout), stderr: decodeUtf8(result.stderr), status };
}

async function stuck(): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, 5000).unref());
}

/** Without what no two runs share: process IDs. */
function comparable({ stdout, stderr, status }: Recorded): Omit<Recorded, 'script'> {
  const steady = (text: string): string =>
    text
      .replace(/(line \d+:)\s+\d+( (?:Terminated|Killed))/g, '$1 PID$2')
      .replace(/^(\[\d+\][+ -] +)\d+/gm, '$1PID')
      .replace(/\(\d{3,}\)/g, '(PID)');
  return { stdout: steady(stdout), stderr: steady(stderr), status };
}

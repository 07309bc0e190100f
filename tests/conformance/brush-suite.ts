/** Runs a case of the brush shell's suite (what real bash answered, recorded) on a machine in this process. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { utf8 } from '../../src/sim/fs/bytes.ts';
import { createShellMachine } from '../support/shell-machine.ts';

const SUITE = fileURLToPath(new URL('../../../shared/suites/bash-brush.jsonl', import.meta.url));

export interface BrushCase {
  readonly file: string;
  readonly name: string;
  readonly code?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly path: string; readonly contents?: string; readonly executable?: boolean }[];
  readonly stdout: string;
  readonly stderr?: string;
  /** A number, or `SIGTERM` and so on. */
  readonly status: number | string;
  readonly ignore_stderr?: boolean;
  readonly ignore_stdout?: boolean;
}

/** What our shell did. */
export interface CaseRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | string;
}

/** Undefined where the suite is not at hand. */
export function readSuite(): readonly BrushCase[] | undefined {
  if (!existsSync(SUITE)) return undefined;
  return readFileSync(SUITE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BrushCase);
}

export const keyOf = ({ file, name }: BrushCase): string => `${file} :: ${name}`;

const HOME = '/tmp/case';

/** As the recording was made: code on standard input, an own folder, an unprivileged user, C.UTF-8. */
export async function runCase(given: BrushCase): Promise<CaseRun> {
  const machine = createShellMachine();
  const { fs } = machine;
  fs.mkdir('/usr');
  fs.rename('/bin', '/usr/bin');
  fs.symlink('usr/bin', '/bin');
  fs.writeFile('/etc/passwd', Buffer.from('root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'));
  machine.namespace.hostname = 'vm';
  for (const directory of [HOME, `${HOME}/_tmp`]) fs.mkdir(directory);
  for (const { path, contents = '', executable } of given.files ?? []) {
    const parts = path.split('/');
    for (let i = 1; i < parts.length; i++) {
      const directory = `${HOME}/${parts.slice(0, i).join('/')}`;
      if (!fs.exists(directory)) fs.mkdir(directory);
    }
    fs.writeFile(`${HOME}/${path}`, Buffer.from(contents, 'utf8'));
    if (executable) fs.chmod(`${HOME}/${path}`, 0o755);
  }
  for (const path of machine.walk(HOME)) fs.chown(path, 65534, 65534);
  const environment = new Map(
    Object.entries({ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME, LC_ALL: 'C.UTF-8', ...given.env }),
  );
  const result = await machine.run(['/bin/bash', ...given.args.map(utf8)], {
    stdin: utf8(given.code ?? ''),
    environment,
    cwd: HOME,
    credentials: { uid: 65534, gid: 65534, groups: [] },
  });
  const status =
    'exited' in result.status ? result.status.exited : 'signaled' in result.status ? `SIG${result.status.signaled}` : 'stopped';
  return { stdout: result.stdout, stderr: result.stderr, status };
}

/** What differs from the recording; empty when the case passes. */
export function differences(given: BrushCase, run: CaseRun): readonly ('stdout' | 'stderr' | 'status')[] {
  const found: ('stdout' | 'stderr' | 'status')[] = [];
  if (!given.ignore_stdout && run.stdout !== utf8(given.stdout)) found.push('stdout');
  if (!given.ignore_stderr && given.stderr !== undefined && run.stderr !== utf8(given.stderr)) found.push('stderr');
  if (run.status !== given.status) found.push('status');
  return found;
}

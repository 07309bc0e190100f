/** Runs the sessions that tools/record-programs.mjs recorded from the real programs, one test a session. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { standardMounts } from '../../src/sim/kernel/mounts.ts';
import type { Program } from '../../src/sim/kernel/types.ts';
import { createTinyMachine, INIT, type TinyMachine } from './tiny-machine.ts';

interface Step {
  readonly line: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  /** An exit status, or the signal that ended it. */
  readonly status: number | string;
}
interface Recording {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly sessions: readonly { readonly title: string; readonly steps: readonly Step[] }[];
}

const fixtures = new URL('../shell/programs/fixtures/', import.meta.url);

const modules = import.meta.glob<Program>('../../src/shell/programs/{coreutils,findutils,procps,util-linux,misc,ncurses,text}/*.ts', {
  import: 'default',
});

/** Every program of the folders that the sessions need, by name. */
export async function loadPrograms(): Promise<Record<string, Program['main']>> {
  const programs = await Promise.all(Object.values(modules).map((load) => load()));
  return Object.fromEntries(programs.map((program) => [program.name, program.main]));
}

export const PASSWD =
  'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
export const GROUP = 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nnogroup:x:65534:\n';

/** A tiny machine with these programs in /bin, which is also /usr/bin; `proc`: with /proc mounted. */
export function machineWith(programs: Record<string, Program['main']>, { proc = false }: { readonly proc?: boolean } = {}): TinyMachine {
  const machine = createTinyMachine({ programs, ...(proc && { mountsOf: (kernel) => standardMounts({ kernel }) }) });
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  machine.fs.mkdir('/usr');
  machine.fs.symlink('../bin', '/usr/bin');
  machine.fs.writeFile('/etc/passwd', bytes(PASSWD));
  machine.fs.writeFile('/etc/group', bytes(GROUP));
  return machine;
}

/** Declares the tests. */
export async function expectRecorded(names: readonly string[]): Promise<void> {
  const programs = await loadPrograms();
  for (const name of names) {
    const recording = JSON.parse(readFileSync(new URL(`${name}.json`, fixtures), 'utf8')) as Recording;
    describe(name, () => {
      for (const { title, steps } of recording.sessions) {
        test(title, async () => {
          const machine = machineWith(programs);
          machine.fs.mkdir(recording.folder);
          const environment = new Map(Object.entries(recording.environment));
          const ours = [];
          for (const { line, argv, stdin = '' } of steps) {
            const { stdout, stderr, status } = await machine.run(argv, { ...INIT, environment, cwd: recording.folder, stdin });
            ours.push({
              line,
              stdout,
              stderr,
              status: 'exited' in status ? status.exited : 'signaled' in status ? `SIG${status.signaled}` : status,
            });
          }
          expect(ours).toEqual(steps.map(({ line, stdout, stderr, status }) => ({ line, stdout, stderr, status })));
        });
      }
    });
  }
}

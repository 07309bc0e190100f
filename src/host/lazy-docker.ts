/** The docker program, whose commands come one by one: what `docker run` needs is not kept waiting by all the rest. DESIGN decision 17. */
import type { Command } from '../shell/programs/docker/toolkit/define-command.ts';
import type { ByteString } from '../sim/fs/bytes.ts';
import type { Program } from '../sim/kernel/types.ts';
import { type LazyProgram, lazyProgram } from './lazy-program.ts';

/** Path of a command's file (`…/container/run.ts`) → how to load it. */
export type CommandFiles = Readonly<Record<string, () => Promise<Command>>>;

export function lazyDocker(files: CommandFiles): LazyProgram {
  const whole = lazyProgram('docker', () => loadWhole(files));
  /** First words → the program of that command alone; undefined: they need the whole. */
  const known = new Map<string, Program | undefined>();
  const find = async (words: readonly ByteString[], key: string): Promise<Program | undefined> => {
    const program = await loadDirect(files, words);
    known.set(key, program);
    return program;
  };
  return {
    name: 'docker',
    load: whole.load,
    async main(process) {
      const words = process.argv.slice(1, 3);
      const key = words.join(' ');
      const direct = known.has(key) ? known.get(key) : await process.hold(find(words, key).catch(() => undefined));
      return (direct ?? whole).main(process);
    },
  };
}

async function loadWhole(files: CommandFiles): Promise<Program> {
  const [{ createDockerProgram }, commands] = await Promise.all([
    import('../shell/programs/docker/toolkit/docker-program.ts'),
    Promise.all(Object.values(files).map((load) => load())),
  ]);
  return createDockerProgram(commands);
}

/** Where files may stand of which a path has only the last word (`docker run`), in the order in which they are tried. */
const FOLDERS = ['container', 'image', 'system'];

/**
 * A file's name is its command's last word, its folder the word before: so the file is guessed, and what it says of its paths decides.
 * Nothing for other names of a command (`docker ps`), flags before it and mistakes: those are the whole program's.
 */
async function loadDirect(files: CommandFiles, [first = '', second = '']: readonly ByteString[]): Promise<Program | undefined> {
  const guesses = [
    { path: `${first} ${second}`, end: `/${first}/${second}.ts` },
    ...FOLDERS.map((folder) => ({ path: first, end: `/${folder}/${first}.ts` })),
  ];
  for (const { path, end } of guesses) {
    const load = Object.entries(files).find(([file]) => file.endsWith(end))?.[1];
    if (!load) continue;
    const [command, { runDirectly }] = await Promise.all([load(), import('../shell/programs/docker/toolkit/run-command.ts')]);
    if (command.paths.includes(path)) return { name: 'docker', main: (process) => runDirectly(command, path, process) };
  }
  return undefined;
}

/** The `drydock` command: the machine without a page. */
import { join } from 'node:path';
import { batch } from './batch.ts';
import { bench } from './bench.ts';
import { CommandLineError } from './options.ts';
import { play } from './play.ts';
import { run } from './run.ts';

const USAGE = `usage: drydock run [OPTIONS] [-- ARGV...]       one command on a fresh machine, or a shell
       drydock batch [OPTIONS]                a case a line on stdin, an answer a line on stdout
       drydock play FILE.scenario... --out DIR  plays scenarios in a terminal
       drydock bench [--json] [NAME...]       the benchmarks

options: --pulled IMAGE,...  --tag NEW=OLD  --in IMAGE  --user NAME|UID[:GID]  --cwd DIR  --env K=V  --file PATH=LOCAL
         --seed N  --now ISO  --real-time  --load FILE  --save FILE  --limit-ms N
`;

const SUBCOMMANDS: Readonly<Record<string, (words: readonly string[], publicFolder: string) => Promise<number>>> = {
  run,
  batch,
  play,
  bench,
};

/** `root` is the project's folder. The exit status; nothing is thrown. */
export async function main(words: readonly string[], { root }: { readonly root: string }): Promise<number> {
  const [name = '', ...rest] = words;
  const subcommand = SUBCOMMANDS[name];
  if (!subcommand) {
    const asked = name === '--help' || name === 'help';
    process[asked ? 'stdout' : 'stderr'].write(name === '' || asked ? USAGE : `drydock: ${name} is not simulated\n${USAGE}`);
    return asked ? 0 : 2;
  }
  try {
    return await subcommand(rest, join(root, 'public'));
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    process.stderr.write(`drydock ${name}: ${error.message}\n`);
    return 2;
  }
}

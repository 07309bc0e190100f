/** `drydock bench [NAME...]`: the benchmarks, in a process of their own: they need the tools that test the project. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The status of the benchmarks. */
export async function bench(words: readonly string[], publicFolder: string): Promise<number> {
  const root = join(publicFolder, '..');
  return spawnSync(process.execPath, [join(root, 'scripts', 'bench.mjs'), ...words], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

// Runs a tool written in TypeScript: `node tools/run.mjs tools/pack-image-ubuntu.ts [ARGUMENT]…`.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [tool, ...rest] = process.argv.slice(2);
if (!tool) {
  console.error('usage: node tools/run.mjs TOOL.ts [ARGUMENT]…');
  process.exit(2);
}
process.argv = [process.argv[0] ?? 'node', resolve(tool), ...rest];
await runnerImport(resolve(tool), { configFile: false, logLevel: 'error' });

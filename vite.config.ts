/** How the project is built: `--mode app` is the site, `--mode cli` what bin/drydock runs. Other outputs get a mode of their own here. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type UserConfig } from 'vite';
import { compileAhead } from './scripts/compile-ahead.mjs';
import { pageChunks } from './scripts/page-chunks.mjs';
import { smallSvelte } from './scripts/small-svelte.mjs';
import { smallUnbash } from './scripts/small-unbash.mjs';
import { smallWidth } from './scripts/small-width.mjs';
import { smallXterm } from './scripts/small-xterm.mjs';

const target = 'es2022';

/** The site: relative addresses only, so that it works in any folder of any static host. */
const app: UserConfig = {
  base: './',
  // `mpa`: a missing file is a 404, not index.html with status 200.
  appType: 'mpa',
  plugins: [svelte(), smallSvelte(), smallUnbash(), smallWidth(), smallXterm(), compileAhead('first')],
  build: {
    target,
    outDir: 'dist',
    // Lazy parts are few: hints for what they import would cost more than they save.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, dependencies, { hostType }) => (hostType === 'html' ? dependencies : []),
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: { output: { codeSplitting: pageChunks(import.meta.dirname, 'src/ui/main.ts') } },
  },
};

/** The command line under Node: one bundle with everything inside, since import.meta.glob needs Vite. */
const cli: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true },
  build: { ssr: 'src/cli/main.ts', target: 'node20', outDir: 'dist/cli', emptyOutDir: true, minify: false, reportCompressedSize: false },
};

export default defineConfig(({ mode }) => (mode === 'cli' ? cli : app));

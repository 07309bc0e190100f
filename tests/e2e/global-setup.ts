/** Before the end-to-end tests: builds the page (and the page over a fake host), serves both, starts one Chromium. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { chromiumArguments, requireChromium } from '../../scripts/chromium.mjs';
import { smallXterm } from '../../scripts/small-xterm.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the page, undefined as long as it cannot be built. */
    site: string | undefined;
    /** Address of the page over a fake host. */
    fixture: string;
    /** Where to connect to the browser. */
    browser: string;
  }
}

const fixtureRoot = fileURLToPath(new URL('fixture', import.meta.url));
const fixtureOut = fileURLToPath(new URL('../../node_modules/.cache/drydock-fixture', import.meta.url));

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await requireChromium();
  const built = process.env['DRYDOCK_BUILT'] !== undefined || (await tryBuild());
  await buildFixture();
  const servers: PreviewServer[] = [await serveFixture()];
  project.provide('fixture', address(servers[0]));
  if (built) {
    servers.push(await preview({ mode: 'app', logLevel: 'warn', preview: { port: 0 } }));
    project.provide('site', address(servers[1]));
  }
  const browser = await chromium.launchServer({ executablePath, args: chromiumArguments });
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await Promise.all(servers.map((server) => server.close()));
  };
}

/** A page that does not build is `npm test`'s failure; the tests over the fake host still tell something. */
async function tryBuild(): Promise<boolean> {
  try {
    await build({ mode: 'app', logLevel: 'warn' });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

async function buildFixture(): Promise<void> {
  const target = {
    outDir: fixtureOut,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  };
  await build({ root: fixtureRoot, configFile: false, base: './', logLevel: 'warn', plugins: [svelte(), smallXterm()], build: target });
}

function serveFixture(): Promise<PreviewServer> {
  return preview({
    root: fixtureRoot,
    configFile: false,
    appType: 'mpa',
    logLevel: 'warn',
    build: { outDir: fixtureOut },
    preview: { port: 0 },
  });
}

function address(server: PreviewServer | undefined): string {
  const [url] = server?.resolvedUrls?.local ?? [];
  if (!url) throw new Error('the preview server has no address');
  return url;
}

/** `npm start`: installs, builds the page, serves it and prints its address. `npm start -- --port 8080 --host` go to the server. */
import { install } from './install.mjs';

install();
const { build, preview } = await import('vite');
await build({ mode: 'app', logLevel: 'warn' });
const server = await preview({ mode: 'app', preview: serverOptions(process.argv.slice(2)), logLevel: 'warn' });
const urls = server.resolvedUrls;
console.log(`\n  Drydock: ${[...(urls?.local ?? []), ...(urls?.network ?? [])].join('  ')}\n  (Ctrl+C ends it)\n`);

function serverOptions(argv) {
  const port = argv.indexOf('--port');
  const chosen = port >= 0 ? Number(argv[port + 1]) : Number(process.env['PORT'] ?? 4173);
  if (!Number.isInteger(chosen) || chosen < 0 || chosen > 65535) {
    console.error('drydock: --port wants a number from 0 to 65535');
    process.exit(1);
  }
  return { port: chosen, host: argv.includes('--host') };
}

/** `npm test`: installs, then types, lint, tests in Node, the build and its size, and the page in a real Chromium. Ends with `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';

install();
const { requireChromium } = await import('./chromium.mjs');
const { checkBundle } = await import('./bundle-size.mjs');

const all = process.argv.includes('--all');
const reports = 'node_modules/.cache/reports';
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

// The download (80 MB where there is none) goes on while the first checks run.
const chromium = requireChromium().catch((error) => error);

await check('types: sim, shell, lab, host', ['tsc', '-p', 'tsconfig.core.json']);
await check('types: cli, tools, tests', ['tsc', '-p', 'tsconfig.node.json']);
await check('types: the page', ['svelte-check', '--tsconfig', './tsconfig.ui.json', '--fail-on-warnings', '--output', 'human']);
await check('lint', ['biome', 'check', '--diagnostic-level=error', '.']);
await suite('unit', ['unit', 'ui'], 10 * 60);
if (await check('build', ['vite', 'build', '--mode', 'app', '--logLevel', 'warn'])) {
  for (const { name, passed } of checkBundle('dist')) count(`size: ${name}`, passed);
  await browserSuite();
}

if (total.skipped > 0) console.log(`${total.skipped} skipped (each test says why)`);
for (const name of failures) console.log(`failed: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function browserSuite() {
  const found = await chromium;
  if (found instanceof Error) return count(`end to end: ${found.message}`, false);
  await suite('end to end', ['e2e'], 8 * 60, { CHROMIUM_PATH: found, DRYDOCK_BUILT: '1' });
}

/** A check is passed when its program ends with 0; its words are shown only when it does not. */
async function check(name, [program, ...argv]) {
  const started = Date.now();
  const { status, output } = await run(program, argv, { seconds: 300, quiet: true });
  if (status !== 0) console.log(output);
  count(`${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`, status === 0);
  return status === 0;
}

/** Vitest projects: each test counts, from the report that it writes. A run that broke without a failed test is one failure. */
async function suite(name, projects, seconds, environment = {}) {
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const argv = [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--passWithNoTests',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = await run('vitest', argv, { seconds, environment: { ...environment, DRYDOCK_TESTS: all ? 'all' : '' } });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const passed = counts.numPassedTests ?? 0;
  const failed = Math.max(counts.numFailedTests ?? 0, status === 0 ? 0 : 1);
  total.passed += passed;
  total.failed += failed;
  total.skipped += (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0);
  for (const file of counts.testResults ?? []) noteFailures(name, file);
  if (status !== 0 && failures.length === 0) failures.push(name);
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${passed} passed, ${failed} failed`);
}

function noteFailures(name, file) {
  if (file.status === 'passed') return;
  const failed = (file.assertionResults ?? []).filter((result) => result.status === 'failed');
  if (failed.length === 0) failures.push(`${name}: ${file.name}`);
  for (const result of failed) failures.push(`${name}: ${result.fullName}`);
}

function count(name, passed) {
  total[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failures.push(name);
  console.log(`${passed ? 'ok  ' : 'FAIL'}  ${name}`);
}

/** Runs a program of node_modules/.bin; after `seconds` it is ended and has failed. */
function run(program, argv, { seconds, quiet = false, environment = {} }) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(join('node_modules', '.bin', windows ? `${program}.cmd` : program), argv, {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
      shell: windows,
    });
    const said = [];
    child.stdout?.on('data', (bytes) => said.push(bytes));
    child.stderr?.on('data', (bytes) => said.push(bytes));
    const timer = setTimeout(() => {
      said.push(Buffer.from(`${program} was ended after ${seconds} s\n`));
      console.log(`${program} was ended after ${seconds} s`);
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status: status ?? 1, output: Buffer.concat(said).toString() });
    });
  });
}

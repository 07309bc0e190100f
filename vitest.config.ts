/** Three sets of tests and the benchmarks: `unit` (the machine, in Node), `ui` (the page's plain functions, in Node), `e2e` (the page, in a real Chromium). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/ui/**', 'tests/bench/**'],
          environment: 'node',
          pool: 'threads',
          isolate: false,
          setupFiles: ['tests/support/stop-machines.ts'],
        },
      },
      { test: { name: 'ui', include: ['tests/ui/**/*.test.ts'], environment: 'node', pool: 'threads', isolate: false } },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/e2e/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Not part of `npm test`: scripts/bench.mjs runs it and prints what it reports.
      {
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          environment: 'node',
          globalSetup: ['tests/e2e/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

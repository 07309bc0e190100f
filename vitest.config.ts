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
        },
      },
    ],
  },
});

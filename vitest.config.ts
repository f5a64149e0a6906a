import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/software.ts', 'tests/setup/tally.ts'],
    pool: 'forks',
    // The software adapter computes on the CPU: more workers only slow each other down.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The demo imports the library by its name; in tests of the demo's parts that means the sources.
  resolve: {
    alias: [
      {
        find: /^webgpu-vae$/,
        replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)),
      },
    ],
  },
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

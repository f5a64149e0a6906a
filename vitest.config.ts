import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

export default defineConfig({
  // The demo imports the library by its name; in tests of the demo's parts that means the sources.
  resolve: {
    alias: [
      { find: /^webgpu-vae$/, replacement: source('index.ts') },
      { find: /^webgpu-vae\/formats$/, replacement: source('formats/index.ts') },
      { find: /^webgpu-vae\/worker$/, replacement: source('worker/index.ts') },
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup/everything.ts'],
    globalSetup: ['tests/setup/software.ts', 'tests/setup/tally.ts'],
    pool: 'forks',
    // The software adapter computes on the CPU: more workers only slow each other down.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

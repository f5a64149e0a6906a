import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './tests/setup/longestFirst.ts';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/**
 * Files that need a process of their own: they lose devices, count all buffers of a process, or change
 * its environment.
 */
const ALONE = [
  'tests/backend/lost.test.ts',
  'tests/node/adapter.test.ts',
  'tests/node/browser.test.ts',
  'tests/node/pictureFolder.test.ts',
  'tests/node/pollGently.test.ts',
  // Registers kinds, which tests of all likelihoods would meet.
  'tests/options/register.test.ts',
  'tests/resilience/**/*.test.ts',
  'tests/runtime/callerDevice.test.ts',
  'tests/worker/classifier.test.ts',
  'tests/worker/host.test.ts',
];

/**
 * Tests of what models learn: by default they run in WebAssembly alone, in a third of SwiftShader's time. Kernels,
 * fused steps and parity with PyTorch run on both.
 */
const LEARNING = ['tests/families/**/*.test.ts', 'tests/privacy/**/*.test.ts'];

/** True unless one adapter computes everything. */
const onBoth = (process.env.VAE_ADAPTER || 'software') === 'software';

/** What also runs on WebAssembly by default. With VAE_ADAPTER=wasm everything does. */
const ON_WASM = [
  'tests/kernels/twins.test.ts',
  'tests/fusion/bits.test.ts',
  'tests/fusion/convolution.test.ts',
  'tests/fusion/convolutionalVae.test.ts',
  'tests/fusion/onDevice.test.ts',
  'tests/parity/convolutional.test.ts',
  'tests/parity/parity.test.ts',
  'tests/parity/private.test.ts',
  'tests/parity/recurrentTraining.test.ts',
  'tests/training/resume.test.ts',
];

function project(test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    // The demo imports the library by its name; in tests of the demo's parts that means the sources.
    resolve: {
      alias: [
        { find: /^webgpu-vae$/, replacement: source('index.ts') },
        { find: /^webgpu-vae\/formats$/, replacement: source('formats/index.ts') },
        { find: /^webgpu-vae\/worker$/, replacement: source('worker/index.ts') },
      ],
    },
    test: {
      setupFiles: [
        'tests/setup/everything.ts',
        'tests/setup/wasmClasses.ts',
        'tests/setup/eachFile.ts',
      ],
      pool: 'forks',
      testTimeout: 300_000,
      hookTimeout: 300_000,
      ...test,
    },
  };
}

function wasmProject(): TestProjectInlineConfiguration {
  const env = { VAE_ADAPTER: 'wasm' };
  const include = onBoth ? [...LEARNING, ...ON_WASM] : ON_WASM;
  return project({ name: 'wasm', include, isolate: false, env });
}

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/adapter.ts', 'tests/setup/tally.ts'],
    // The software adapter computes on the CPU: more workers only slow each other down.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      project({ name: 'alone', include: ALONE, isolate: true }),
      // One process runs many files: they share its device, its pipelines and its modules.
      project({
        name: 'shared',
        include: ['tests/**/*.test.ts'],
        exclude: onBoth ? [...ALONE, ...LEARNING] : ALONE,
        isolate: false,
      }),
      ...(process.env.VAE_ADAPTER === 'wasm' ? [] : [wasmProject()]),
    ],
  },
});

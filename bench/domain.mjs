// @ts-check
/**
 * Compares the cost of checking float data with their upload: one pass that looks whether every value is
 * finite and in the likelihood's domain, a copy within the host's memory, and the upload to the
 * adapter. Rows of MNIST's size; prints a Markdown table.
 *
 *     node bench/domain.mjs --images 60000
 */
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runnerImport } from 'vite';
import { studyGpu, whole } from './lib/study.mjs';
import { figure, markdown } from './table.mjs';

const COLUMNS = 784;
const ROUNDS = 7;

const { images } = new Command()
  .option('--images <n>', 'rows of 784 floats', whole(1), 60_000)
  .parse()
  .opts();

/** @type {{ module: typeof import('./lib/domainSource.mjs') }} */
const { module } = await runnerImport(
  fileURLToPath(new URL('lib/domainSource.mjs', import.meta.url)),
);
const { assertDomain, SHARES, toDataset } = module;

const values = Float32Array.from({ length: images * COLUMNS }, (_, i) => (i % 257) / 256);
const rows = toDataset(values, COLUMNS);
const copy = new Float32Array(values.length);
const { adapter, info, release } = await studyGpu();
const { maxBufferSize } = adapter.limits;
const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize } });
const buffer = device.createBuffer({ size: values.byteLength, usage: GPUBufferUsage.COPY_DST });

/** @type {readonly (readonly [string, () => unknown])[]} */
const contenders = [
  ['check', () => assertDomain(rows, { ...SHARES, of: 'a likelihood' })],
  ['copy on the host', () => copy.set(values)],
  [
    'upload',
    () => {
      device.queue.writeBuffer(buffer, 0, values);
      device.queue.submit([]);
      return device.queue.onSubmittedWorkDone();
    },
  ],
];
const fastest = contenders.map(() => Number.POSITIVE_INFINITY);
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, [, run]] of contenders.entries()) {
    const start = performance.now();
    await run();
    fastest[i] = Math.min(fastest[i] ?? 0, performance.now() - start);
  }
}
console.log(`${info.description}; ${images} rows of ${COLUMNS} floats, the fastest of ${ROUNDS}\n`);
const table = contenders.map(([name], i) => {
  const ms = fastest[i] ?? Number.NaN;
  return [name, figure(ms), figure(values.byteLength / ms / 1e6)];
});
console.log(markdown(['', 'ms', 'GB/s'], table));
device.destroy();
release();

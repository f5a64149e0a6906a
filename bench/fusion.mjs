// @ts-check
/**
 * Measures the time to prepare a recorded step for compilation: fusion rules, arenas and variants.
 * Uses deep models with hundreds to thousands of dispatches, needs no GPU, and prints a Markdown
 * table.
 *
 *     node bench/fusion.mjs --rounds 5
 */
import { Command, Option } from 'commander';
import { runnerImport } from 'vite';
import { whole } from './lib/study.mjs';
import { figure, markdown } from './table.mjs';

/** Hidden layers of encoder and decoder each, for about 330, 650 and 1,300 recorded dispatches. */
const LAYERS = [40, 80, 160];

/** @param {string} path @returns {Promise<any>} */
const source = async (path) => (await runnerImport(new URL(path, import.meta.url).pathname)).module;

/** The recorded step of a model with many narrow layers. @param {number} layers */
async function recordedPlan(layers) {
  const { VaeModel } = await source('../tests/support/vaeModel.ts');
  const { ADAM_DEFAULTS } = await source('../src/optimizers/adam.ts');
  const model = new VaeModel({ input: 784, hidden: Array(layers).fill(32), latent: 8 });
  const rows = { rows: 32, dataRows: 32, dtypes: { data: 'u8' }, ring: 1 };
  return model.trainingPlan(rows, { kind: 'counter', stream: 3 }, ADAM_DEFAULTS).plan;
}

const { rounds } = new Command()
  .addOption(new Option('--rounds <n>', 'times to measure').argParser(whole(1)).default(5))
  .parse()
  .opts();
const { fuse } = await source('../src/fusion/fuse.ts');
const { chooseVariants } = await source('../src/kernels/variants.ts');

const rows = [];
for (const layers of LAYERS) {
  const plan = await recordedPlan(layers);
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    const fused = chooseVariants(fuse(plan), () => 'tiled_32x64');
    return { ms: performance.now() - start, left: fused.step.length };
  });
  const fastest = times.reduce((best, each) => (each.ms < best.ms ? each : best));
  const [first] = times;
  rows.push([
    figure(plan.step.length),
    figure(fastest.left),
    figure(first?.ms ?? 0),
    figure(fastest.ms),
  ]);
}
console.log(markdown(['recorded', 'fused', 'first, ms', 'fastest, ms'], rows));

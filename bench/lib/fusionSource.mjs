// @ts-check
/** The sources that `fusion.mjs` measures, in one module graph of vite's with all kernels loaded. */
import { fuse } from '../../src/fusion/fuse.ts';
import { chooseVariants } from '../../src/kernels/variants.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { loadEverything } from '../../tests/support/loadEverything.ts';
import { VaeModel } from '../../tests/support/vaeModel.ts';

await loadEverything();

/** The step of a model with many narrow layers, as recorded. @param {number} layers */
export function recordedPlan(layers) {
  const model = new VaeModel({ input: 784, hidden: Array(layers).fill(32), latent: 8 });
  /** @type {import('../../src/data/batchSource.ts').BatchSource} */
  const rows = { rows: 32, dataRows: 32, dtypes: { data: 'u8' }, ring: 1 };
  return model.trainingPlan(rows, { kind: 'counter', stream: 3 }, ADAM_DEFAULTS).plan;
}

/** @param {ReturnType<typeof recordedPlan>} plan */
export const ready = (plan) => chooseVariants(fuse(plan), () => 'tiled_32x64');

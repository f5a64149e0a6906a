/**
 * Checks the library's training in this browser on small shapes before timing: a planned step
 * tensor by tensor, which identifies a wrong kernel, then `fit` through the public API, as the
 * contender calls it.
 */
import { permutation } from '../../src/data/permutation.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { Gpu } from '../../src/gpu/device.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { VAE } from '../../src/index.ts';
import { defaultVariant } from '../../src/kernels/defaultVariant.ts';
import { chooseVariants, loadGpuVariants } from '../../src/kernels/variants.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { checkStep, openPlan } from './shared/check/compare.js';
import { buildModel, prepareStep, runTwin } from './shared/check/step.js';
import { gpu as entry } from './shared/gpu.js';
import { loadImages } from './shared/images.js';

const dense = (units) => ({ kind: 'dense', units });

/**
 * Models with sizes that are not multiples of a block in every dimension and several hidden layers,
 * trained in partial batches.
 */
const SMALL = {
  dense: {
    input: 37,
    encoder: [dense(53), dense(29)],
    latent: 3,
    decoder: [dense(29), dense(53)],
  },
  convolutional: {
    input: [9, 7, 2],
    encoder: [
      { kind: 'conv2d', channels: 5, kernel: 3, stride: 2, padding: 1 },
      { kind: 'conv2d', channels: 8, kernel: 3, padding: 1 },
      dense(29),
    ],
    latent: 3,
    decoder: [
      dense(29),
      dense(160),
      { kind: 'reshape', shape: [5, 4, 8] },
      { kind: 'convTranspose2d', channels: 6, kernel: 3, stride: 2, padding: 1 },
    ],
    output: { kind: 'convTranspose2d', kernel: 3, padding: 1 },
  },
};
const ROWS = 13;
const ROW_COUNT = 9;
const DATA_ROWS = 67;
/**
 * Eleven batches, more than two epochs: each epoch has its own order and ends with a small batch.
 */
const STEPS = 11;
/** Tolerance for the loss of a batch, due to the error of the device's cosine. */
const LOSS_TOLERANCE = 1e-4;

/** A planned step with given noise, fused as on this device. */
async function checkPlan(name, data) {
  const gpu = await Gpu.open({ gpu: entry });
  const architecture = SMALL[name];
  const step = await prepareStep({ architecture, rows: ROWS, rowCount: ROW_COUNT, data });
  const fused = fuse(step.plan, { keepBatch: gpu.traits.software });
  if (!gpu.traits.software) await loadGpuVariants();
  const chosen = chooseVariants(fused, (dispatch) => defaultVariant(dispatch, gpu.traits));
  const opened = await openPlan(gpu, chosen, step);
  await checkStep(opened, step, runTwin(step));
  opened.dispose();
  gpu.dispose();
  return `${fused.step.length} dispatches of a small ${name} training step`;
}

/** Losses of `fit`, step by step, against the recorded plan in float64. */
async function checkFit(name, data) {
  const architecture = SMALL[name];
  const options = resolveTraining({ batchSize: ROWS }, vaeFamily);
  const vae = await VAE.create({ architecture, batchSize: ROWS, burst: 1, gpu: entry });
  const losses = [];
  await vae.fit(data, { steps: STEPS, onProgress: ({ elbo }) => losses.push(elbo) });
  vae.dispose();
  for (const [i, expected] of (await twinLosses(architecture, data, options)).entries()) {
    if (Math.abs(losses[i] - expected) <= LOSS_TOLERANCE * expected) continue;
    throw new Error(
      `fit of a ${name} model: the loss of step ${i + 1} is ${losses[i]} where the float64 twin has ${expected}`,
    );
  }
  return `${STEPS} steps of fit of a small ${name} model`;
}

async function twinLosses(architecture, data, options) {
  const model = await buildModel(architecture);
  const source = { rows: ROWS, dataRows: DATA_ROWS, dtypes: { data: 'u8' }, ring: 1 };
  const program = recordTraining(model, source, options);
  const store = new ReferenceStore(model.store);
  const { image } = freshSnapshot(model.store, options.seed);
  for (const [name, values] of unpackState(model.store, image, 'parameters')) {
    store.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(store, program.plan, {
    data,
    row_index: new Uint32Array(DATA_ROWS),
  });
  const perEpoch = Math.ceil(DATA_ROWS / ROWS);
  return Array.from({ length: STEPS }, (_, i) => {
    const epoch = Math.floor(i / perEpoch);
    const first = (i % perEpoch) * ROWS;
    const count = Math.min(ROWS, DATA_ROWS - first);
    executor.values('row_index').set(permutation(DATA_ROWS, options.seed, epoch));
    const scalars = trainingScalars(i + 1, count, program, options);
    executor.run([{ ...scalars, first_row: first }]);
    const sums = program.terms.map((term) => executor.values(term.sums)[0]);
    return sums.reduce((total, sum) => total + sum, 0) / count;
  });
}

/** Tells each check that passed; throws if anything differs. */
async function run() {
  const images = await loadImages();
  for (const [name, { input }] of Object.entries(SMALL)) {
    const columns = [input].flat().reduce((product, size) => product * size);
    // Pieces from the middle of the images, which contain ink.
    const data = Uint8Array.from({ length: DATA_ROWS * columns }, (_, i) => {
      return images[784 * Math.floor(i / columns) + 370 + (i % columns)];
    });
    console.info(`${await checkPlan(name, data)} agree`);
    console.info(`${await checkFit(name, data)} agree`);
  }
}

Object.assign(globalThis, { checks: { run } });

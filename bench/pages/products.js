/**
 * The large products of a model's training step, and the plain kernels, in every variant that the
 * adapter can run. Each is checked against its float64 twin, then timed in turn with the adapter's
 * peak. A variant that disagrees is timed too, and says so.
 */
import { Gpu } from '../../src/gpu/device.ts';
import { defaultVariant } from '../../src/kernels/defaultVariant.ts';
import { NO_STEP } from '../../src/optimizers/optimizer.ts';
import { architectureOf } from '../lib/architecture.mjs';
import { checkStep, openPlan } from './shared/check/compare.js';
import { prepareStep, runTwin } from './shared/check/step.js';
import { gpu as entry } from './shared/gpu.js';
import { loadImages } from './shared/images.js';
import { peakTargets } from './shared/peak.js';
import { productCost } from './shared/products/cost.js';
import { layerByLayer, plainProducts, runPlainTwin, withVariant } from './shared/products/plans.js';
import { variantsFor } from './shared/products/variants.js';
import { openTimer } from './shared/timer.js';

/** A product is large if it does at least this share of a step's multiply-adds. */
const LARGE = 0.05;

const NAMES = {
  conv_backward_input: 'backward input',
  conv_backward_weight: 'weight gradient',
  conv_forward: 'forward',
  conv_transpose_backward_input: 'backward input',
  conv_transpose_forward: 'forward',
  dense_forward: 'forward',
  dense_likelihood: 'forward + likelihood',
  dense_backward_input: 'backward input',
  dense_backward_weight_update: 'weight gradient + update',
};

let gpu;
let timer;
const targets = [];

/** The timed dispatches of a plan, with their costs and names. */
function largeProducts({ step }) {
  const products = step.flatMap((dispatch, index) =>
    dispatch.slots.product ? [{ dispatch, index, ...productCost(dispatch) }] : [],
  );
  const total = products.reduce((sum, { flops }) => sum + flops, 0);
  return products.filter(({ flops }) => flops >= LARGE * total);
}

function shapeOf({ dispatch: { label, kernel }, size, gathered }) {
  if (label.startsWith('plain')) return `${label} ${size}`;
  // The label `fc1.0.forward` or `fc4.forward…reconstruction.backward` names the layer fc1.0 or
  // fc4.
  const [layer] = label.split(/\.(?=[a-z])/);
  const pixels = gathered && !kernel.endsWith('_likelihood') ? ', u8 gathered' : '';
  return `${layer} ${NAMES[kernel] ?? kernel}${pixels} ${size}`;
}

/**
 * Compiles, checks and warms up the products of one plan in one variant. Returns how it disagrees with
 * its twin, if it does.
 */
async function addTargets(step, plan, variant, expected) {
  const opened = await openPlan(gpu, withVariant(plan, variant), step);
  const disagrees = await checkStep(opened, step, expected).then(
    () => undefined,
    (error) => error.message,
  );
  const { executable } = opened;
  // With a step size of 0, weights do not change however often the optimizer runs.
  executable.upload([{ ...step.record, ...NO_STEP }]);
  for (const product of largeProducts(executable.plan)) {
    const encode = (pass, repeats) => {
      for (let i = 0; i < repeats; i++) executable.launch(pass, product.index, 0);
    };
    const repeats = await timer.repeats(encode);
    const { flops, bytes } = product;
    const preferred = variant === defaultVariant(product.dispatch, gpu.traits);
    targets.push({
      kind: 'product',
      about: {
        shape: shapeOf(product),
        variant,
        preferred,
        flops,
        bytes,
        ...(disagrees && { disagrees }),
      },
      rate: async () => flops / (await timer.time(encode, repeats)) / 1e6,
    });
  }
  return disagrees;
}

const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);

/** Returns the products to be timed, in the order of each round's rates. */
async function open({ model, batch, allVariants }) {
  const architecture = architectureOf(model);
  const columns = [architecture.input].flat().reduce((product, size) => product * size);
  const { units } = architecture.encoder.find(({ kind }) => kind === 'dense');
  const images = await loadImages();
  gpu = await Gpu.open({ gpu: entry });
  timer = openTimer(gpu);
  const data = images.subarray(0, 2 * batch * columns);
  const step = await prepareStep({ architecture, rows: batch, rowCount: batch, data });
  const plan = layerByLayer(step.plan);
  const plain = plainProducts({ rows: batch, input: columns, output: units });
  const begin = performance.now();
  const [twin, plainTwin] = [runTwin(step), runPlainTwin(plain)];
  console.info(`float64 twins of the products computed (${secondsSince(begin)} s)`);
  const { variants, leftOut } = await variantsFor(gpu, allVariants);
  const broken = [];
  for (const variant of variants) {
    const start = performance.now();
    let reason;
    try {
      reason = await addTargets(step, plan, variant, twin);
      const other = await addTargets(plain, plain.plan, variant, plainTwin);
      reason ??= other;
    } catch (error) {
      reason = `it could not be made ready: ${error.message}`;
    }
    if (reason !== undefined) broken.push({ variant, reason });
    const verdict = reason === undefined ? 'agrees with its float64 twins' : `BROKEN: ${reason}`;
    console.info(`${variant}: ${verdict} (${secondsSince(start)} s)`);
  }
  targets.push(...(await peakTargets(gpu, timer)));
  return {
    clock: timer.clock,
    leftOut,
    broken,
    products: targets.filter(({ kind }) => kind === 'product').map(({ about }) => about),
  };
}

/** Times everything once. The starting point differs between rounds. */
async function round(number) {
  const start = Math.floor(number * targets.length * 0.382) % targets.length;
  const rates = new Map();
  for (let i = 0; i < targets.length; i++) {
    const target = targets[(start + i) % targets.length];
    rates.set(target, await target.rate());
  }
  const best = (kind) =>
    Math.max(...targets.filter((each) => each.kind === kind).map((each) => rates.get(each)));
  return {
    peak: { gflops: best('gflops'), gbPerSecond: best('gbPerSecond') },
    gflops: targets.filter(({ kind }) => kind === 'product').map((each) => rates.get(each)),
  };
}

function close() {
  timer.dispose();
  gpu.dispose();
}

Object.assign(globalThis, { products: { open, round, close } });

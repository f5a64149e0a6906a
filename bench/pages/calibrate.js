/**
 * Times dispatches of many kernels, variants and sizes, from which the constants of a GPU are fitted.
 * The tests and the page `products` check the values that the dispatches compute.
 */
import { Gpu } from '../../src/gpu/device.ts';
import { kernelEntry, slotPiece } from '../../src/kernels/catalogue.ts';
import { planCost } from '../../src/kernels/cost.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { QUAD } from '../../src/kernels/quads.ts';
import { NO_STEP } from '../../src/optimizers/optimizer.ts';
import { calibrationPlans } from './shared/calibrate/plans.js';
import { openPlan } from './shared/check/compare.js';
import { gpu as entry } from './shared/gpu.js';
import { variantsFor } from './shared/products/variants.js';
import { openTimer } from './shared/timer.js';

/** Variants of a quick calibration. */
const FEW = 2;

let gpu;
let timer;
const targets = [];

/** Invocations of a workgroup: a product's are constants of its file, those of latent kernels an own one. */
function invocationsOf({ kernel, slots, constants }) {
  if (slots.product) {
    const { WORKGROUP_X, WORKGROUP_Y } = slotPiece('product', slots.product.choice).constants;
    return WORKGROUP_X.value * WORKGROUP_Y.value;
  }
  const [x, ...others] = kernelEntry(kernel).workgroupSize;
  return others.reduce((product, size) => product * size, constants.LANES ?? x);
}

/** All that the work and the traffic of a dispatch follow from, as plain data. */
function about(dispatch, { label, flops, bytes }) {
  const { kernel, slots, constants } = dispatch;
  const limit = gpu.device.limits.maxComputeWorkgroupsPerDimension;
  return {
    label,
    kernel,
    choices: Object.fromEntries(Object.entries(slots).map(([slot, { choice }]) => [slot, choice])),
    constants,
    workgroups: launchGrid(dispatch, limit).reduce((product, size) => product * size),
    invocations: invocationsOf(dispatch),
    flops,
    bytes,
  };
}

async function addTargets({ plan, values, record }) {
  const { executable } = await openPlan(gpu, plan, values);
  // With a step size of 0, weights do not change however often the optimizer runs.
  executable.upload([{ ...record, ...NO_STEP }]);
  const { dispatches } = planCost(executable.plan);
  for (const [index, dispatch] of executable.plan.step.entries()) {
    const encode = (pass, repeats) => {
      for (let i = 0; i < repeats; i++) executable.launch(pass, index, 0);
    };
    const repeats = await timer.repeats(encode);
    targets.push({
      about: about(dispatch, dispatches[index]),
      ms: () => timer.time(encode, repeats),
    });
  }
}

/** Variants whose loads serve subgroups of four: in larger ones most of their invocations load in vain. @param {string} variant */
const madeForQuads = (variant) => variant.startsWith('quad_');

/** Returns the dispatches to be timed, in the order of each round's times. */
async function open({ quick, allVariants }) {
  gpu = await Gpu.open({ gpu: entry });
  timer = openTimer(gpu);
  const { variants, leftOut } = await variantsFor(gpu, allVariants);
  const able = variants.filter(
    (variant) => !madeForQuads(variant) || gpu.traits.subgroupSize === QUAD,
  );
  const chosen = quick ? able.slice(0, FEW) : able;
  for (const each of await calibrationPlans(gpu, chosen, quick)) {
    const start = performance.now();
    await addTargets(each);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.info(`${each.plan.name}: ${each.plan.step.length} dispatches ready (${seconds} s)`);
  }
  return { clock: timer.clock, leftOut, dispatches: targets.map((each) => each.about) };
}

/** Times everything once, in milliseconds. The starting point differs between rounds. */
async function round(number) {
  const start = Math.floor(number * targets.length * 0.382) % targets.length;
  const times = targets.map(() => Number.NaN);
  for (let i = 0; i < targets.length; i++) {
    const at = (start + i) % targets.length;
    times[at] = await targets[at].ms();
  }
  return times;
}

function close() {
  timer.dispose();
  gpu.dispose();
}

Object.assign(globalThis, { calibrate: { open, round, close } });

/** The plans whose dispatches a calibration times: plain products, elementwise kernels and a model's step. */
import { fuse } from '../../../../src/fusion/fuse.ts';
import { Store } from '../../../../src/graph/store.ts';
import { dispatch } from '../../../../src/kernels/dispatch.ts';
import { loadAllKernels } from '../../../../src/layers/loadAllKernels.ts';
import { adaptPlan } from '../../../../src/runtime/adaptPlan.ts';
import { IDLE_SCALARS } from '../../../../src/runtime/idleScalars.ts';
import { architectureOf } from '../../../lib/architecture.mjs';
import { prepareStep } from '../check/step.js';
import { plainProducts, withVariant } from '../products/plans.js';

/** Rows, input and output of plain products: from such that are hardly more than a launch to large ones. */
const PRODUCTS = [
  [8, 64, 64],
  [32, 256, 64],
  [128, 128, 256],
  [128, 784, 400],
  [256, 400, 784],
  [512, 512, 512],
];
/** Rows and columns of elementwise kernels. The last exceed the caches of most adapters. */
const MATRICES = [
  [8, 64],
  [256, 256],
  [1024, 1024],
  [1024, 4096],
  [2048, 4096],
];
const BATCH = 128;

/**
 * @param {import('../../../../src/gpu/device.ts').Gpu} gpu
 * @param {readonly string[]} variants of products
 * @param {boolean} quick fewer sizes
 * @returns {Promise<{ plan: any, values: any, record: any }[]>} plans with values of all that they read
 */
export async function calibrationPlans(gpu, variants, quick) {
  await loadAllKernels();
  const some = (sizes) => (quick ? sizes.filter((_, i) => i % 2 === 0) : sizes);
  const products = some(PRODUCTS).flatMap(([rows, input, output]) => {
    const made = plainProducts({ rows, input, output });
    const plan = sized(made.plan, `${rows}×${input}→${output}`);
    return variants.map((variant) => ({ ...made, plan: withVariant(plan, variant) }));
  });
  const elementwise = some(MATRICES).map(([rows, columns]) => elementwiseKernels(rows, columns));
  return [...products, ...elementwise, await modelStep(gpu)].map(({ plan, record, ...values }) => ({
    plan,
    record,
    values,
  }));
}

/** A plan whose name and labels tell its sizes. */
function sized({ name, step, ...plan }, size) {
  const labelled = step.map((dispatch) => ({ ...dispatch, label: `${dispatch.label} ${size}` }));
  return { ...plan, name: `${name} ${size}`, step: labelled };
}

/** Kernels that do next to nothing with what they load. */
function elementwiseKernels(rows, columns) {
  const tensor = (name, role) => ({ name, shape: [rows, columns], dtype: 'f32', role });
  const [x, other] = [tensor('x', 'input'), tensor('other', 'input')];
  const step = [
    dispatch('scale', 'scale', {
      bindings: { x, y: tensor('scaled', 'activation') },
      slots: {},
      constants: { WEIGHT: 0.5, ACCUMULATE: false },
    }),
    dispatch('multiply', 'multiply', {
      bindings: { a: x, b: other, y: tensor('product', 'activation') },
      slots: {},
      constants: { ACCUMULATE: false },
    }),
  ];
  const values = new Float32Array(rows * columns).fill(0.5);
  return {
    store: new Store(),
    plan: sized({ name: 'elementwise', step, burst: [] }, `${rows}×${columns}`),
    inputs: { x: values, other: values },
    record: { ...IDLE_SCALARS, row_count: rows },
  };
}

/** The training step of the benchmark's first model, as the library runs it on this device. */
async function modelStep(gpu) {
  const architecture = architectureOf('seed');
  const data = Uint8Array.from(
    { length: 2 * BATCH * architecture.input },
    (_, i) => (i * 37) % 256,
  );
  const step = await prepareStep({ architecture, rows: BATCH, rowCount: BATCH, data });
  return { ...step, plan: adaptPlan(step.plan, fuse, gpu, { fuse: true }) };
}

/** The plans whose products are timed: a model's training step, and the plain kernels. */
import { fuse } from '../../../../src/fusion/fuse.ts';
import { Store } from '../../../../src/graph/store.ts';
import { dispatch } from '../../../../src/kernels/dispatch.ts';
import { chooseVariants } from '../../../../src/kernels/variants.ts';
import { ReferenceExecutor } from '../../../../src/reference/executor.ts';
import { ReferenceStore } from '../../../../src/reference/store.ts';
import { IDLE_SCALARS } from '../../../../src/runtime/idleScalars.ts';

/** A training step with a separate weight update for every layer, so that each can be timed. */
export function layerByLayer(plan) {
  const fused = fuse(plan, { keepBatch: true });
  return { ...fused, step: fused.step.flatMap(splitUpdate) };
}

function splitUpdate(update) {
  if (update.kernel !== 'dense_backward_weight_update') return [update];
  const layers = update.parts.filter(({ kernel }) => kernel === 'dense_backward_weight');
  return layers.map((layer, i) => ({
    ...update,
    label: layer.label,
    constants: {
      ...Object.fromEntries(
        Object.entries(update.constants).map(([name, value]) => [
          name,
          Array.isArray(value) ? [value[i]] : value,
        ]),
      ),
      LAYERS: 1,
    },
    parts: i === layers.length - 1 ? [layer, ...update.parts.slice(layers.length)] : [layer],
  }));
}

export const withVariant = (plan, variant) => chooseVariants(plan, () => variant);

/**
 * The three forms of a product with a minimal epilogue: NT (x · weightᵀ), NN (dy · weight) and TN
 * (dyᵀ · x). In the form of a training step: a plan, its inputs, and a record.
 *
 * @param {{ rows: number, input: number, output: number }} sizes
 */
export function plainProducts({ rows, input, output }) {
  const given = (name, ...shape) => ({ name, shape, dtype: 'f32', role: 'input' });
  const made = (name, ...shape) => ({ name, shape, dtype: 'f32', role: 'gradient' });
  const x = given('x', rows, input);
  const weight = given('weight', output, input);
  const bias = given('bias', output);
  const dy = given('dy', rows, output);
  const product = { choice: 'direct_8x8', bindings: {} };
  const load = { choice: 'matrix', bindings: { x } };
  const identity = { choice: 'identity', bindings: {} };
  const step = [
    dispatch('dense_forward', 'plain NT', {
      bindings: { weight, bias, y: made('y', rows, output) },
      slots: { load, activation: identity, product },
    }),
    dispatch('dense_backward_input', 'plain NN', {
      bindings: { dy, weight, dx: made('dx', rows, input) },
      slots: { activation_gradient: identity, product },
      constants: { ACCUMULATE: false },
    }),
    dispatch('dense_backward_weight', 'plain TN', {
      bindings: { dy, dweight: made('dweight', output, input), dbias: made('dbias', output) },
      slots: { load, product },
      constants: { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
    }),
  ];
  const inputs = Object.fromEntries(
    [x, weight, bias, dy].map(({ name, shape }, i) => [name, waves(shape, i + 1)]),
  );
  const plan = { name: 'plain products', step, burst: [] };
  const record = { ...IDLE_SCALARS, row_count: rows };
  return { store: new Store(), plan, inputs, record };
}

/** The plain products in float64. */
export function runPlainTwin({ store, plan, inputs, record }) {
  const executor = new ReferenceExecutor(new ReferenceStore(store), plan, inputs);
  executor.run([record]);
  return (name) => executor.values(name);
}

/** Numbers in (-1, 1) without a pattern that repeats per tile or row. */
function waves(shape, phase) {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, i) => Math.sin(phase + 1.7 * i + 1e-4 * i * i));
}

/**
 * One training step of a model as planned by the library, with all its inputs, and its float64
 * twin.
 */
import { permutation } from '../../../../src/data/permutation.ts';
import { vaeFamily } from '../../../../src/families/vae/vaeFamily.ts';
import { logicalSize } from '../../../../src/graph/layout.ts';
import { unpackState } from '../../../../src/graph/unpackState.ts';
import { flatSize } from '../../../../src/layers/layer.ts';
import { ADAM_DEFAULTS } from '../../../../src/optimizers/adam.ts';
import { optimizerScalars } from '../../../../src/optimizers/registry.ts';
import { normalPair, threefry2x32 } from '../../../../src/random/threefry.ts';
import { ReferenceExecutor } from '../../../../src/reference/executor.ts';
import { ReferenceStore } from '../../../../src/reference/store.ts';
import { IDLE_SCALARS } from '../../../../src/runtime/idleScalars.ts';
import { freshSnapshot } from '../../../../src/runtime/initialize.ts';
import { resolveTraining } from '../../../../src/training/options.ts';
import { recordTraining } from '../../../../src/training/recordTraining.ts';

const SEED = 5;
/** The batch starts inside a shuffled index, and not at the first slot of the loss ring. */
const FIRST_ROW = 3;
const RING = 4;
const SLOT = 2;

/**
 * @param {object} options
 * @param {import('../../../../src/index.ts').VaeArchitectureChoice} options.architecture
 * @param {number} options.rows capacity of a batch
 * @param {number} options.rowCount valid rows
 * @param {Uint8Array} options.data more rows than a batch
 */
export async function prepareStep({ architecture, rows, rowCount, data }) {
  const model = await buildModel(architecture);
  const dataRows = data.length / flatSize(model.architecture.input);
  const source = { rows, dataRows, dtypes: { data: 'u8' }, ring: RING };
  const options = resolveTraining({ batchSize: rows }, vaeFamily);
  const { plan: trained, terms } = recordTraining(model, source, options, { noiseGiven: true });
  // Without a list of outputs no tensors share memory, so that all of them can be read.
  const { outputs: _, ...plan } = trained;
  return {
    store: model.store,
    plan,
    sums: terms.map((term) => term.sums),
    inputs: {
      data,
      row_index: permutation(dataRows, SEED, 0),
      noise: Float32Array.from({ length: rows * model.latent.size }, (_, i) =>
        Math.fround(normalPair(...threefry2x32(SEED, 0, 0, i))[0]),
      ),
    },
    image: freshSnapshot(model.store, SEED).image,
    record: {
      ...IDLE_SCALARS,
      row_count: rowCount,
      first_row: FIRST_ROW,
      ring_slot: SLOT,
      counter: 1,
      data_counter: 1,
      data_row: 0,
      loss_weights: IDLE_SCALARS.loss_weights.map(() => 1),
      ...optimizerScalars(1, 1e-3, ADAM_DEFAULTS),
    },
  };
}

/** A model with the layers and shaders that it needs. */
export async function buildModel(architecture) {
  return vaeFamily.build(await vaeFamily.resolve(architecture));
}

/**
 * Values after the step in float64: tensors of the plan by name, parameters and their moments by
 * `part/name`.
 *
 * @param {Awaited<ReturnType<typeof prepareStep>>} step
 * @returns {(name: string) => ArrayLike<number>}
 */
export function runTwin({ store, plan, inputs, image, record }) {
  const reference = new ReferenceStore(store);
  for (const [name, values] of unpackState(store, image, 'parameters')) {
    reference.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(reference, plan, inputs);
  executor.run([record]);
  return (name) => {
    const [part, parameter] = name.split('/');
    if (parameter === undefined) return executor.values(name);
    const { value, m, v } = reference.parameter(parameter);
    return { parameters: value, m, v }[part];
  };
}

/** Elements of the valid rows. The rest of a partial batch holds arbitrary finite values. */
export function countedElements({ shape, role }, { row_count }) {
  return role === 'activation' ? row_count * logicalSize(shape.slice(1)) : logicalSize(shape);
}

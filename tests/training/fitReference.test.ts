import { expect, test } from 'vitest';
import { permutation } from '../../src/data/permutation.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { streams } from '../../src/random/streams.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';
import { relativeDistance } from '../support/train.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { createVae, TINY, TINY_BATCH, tensorsOf } from './models.ts';
import { rowsU8 } from './rows.ts';

const rows = 37; // the last batch of an epoch has 5 rows
const data = rowsU8(rows);
const seed = 11;
const learningRate = 1e-3;
const orders = [0, 1].map((epoch) => permutation(rows, seed, epoch));

/** The results of a training: negative ELBOs of all steps, parameters and first moments. */
interface Trained {
  readonly losses: readonly number[];
  readonly tensors: ReadonlyMap<string, ArrayLike<number>>;
}

/** One epoch per order, step by step in float64, with the noise addressed by seed and step. */
function trainReference(start: Uint8Array, epochs: readonly Uint32Array[]): Trained {
  const model = new VaeModel({ ...TINY, activation: 'relu' });
  const source = { rows: TINY_BATCH, dataRows: rows, dtypes: { data: 'u8' }, ring: 1 } as const;
  const noise = { kind: 'counter', stream: streams.training } as const;
  const { plan, outputs } = model.trainingPlan(source, noise, ADAM_DEFAULTS);
  const store = new ReferenceStore(model.store);
  const initial = tensorsOf(start);
  for (const { name, of, first } of model.store.views) {
    const values = initial.get(name) ?? new Float32Array();
    const { value } = store.parameter(of);
    value.set(values, first === 0 ? 0 : value.length - values.length);
  }
  const executor = new ReferenceExecutor(store, plan, { data, row_index: new Uint32Array(rows) });
  const losses: number[] = [];
  for (const order of epochs) {
    executor.values('row_index').set(order);
    for (let first = 0; first < rows; first += TINY_BATCH) {
      const t = losses.length + 1;
      const count = Math.min(TINY_BATCH, rows - first);
      const scalars = optimizerScalars(t, learningRate, ADAM_DEFAULTS);
      executor.run([
        step(count, {
          first_row: first,
          counter: t,
          seed,
          optimizers: packOptimizerScalars([scalars]),
        }),
      ]);
      const [reconstruction = 0, kl = 0] = [outputs.reconstruction, outputs.kl].map(
        (sums) => executor.values(sums)[0],
      );
      losses.push((reconstruction + kl) / count);
    }
  }
  const tensors = model.store.parameters.flatMap(({ name }) => {
    const { value, m } = store.parameter(name);
    return [
      [name, value],
      [`adam.m.${name}`, m],
    ] as const;
  });
  return { losses, tensors: new Map(tensors) };
}

/** Joins the two heads of the encoder to the one tensor of training. */
function joined(saved: Uint8Array): Map<string, Float32Array> {
  const tensors = tensorsOf(saved);
  for (const prefix of ['', 'adam.m.']) {
    for (const suffix of ['weight', 'bias']) {
      const heads = ['fc21', 'fc22'].map((head) => tensors.get(`${prefix}${head}.${suffix}`) ?? []);
      tensors.set(`${prefix}fc2.${suffix}`, Float32Array.from(heads.flatMap((head) => [...head])));
    }
  }
  return tensors;
}

/** Differences beyond those explained by rounding, the device's cosine and Adam. */
function differences(actual: Trained, expected: Trained): string[] {
  const steps = expected.losses.flatMap((loss, i) =>
    Math.abs((actual.losses[i] ?? Number.NaN) - loss) <= 1e-4 * loss ? [] : [`step ${i + 1}`],
  );
  const tensors = [...expected.tensors].flatMap(([name, wanted]) => {
    const got = Float64Array.from(actual.tensors.get(name) ?? []);
    return relativeDistance(got, Float64Array.from(wanted)) <= 1e-3 ? [] : [name];
  });
  return [...steps, ...tensors];
}

test('fit trains on the rows, in the order and with the noise that the seed says', async () => {
  const vae = await createVae({ seed, learningRate, burst: 1 });
  const start = await vae.save();
  const losses: number[] = [];
  await vae.fit(data, { epochs: 2, onProgress: ({ elbo }) => void losses.push(elbo) });
  const trained = { losses, tensors: joined(await vae.save()) };
  expect(differences(trained, trainReference(start, orders))).toEqual([]);
  // Proof that the order matters: the second epoch with the order of the first.
  const [first = new Uint32Array()] = orders;
  const repeated = differences(trained, trainReference(start, [first, first]));
  expect(repeated).toContain('step 6');
  expect(repeated).toContain('adam.m.fc4.weight');
});

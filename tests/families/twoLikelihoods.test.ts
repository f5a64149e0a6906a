import { afterAll, describe, expect, test } from 'vitest';
import {
  type Architecture,
  batchInputs,
  buildLikelihood,
  declareDense,
  dense,
  type Family,
  type Field,
  type Graph,
  gather,
  type LikelihoodHead,
  loadLikelihood,
  type Model,
  type Objective,
  type ObjectiveRequest,
  registerFamily,
  resolveLikelihood,
  Store,
} from '../../src/extend.ts';
import { readSafetensors, toFloat32 } from '../../src/formats/safetensors.ts';
import { type LikelihoodChoice, VAE } from '../../src/index.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { TestRandom } from '../support/random.ts';
import { device } from '../training/models.ts';

const ROWS = 8;
const HIDDEN = 9;
const COLUMNS = { left: 6, right: 4 } as const;
const SIDES = ['left', 'right'] as const;
type Side = (typeof SIDES)[number];

interface TwoLikelihoodsArchitecture extends Architecture {
  readonly left: LikelihoodChoice;
  readonly right: LikelihoodChoice;
  /** The prefix of the right likelihood's names; those of the left one stand alone. */
  readonly prefix: string;
}

/** Predicts two fields of a row, each under a likelihood of its own, from the first of them. */
class TwoLikelihoods implements Model {
  readonly architecture: TwoLikelihoodsArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[] = SIDES.map((name) => {
    return { name, dtypes: ['f32'], shape: [COLUMNS[name]] };
  });
  readonly figures = { both: SIDES };
  readonly watched = { figure: 'both', better: 'lower' } as const;
  readonly programs = {};
  readonly #hidden;
  readonly #heads: Readonly<Record<Side, LikelihoodHead>>;

  constructor(architecture: TwoLikelihoodsArchitecture) {
    this.architecture = architecture;
    const { store } = this;
    this.#hidden = declareDense(store, {
      name: 'hidden',
      inputs: COLUMNS.left,
      units: HIDDEN,
      activation: 'tanh',
    });
    const head = (side: Side, prefix?: string): LikelihoodHead =>
      buildLikelihood(
        {
          columns: COLUMNS[side],
          store,
          layer: (name, units) => {
            const layer = declareDense(store, {
              name,
              inputs: HIDDEN,
              units,
              activation: 'identity',
            });
            return (graph, h, activation = 'identity') => dense(graph, h, { ...layer, activation });
          },
          ...(prefix !== undefined && { prefix }),
        },
        resolveLikelihood(architecture[side]),
      );
    this.#heads = { left: head('left'), right: head('right', architecture.prefix) };
  }

  objective(graph: Graph, { source }: ObjectiveRequest): Objective {
    const { rows } = source;
    const { field } = batchInputs(graph, this.fields, source);
    const [left, right] = SIDES.map((name) =>
      gather(graph, field(name), { name: `${name}.rows`, rows }),
    );
    if (!left || !right) throw new Error('there are two sides');
    const h = dense(graph, left, this.#hidden);
    return {
      terms: {
        left: { tensor: this.#heads.left.loss(graph, h, left, 1) },
        right: { tensor: this.#heads.right.loss(graph, h, right, 1) },
      },
      updates: [{ group: 'model', minimises: { left: 1, right: 0.5 } }],
    };
  }

  describe() {
    return [];
  }
}

const family: Family = {
  name: 'two-likelihoods',
  defaults: {},
  checkOptions() {},
  async resolve(given) {
    const complete = given as TwoLikelihoodsArchitecture;
    await Promise.all(SIDES.map((side) => loadLikelihood(complete[side])));
    return complete;
  },
  build: async (architecture) => new TwoLikelihoods(architecture as TwoLikelihoodsArchitecture),
};
registerFamily(family);

const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

/** `counts` are whole numbers, which every likelihood of these tests takes. */
function batchOf(seed: number, counts: number): Record<Side, Float32Array> {
  const random = new TestRandom(seed);
  const rows = (columns: number): Float32Array =>
    Float32Array.from(random.integers(ROWS * columns, counts));
  return { left: rows(COLUMNS.left), right: rows(COLUMNS.right) };
}

async function open(
  left: LikelihoodChoice,
  right: LikelihoodChoice,
  prefix = 'right.',
): Promise<{ readonly vae: VAE; readonly architecture: TwoLikelihoodsArchitecture }> {
  const architecture = { family: family.name, left, right, prefix };
  const vae = await VAE.create({ device, architecture, batchSize: ROWS });
  models.push(vae);
  return { vae, architecture };
}

async function weightsOf(vae: VAE): Promise<Map<string, Float32Array>> {
  const { tensors } = readSafetensors(await vae.save());
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}

/** The same steps in float64, from the same weights. */
function inFloat64(
  { architecture, vae }: Awaited<ReturnType<typeof open>>,
  initial: ReadonlyMap<string, Float32Array>,
  batches: readonly Record<Side, Float32Array>[],
) {
  const model = new TwoLikelihoods(architecture);
  const dtypes = { left: 'f32', right: 'f32' } as const;
  const source = { rows: ROWS, dataRows: ROWS, dtypes, ring: 1 };
  const options = resolveTraining(vae.options, family);
  const program = recordTraining(model, source, options);
  const store = new ReferenceStore(model.store);
  for (const { name } of model.store.parameters) {
    store.parameter(name).value.set(initial.get(name) ?? []);
  }
  const rowIndex = Array.from({ length: ROWS }, (_, row) => row);
  const inputs = { ...batchOf(1, 2), row_index: rowIndex };
  const executor = new ReferenceExecutor(store, program.plan, inputs);
  const losses = batches.map((batch, i) => {
    for (const side of SIDES) executor.values(side).set(batch[side]);
    executor.run([trainingScalars(i + 1, ROWS, program, options)]);
    return Object.fromEntries(
      program.terms.map(({ name, sums }) => [name, (executor.values(sums)[0] ?? NaN) / ROWS]),
    );
  });
  const weights = model.store.parameters.map(({ name }) => [name, store.parameter(name).value]);
  return { losses, weights: new Map(weights as [string, Float64Array][]) };
}

const gaussian = { kind: 'gaussian', sigma: 'network' } as const;

describe.each<[LikelihoodChoice, LikelihoodChoice, number]>([
  [gaussian, gaussian, 3],
  [{ kind: 'gaussian', sigma: 'learned' }, { kind: 'gaussian', sigma: 'learned' }, 3],
  ['multinomial', 'multinomial', 5],
  [{ kind: 'categorical', levels: 2 }, { kind: 'categorical', levels: 3 }, 2],
  ['bernoulli', 'poisson', 2],
  [{ kind: 'negativeBinomial' }, { kind: 'negativeBinomial' }, 5],
])('one model with the likelihoods %j and %j', (left, right, counts) => {
  test('trains as its float64 twin does', async () => {
    const opened = await open(left, right);
    const initial = await weightsOf(opened.vae);
    const batches = [3, 4, 5].map((seed) => batchOf(seed, counts));
    const expected = inFloat64(opened, initial, batches);
    for (const [i, batch] of batches.entries()) {
      const report = await opened.vae.step(batch);
      for (const side of SIDES) {
        const wanted = expected.losses[i]?.[side] ?? Number.NaN;
        expect(Math.abs((report[side] ?? NaN) - wanted)).toBeLessThan(
          2e-5 * Math.abs(wanted) + 1e-5,
        );
      }
    }
    const trained = await weightsOf(opened.vae);
    for (const [name, values] of expected.weights) {
      const before = initial.get(name) ?? [];
      expect(values, name).not.toEqual(Float64Array.from(before));
      for (const [i, value] of values.entries()) {
        expect(trained.get(name)?.[i], `${name}[${i}]`).toBeCloseTo(value, 5);
      }
    }
  });
});

test('each likelihood is the density of its own field, by hand', async () => {
  const { vae } = await open(gaussian, gaussian);
  const weights = await weightsOf(vae);
  const batch = batchOf(7, 3);
  const apply = (name: string, inputs: ArrayLike<number>, units: number): number[] => {
    const weight = weights.get(`${name}.weight`) ?? [];
    const bias = weights.get(`${name}.bias`) ?? [];
    return Array.from({ length: units }, (_, unit) =>
      Array.from(inputs).reduce(
        (sum, value, i) => sum + value * (weight[unit * inputs.length + i] ?? NaN),
        bias[unit] ?? NaN,
      ),
    );
  };
  const lossOf = (side: Side, prefix: string): number => {
    let sum = 0;
    for (let row = 0; row < ROWS; row++) {
      const rowOf = (of: Side) => batch[of].subarray(row * COLUMNS[of], (row + 1) * COLUMNS[of]);
      const h = apply('hidden', rowOf('left'), HIDDEN).map(Math.tanh);
      const mean = apply(`${prefix}fc4`, h, COLUMNS[side]);
      const logvar = apply(`${prefix}fc42`, h, COLUMNS[side]);
      for (const [i, x] of rowOf(side).entries()) {
        const variance = Math.exp(logvar[i] ?? NaN) + 1e-4;
        const squares = (x - (mean[i] ?? NaN)) ** 2 / variance;
        sum += 0.5 * (Math.log(2 * Math.PI * variance) + squares);
      }
    }
    return sum / ROWS;
  };
  const report = await vae.step(batch);
  expect(report.left).toBeCloseTo(lossOf('left', ''), 4);
  expect(report.right).toBeCloseTo(lossOf('right', 'right.'), 4);
});

test('without a prefix of its own the second likelihood meets the names of the first', async () => {
  await expect(open(gaussian, gaussian, '')).rejects.toThrow(/"fc4/);
});

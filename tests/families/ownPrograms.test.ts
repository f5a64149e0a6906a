import { expect, test } from 'vitest';
import {
  batchInputs,
  declareDense,
  dense,
  type Family,
  type Field,
  forwardProgram,
  Graph,
  gather,
  likelihood,
  loadAllKernels,
  type Model,
  type ProgramKind,
  registerFamily,
  Store,
  standardNormal,
  weightedSum,
} from '../../src/extend.ts';
import { createVae, tensorsOf } from '../training/models.ts';

const COLUMNS = 3;
const fields: readonly Field[] = [{ name: 'data', dtypes: ['f32'], shape: [COLUMNS] }];

/** A linear autoencoder of one layer, with two programs of its own. */
function build(): Model {
  const store = new Store();
  const layer = declareDense(store, {
    name: 'only',
    inputs: COLUMNS,
    units: COLUMNS,
    activation: 'identity',
  });
  const features: ProgramKind = {
    record({ source }) {
      const graph = new Graph(store);
      const { field } = batchInputs(graph, fields, source);
      const x = gather(graph, field('data'), { name: 'x', rows: source.rows });
      return forwardProgram('features', graph, { features: dense(graph, x, layer), x });
    },
  };
  const jitter: ProgramKind = {
    samples: ({ draws }) => Number(draws),
    record({ source, noise, samples }) {
      const graph = new Graph(store);
      const [a, b] = ['a', 'b'].map((name) => graph.input(name, [source.rows, 2]));
      if (!a || !b) throw new Error('there are two inputs');
      const rows = source.rows * samples;
      const drawn = noise.next(graph, rows, 2);
      const normal = standardNormal(graph, { name: 'normal', rows, latent: 2, noise: drawn });
      const sum = weightedSum(graph, a, b, { name: 'sum', weights: [1, 10] });
      return forwardProgram('jitter', graph, { sum, normal });
    },
  };
  return {
    architecture: { family: 'test-programs' },
    store,
    fields,
    figures: {},
    watched: { figure: 'error', better: 'lower' },
    programs: { features, jitter },
    objective(graph, { source }) {
      const { field } = batchInputs(graph, fields, source);
      const x = gather(graph, field('data'), { name: 'x', rows: source.rows });
      const slot = { choice: 'gaussian_fixed', bindings: {} } as const;
      const outputs = [{ tensor: dense(graph, x, layer), slot }] as const;
      const error = likelihood(graph, x, { name: 'error', outputs, constants: { SIGMA: 1 } });
      return {
        terms: { error: { tensor: error } },
        updates: [{ group: 'model', minimises: { error: 1 } }],
      };
    },
    describe: () => [],
  };
}

const family: Family = {
  name: 'test-programs',
  defaults: { draws: 1 },
  checkOptions() {},
  resolve: async () => ({ family: 'test-programs' }),
  async build() {
    await loadAllKernels();
    return build();
  },
};

registerFamily(family);

const ROWS = 150;
const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i * 7) % 11) / 11);
const create = () =>
  createVae({ config: undefined, architecture: { family: 'test-programs' }, batchSize: 8 });

test('a program over data runs by its name, with all its outputs', async () => {
  const vae = await create();
  expect(vae.programs).toEqual(['features', 'jitter']);
  const { features, x } = await vae.run('features', data);
  expect(x).toEqual(data);
  const weights = tensorsOf(await vae.save());
  const weight = weights.get('only.weight') ?? new Float32Array();
  const bias = weights.get('only.bias') ?? new Float32Array();
  for (let i = 0; i < ROWS * COLUMNS; i++) {
    const [row, unit] = [Math.floor(i / COLUMNS), i % COLUMNS];
    let sum = bias[unit] ?? NaN;
    for (let k = 0; k < COLUMNS; k++) {
      sum += (weight[unit * COLUMNS + k] ?? NaN) * (data[row * COLUMNS + k] ?? NaN);
    }
    expect(features?.[i]).toBeCloseTo(sum, 5);
  }
});

test('a program over other inputs takes them by name, and draws by its seed', async () => {
  const vae = await create();
  const a = Float32Array.from({ length: 2 * ROWS }, (_, i) => i);
  const inputs = { a, b: a };
  const first = await vae.run('jitter', ROWS, { inputs, seed: 4 });
  expect(first.sum).toEqual(a.map((value) => 11 * value));
  expect(first.normal?.length).toBe(2 * ROWS);
  expect(await vae.run('jitter', ROWS, { inputs, seed: 4 })).toEqual(first);
  expect((await vae.run('jitter', ROWS, { inputs, seed: 5 })).normal).not.toEqual(first.normal);
  expect((await vae.run('jitter', ROWS, { inputs, samples: 3 })).normal?.length).toBe(6 * ROWS);
});

test('what a program does not take is refused by name', async () => {
  const vae = await create();
  const a = new Float32Array(2 * ROWS);
  const run = (...args: Parameters<typeof vae.run>) => expect(vae.run(...args)).rejects;
  await run('toString', 1).toThrow('cannot toString; it can: features, jitter');
  await run('encode', data).toThrow('cannot encode; it can: features, jitter');
  await run('jitter', 0).toThrow('rows must be a whole number of at least 1, got 0');
  await run('jitter', ROWS, { samples: 0 }).toThrow('samples must be');
  await run('jitter', ROWS, { inputs: { a } }).toThrow('the program takes "b", 2 values a row');
  await run('jitter', ROWS, { inputs: { a, b: a, c: a } }).toThrow(
    'the program has no option "c"; it takes: a, b',
  );
  await run('jitter', ROWS, { inputs: { a, b: new Float32Array(3) } }).toThrow(
    '"b" takes [150, 2], that is 300 values, got 3',
  );
  await run('features', ROWS).toThrow('the source of the batches says nothing of the field "data"');
});

test('a model without a latent code says so', async () => {
  const vae = await create();
  const message = 'a model of the family "test-programs" has no latent code';
  await expect(vae.manifold()).rejects.toThrow(message);
  await expect(vae.diagnose(data)).rejects.toThrow(message);
  await expect(vae.traverse({ z: new Float32Array(2) }, 0)).rejects.toThrow(message);
});

test('the programs of a VAE run by their names too', async () => {
  const vae = await createVae({ config: { input: COLUMNS, hidden: [4], latent: 2 } });
  const { mu, logvar } = await vae.encode(data);
  const { stats } = await vae.run('encode', data);
  expect(stats?.filter((_, i) => i % 4 < 2)).toEqual(mu);
  expect(stats?.filter((_, i) => i % 4 >= 2)).toEqual(logvar);
  const { x } = await vae.run('decode', ROWS, { inputs: { z: mu } });
  expect(x).toEqual(await vae.decode(mu));
});

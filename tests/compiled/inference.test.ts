import { describe, expect, test } from 'vitest';
import {
  ACTIVATIONS,
  LIKELIHOODS,
  sparseRows,
  toDataset,
  type VaeOptions,
} from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';
import { HIERARCHIES, smallHierarchy } from '../support/smallHierarchy.ts';
import { THOROUGH } from '../support/thorough.ts';
import { largestDifference, TINY } from '../training/models.ts';
import { compiledPair, expectSameBits } from './models.ts';

/** More than two passes. */
const ROWS = 300;
const COLUMNS = 36;
const CLASSIC = { ...TINY, input: COLUMNS };

const random = new TestRandom(12);
const shares = (columns: number): Float32Array =>
  Float32Array.from(random.uniform(ROWS * columns, 0, 1));
const z = Float32Array.from(random.normal(ROWS * TINY.latent));

/** Compares all that a compiled model can do with the model that it was compiled from. */
async function expectSame(options: VaeOptions, latent: number = TINY.latent): Promise<void> {
  const { vae, model } = await compiledPair(options);
  const codes = Float32Array.from(new TestRandom(13).normal(ROWS * latent));
  const x = shares(COLUMNS);
  const [encoding, own] = await Promise.all([model.encode(x), vae.encode(x)]);
  expectSameBits({ ...encoding }, { ...own });
  const sampled = { sample: true, seed: 5 } as const;
  expectSameBits({ ...(await model.encode(x, sampled)) }, { ...(await vae.encode(x, sampled)) });
  expectSameBits({ x: await model.decode(codes) }, { x: await vae.decode(codes) });
  const request = { seed: 7, temperature: 0.8 };
  expectSameBits({ x: await model.sample(ROWS, request) }, { x: await vae.sample(ROWS, request) });
  const data = x.map(Math.round);
  expectSameBits(await model.score(data), await vae.score(data));
  expectSameBits(await model.score(data, { seed: 3 }), await vae.score(data, { seed: 3 }));
}

describe('a compiled model gives the bits of the model that it was compiled from', () => {
  test.each<[string, VaeOptions]>([
    ['the classic one', { config: CLASSIC }],
    ['without hidden layers', { config: { ...CLASSIC, hidden: [] } }],
    ['that draws its data', { config: { ...CLASSIC, binarize: 'dynamic' } }],
    ['trained with several samples', { config: CLASSIC, samples: 3, bound: 'iwae' }],
    [
      'with layers of shapes and another prior',
      {
        architecture: {
          family: 'vae',
          input: [6, 6],
          encoder: [
            { kind: 'reshape', shape: [4, 9] },
            { kind: 'dense', units: 8, activation: 'tanh' },
          ],
          latent: { kind: 'gaussian', size: TINY.latent },
          decoder: [{ kind: 'dense', units: 6, activation: 'silu' }],
        },
      },
    ],
    [
      'that normalizes, with running statistics',
      {
        architecture: {
          family: 'vae',
          input: COLUMNS,
          encoder: [{ kind: 'batchNorm' }, { kind: 'layerNorm', affine: false }],
          latent: TINY.latent,
          decoder: [
            { kind: 'residual', layers: [{ kind: 'dense', units: TINY.latent }] },
            { kind: 'batchNorm', activation: 'relu' },
          ],
        },
      },
    ],
  ])('%s', (_, options) => expectSame(options));

  // One of them is enough to see that shaders of slots are compiled; the kernels' tests have all.
  test.each(THOROUGH ? ACTIVATIONS : ['gelu' as const])('with the activation %s', (activation) =>
    expectSame({ config: { ...CLASSIC, activation } }),
  );

  test.each(LIKELIHOODS)('with the likelihood %s', (kind) => {
    const own = kind === 'categorical' ? { levels: 4 } : {};
    return expectSame({ config: { ...CLASSIC, likelihood: { kind, ...own } as never } });
  });

  test.each(HIERARCHIES)('of the family %s', (family) =>
    expectSame({ architecture: smallHierarchy(family, COLUMNS) }, 8),
  );

  test('under a condition', async () => {
    const { vae, model } = await compiledPair({ config: { ...CLASSIC, condition: 3 } });
    const rows = shares(COLUMNS + 3);
    const each = shares(3);
    const one = each.slice(0, 3);
    expectSameBits({ ...(await model.encode(rows)) }, { ...(await vae.encode(rows)) });
    expectSameBits(await model.score(rows), await vae.score(rows));
    for (const condition of [each, one]) {
      const decoded = await model.decode(z, condition);
      expectSameBits({ x: decoded }, { x: await vae.decode(z, condition) });
      const sampled = await model.sample(ROWS, { condition });
      expectSameBits({ x: sampled }, { x: await vae.sample(ROWS, { condition }) });
    }
  });

  test('of the family vib, labels of every type included', async () => {
    const { vae, model } = await compiledPair({
      architecture: {
        family: 'vib',
        input: [COLUMNS],
        encoder: [{ kind: 'dense', units: 9 }],
        latent: { size: 4 },
        decoder: [],
        classes: 5,
      } as never,
    });
    const x = shares(COLUMNS);
    const label = Uint8Array.from({ length: ROWS }, (_, row) => row % 5);
    expectSameBits({ ...(await model.encode(x)) }, { ...(await vae.encode(x)) });
    const scores = await vae.score({ data: x, label });
    expectSameBits(await model.score({ data: x, label }), scores);
    expectSameBits(await model.score({ data: x, label: Uint32Array.from(label) }), scores);
    await expect(model.decode(z)).rejects.toThrow('cannot decode; it can: encode, score');
  });
});

test('rows may be bytes, sparse or a data set', async () => {
  const { vae, model } = await compiledPair({
    config: { ...CLASSIC, likelihood: 'multinomial' },
  });
  const sparse = sparseRows({
    offsets: [0, 2, 3],
    columns: [4, 30, 7],
    values: [2, 1, 5],
    width: COLUMNS,
  });
  expectSameBits({ ...(await model.encode(sparse)) }, { ...(await vae.encode(sparse)) });
  expectSameBits(await model.score(sparse), await vae.score(sparse));
  const bytes = Uint8Array.from(shares(COLUMNS), (share) => 255 * share);
  const expected = await vae.encode(bytes);
  for (const rows of [bytes, toDataset(bytes, COLUMNS)]) {
    expect(largestDifference((await model.encode(rows)).mu, expected.mu)).toBeLessThan(1e-6);
  }
});

test('calls at the same time do not disturb one another', async () => {
  const { model } = await compiledPair({ config: CLASSIC });
  const inputs = [shares(COLUMNS), shares(COLUMNS), shares(COLUMNS)];
  const together = await Promise.all(inputs.map((x) => model.encode(x)));
  for (const [i, x] of inputs.entries()) expect(together[i]).toEqual(await model.encode(x));
});

test('rows are used as they were at the call', async () => {
  const { model } = await compiledPair({ config: CLASSIC });
  const x = shares(COLUMNS);
  const expected = await model.encode(x);
  const changed = x.slice();
  const encoding = model.encode(changed);
  changed.fill(0);
  expect(await encoding).toEqual(expected);
});

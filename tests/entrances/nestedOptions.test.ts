import { describe, expect, test } from 'vitest';
import { specify } from '../../src/api/specify.ts';
import type { VaeOptions } from '../../src/index.ts';
import { isPlain } from '../../src/plainData.ts';

/** Options that are right, of every kind that has fields of its own. */
const RIGHT: Readonly<Record<string, VaeOptions>> = {
  'a linear schedule': { beta: { kind: 'linear', from: 0, to: 1, steps: 9 } },
  'a cosine schedule': { learningRate: { kind: 'cosine', from: 1e-3, steps: 9 } },
  'a cyclical schedule': { beta: { kind: 'cyclical', steps: 99 } },
  'a sigmoid schedule': { beta: { kind: 'sigmoid', from: 0, to: 1, steps: 9 } },
  'a schedule in steps': { learningRate: { kind: 'step', from: 1e-3, factor: 0.5, every: 9 } },
  'a warm-up': { learningRate: { kind: 'warmup', to: 1e-3, steps: 9 } },
  'a permutation': { sampler: { kind: 'permutation' } },
  'Poisson sampling': { sampler: { kind: 'poisson', mean: 5 } },
  buckets: { sampler: { kind: 'buckets', field: 'data' } },
  'an optimizer of a group': { groups: { model: { learningRate: 1e-4 } } },
  'a capacity': { capacity: { kind: 'linear', from: 0, to: 1, steps: 9 } },
  'a bound': { bound: { kind: 'iwae' }, samples: 4 },
  'a regularizer': { regularizer: { kind: 'totalCorrelation' } },
  'a short form': { config: { input: 8, likelihood: { kind: 'gaussian' } } },
  'a posterior and a prior': {
    architecture: {
      family: 'vae',
      input: 8,
      latent: {
        kind: 'flow',
        size: 4,
        flows: [{ kind: 'planar', count: 2 }],
        prior: { kind: 'mixture', components: 3 },
      },
    },
  },
  layers: {
    architecture: {
      family: 'vae',
      input: [8, 8, 1],
      encoder: [
        { kind: 'conv2d', channels: 4, kernel: 3 },
        { kind: 'dense', units: 8 },
      ],
      latent: 2,
    },
  },
  'a hierarchy': {
    architecture: {
      family: 'ladder',
      input: 8,
      levels: [
        { size: 4, encoder: [{ kind: 'dense', units: 8 }], decoder: [] },
        { size: 2, encoder: [], decoder: [] },
      ],
    },
  },
  'a model of texts': { architecture: { family: 'sequence', vocabulary: 9, length: 4 } },
  topics: { architecture: { family: 'topics', input: 9 } },
  'a bottleneck': { architecture: { family: 'vib', input: 8, classes: 3 } },
};

/** Places of names that the caller chooses. */
const NAMED_BY_CALLER = ['groups'];

/** Paths of all objects in a value, the value itself included. */
function objectsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((each, i) => objectsOf(each, [...path, `${i}`]));
  if (!isPlain(value)) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => objectsOf(each, [...path, name]));
  return NAMED_BY_CALLER.includes(path.join('.')) ? inside : [path, ...inside];
}

/** A copy with one field more in the object at a path. */
function withField(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return { ...(value as object), mistyped: 1 };
  if (Array.isArray(value)) {
    return value.map((each, i) => (`${i}` === first ? withField(each, rest) : each));
  }
  const own = value as Readonly<Record<string, unknown>>;
  return { ...own, [first]: withField(own[first], rest) };
}

describe.each(Object.entries(RIGHT))('%s', (_, options) => {
  test('is right', async () => {
    await expect(specify(options)).resolves.toBeDefined();
  });

  test.each(objectsOf(options).map((path) => [path.join('.') || 'the options', path] as const))(
    'with an unknown name in %s is refused by it',
    async (_place, path) => {
      await expect(specify(withField(options, path) as VaeOptions)).rejects.toThrow('mistyped');
    },
  );
});

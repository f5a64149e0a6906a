import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/families/model.ts';
import { loadFamily } from '../../src/families/registry.ts';
import type { LatentChoice } from '../../src/families/vae/architecture.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import type { ArchitectureChoice, VaeConfigChoice } from '../../src/index.ts';
import type { LayerDescription } from '../../src/layers/stack.ts';
import { builtVae, COLUMNS, SIZE } from '../families/smallVae.ts';
import { smallHierarchy } from '../support/smallHierarchy.ts';
import { VaeModel } from '../support/vaeModel.ts';

/** Parameters that are kept. */
function kept({ store }: Pick<Model, 'store'>): number {
  return store.parameters.reduce((sum, { shape }) => sum + logicalSize(shape), 0);
}

/** The layers that another model has not. */
function added(model: Model, other: Model): readonly LayerDescription[] {
  const known = new Set(other.describe().map(({ name }) => name));
  return model.describe().filter(({ name }) => !known.has(name));
}

async function built(architecture: ArchitectureChoice): Promise<Model> {
  const family = await loadFamily(architecture.family);
  return family.build(await family.resolve(architecture));
}

/** Priors, and how a Gaussian posterior has its KL to each. */
const PRIORS = [
  ['gaussian', 'in closed form'],
  [{ kind: 'dirichlet', concentration: 0.5 }, 'in closed form'],
  [{ kind: 'mixture', components: 4 }, 'by sampling'],
  [{ kind: 'vamp', components: 5 }, 'by sampling'],
  [{ kind: 'flow', flows: [{ kind: 'coupling' }, { kind: 'maf' }] }, 'by sampling'],
] as const;

/** Parameters by the layers that a model tells of. */
function told(model: Pick<VaeModel, 'describe'>): number {
  return model.describe().reduce((sum, { parameters }) => sum + parameters, 0);
}

test('the layers of the classic model have all its parameters, counted by hand', () => {
  const encoder = 785 * 400 + 401 * 40;
  const decoder = 21 * 400 + 401 * 784;
  expect(told(new VaeModel({}))).toBe(encoder + decoder);
});

test.each<VaeConfigChoice>([
  { hidden: [] },
  { hidden: [9, 6] },
  { condition: 4 },
  { likelihood: { kind: 'gaussian', sigma: 'learned' } },
  { likelihood: { kind: 'gaussian', sigma: 'network' } },
  { likelihood: { kind: 'gaussian', sigma: 0.5 } },
  { likelihood: { kind: 'categorical', levels: 4 } },
  { likelihood: { kind: 'categorical', group: 2 } },
  { likelihood: { kind: 'negativeBinomial', dispersion: 'column' } },
  { likelihood: { kind: 'negativeBinomial', dispersion: 'network' } },
  { likelihood: { kind: 'countShares', zeros: 'inflated' } },
  { likelihood: 'laplace' },
  { likelihood: 'fullGaussian' },
  { likelihood: { kind: 'lowRankGaussian', rank: 3 } },
])('the layers of %o have all parameters that are kept', (choice) => {
  const model = new VaeModel({ input: 12, hidden: [5], latent: 3, ...choice });
  expect(told(model)).toBe(kept(model));
});

describe.each(PRIORS)('the prior %o', (prior, way) => {
  test(`is a layer with all its parameters, whose KL is ${way}`, async () => {
    const plain = await builtVae({});
    const model = await builtVae({ prior });
    expect(told(model)).toBe(kept(model));
    const { kind } = typeof prior === 'string' ? { kind: prior } : prior;
    expect(added(model, plain)).toEqual([
      {
        ...{ name: 'prior', kind: `${kind} prior (KL ${way})`, output: [SIZE] },
        parameters: kept(model) - kept(plain),
      },
    ]);
  });
});

test('the prior of a model of sequences is a layer too', async () => {
  const shape = { length: 4, vocabulary: 8, embedding: 3, hidden: 5 };
  const of = (latent: LatentChoice) => built({ family: 'sequence', ...shape, latent });
  const prior = { kind: 'mixture', components: 4 };
  const model = await of({ size: SIZE, prior });
  expect(told(model)).toBe(kept(model));
  expect(added(model, await of({ size: SIZE })).map(({ name }) => name)).toEqual(['prior']);
});

test.each([
  ['hierarchical', 'by sampling'],
  ['ladder', 'in closed form'],
] as const)('levels of a model "%s" tell that their KL is %s', async (family, way) => {
  const model = await built(smallHierarchy(family, COLUMNS));
  expect(told(model)).toBe(kept(model));
  const kinds = model.describe().map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.includes('prior'))).toEqual([`gaussian prior (KL ${way})`]);
});

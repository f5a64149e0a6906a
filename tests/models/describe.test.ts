import { expect, test } from 'vitest';
import { logicalSize } from '../../src/graph/layout.ts';
import type { VaeConfigChoice } from '../../src/index.ts';
import { VaeModel } from '../support/vaeModel.ts';

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
  { likelihood: 'laplace' },
  { likelihood: 'fullGaussian' },
  { likelihood: { kind: 'lowRankGaussian', rank: 3 } },
])('the layers of %o have all parameters that are kept', (choice) => {
  const model = new VaeModel({ input: 12, hidden: [5], latent: 3, ...choice });
  const kept = model.store.parameters.reduce((sum, { shape }) => sum + logicalSize(shape), 0);
  expect(told(model)).toBe(kept);
});

import { expect, it } from 'vitest';
import { MAX_WEIGHTS } from '../../src/graph/differentiate.ts';
import { MAX_TARGETS } from '../../src/graph/graph.ts';
import { catalogue } from '../support/catalogue.ts';

it('has a loss weight and a target in the step record for every term that may have one', () => {
  const { loss_weights, targets } = catalogue.stepLayout.fields;
  expect(loss_weights.count).toBe(MAX_WEIGHTS);
  expect(targets.count).toBe(MAX_TARGETS);
});

import { expect, it } from 'vitest';
import { MAX_WEIGHTS } from '../../src/graph/differentiate.ts';
import { catalogue } from '../support/catalogue.ts';

it('has a loss weight in the step record for every term that a loss may have', () => {
  expect(catalogue.stepLayout.fields.loss_weights.count).toBe(MAX_WEIGHTS);
});

import type { Twin } from '../twin.ts';
import { bernoulliBackward } from './bernoulliBackward.ts';
import { bernoulliForward } from './bernoulliForward.ts';

/** bernoulli_forward and bernoulli_backward in one. */
export const bernoulliForwardBackward: Twin<'bernoulli_forward_backward'> = (
  context,
  logits,
  terms,
  dlogits,
) => {
  bernoulliForward(context, logits, terms);
  const constants = { ...context.constants, ACCUMULATE: false };
  bernoulliBackward({ ...context, constants }, logits, dlogits);
};

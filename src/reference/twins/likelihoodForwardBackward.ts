import type { Twin } from '../twin.ts';
import { likelihoodBackward } from './likelihoodBackward.ts';
import { likelihoodForward } from './likelihoodForward.ts';

/** likelihood_forward and likelihood_backward in one. */
export const likelihoodForwardBackward: Twin<'likelihood_forward_backward'> = (
  context,
  logits,
  terms,
  dlogits,
) => {
  likelihoodForward(context, logits, terms);
  const constants = { ...context.constants, ACCUMULATE: false };
  likelihoodBackward({ ...context, constants }, logits, dlogits);
};

import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';
import { likelihoodBackward } from './likelihoodBackward.ts';
import { likelihoodForward } from './likelihoodForward.ts';

/** likelihood_forward and likelihood_backward combined. */
export const likelihoodForwardBackward: Twin<'likelihood_forward_backward'> = (
  context,
  outputs,
  terms,
  doutputs,
) => {
  likelihoodForward(context, outputs, terms);
  const constants = { ...context.constants, ACCUMULATE: false };
  const { TERM, SAMPLES } = constants;
  const slots = {
    ...context.slots,
    term_weight: (row: number) => lossWeight(context.step, TERM, row, SAMPLES),
  };
  likelihoodBackward({ ...context, constants, slots }, outputs, doutputs);
};

import type { Twin } from '../twin.ts';
import { klBackward } from './klBackward.ts';
import { klForward } from './klForward.ts';

/** kl_forward and kl_backward combined. */
export const klForwardBackward: Twin<'kl_forward_backward'> = (context, stats, terms, dstats) => {
  klForward(context, stats, terms);
  const constants = { ...context.constants, ACCUMULATE: false };
  klBackward({ ...context, constants }, stats, dstats);
};

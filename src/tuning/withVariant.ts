import type { Dispatch } from '../graph/plan.ts';
import { AS_IS } from '../kernels/ownVariants.ts';
import type { Candidate } from './cache.ts';

/** The dispatch in one of its variants, with a label that names it. */
export function withVariant(dispatch: Dispatch, variant: Candidate): Dispatch {
  if (variant === AS_IS) return dispatch;
  const { label, slots } = dispatch;
  const product = { choice: variant, bindings: {} };
  return { ...dispatch, label: `${label} ${variant}`, slots: { ...slots, product } };
}

import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Dispatches that move to one place of the step and become others there. */
export interface Joint {
  readonly parts: readonly Dispatch[];
  /** The part whose place in the step it is. */
  readonly at: Dispatch;
  readonly made: readonly Dispatch[];
}

/** What a rule wants done. It is done only where `IndexedStep.allows` it. */
export interface Rewrite {
  readonly joints: readonly Joint[];
  /** Parts that also stay as they are, for others. */
  readonly kept?: readonly Dispatch[];
  /** A loss term that is made in parts from now on, which the burst must sum up. */
  readonly inParts?: Tensor;
}

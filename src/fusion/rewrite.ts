import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Dispatches that are moved to one position of the step and replaced there. */
export interface Joint {
  readonly parts: readonly Dispatch[];
  /** The part whose position is used. */
  readonly at: Dispatch;
  readonly made: readonly Dispatch[];
}

/** A rewrite that a rule proposes. It is applied only if `IndexedStep.allows` it. */
export interface Rewrite {
  readonly joints: readonly Joint[];
  /** Parts that also remain, for other users. */
  readonly kept?: readonly Dispatch[];
  /** A loss term that is now computed in parts, which the burst must sum. */
  readonly inParts?: Tensor;
}

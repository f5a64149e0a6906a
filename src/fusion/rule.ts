import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, Plan } from '../graph/plan.ts';
import type { IndexedStep } from './indexedStep.ts';
import type { Rewrite } from './rewrite.ts';

/** What of fusion depends on the device. */
export interface FusionOptions {
  /**
   * Whether the batch is written to memory for the weight gradients, one dispatch more. Without
   * it their kernel branches between rows of the data and activations, which a GPU does for
   * nothing; a CPU adapter executes both sides of every branch.
   */
  readonly keepBatch: boolean;
  /** The largest buffer that a binding takes: what does not fit one stays apart. */
  readonly maxBindingBytes?: number;
}

/** Gives the same computation in fewer dispatches. */
export type Fusion = (plan: Plan, options: FusionOptions) => Plan;

/**
 * Finds the pattern that it replaces around one dispatch of the step. The pattern's dispatches
 * all bind a tensor of that one which is made within the step.
 *
 * A rule checks that its kernels compute the same. That the parts may move over the dispatches
 * in between, that nobody else needs what disappears, and that all run in the same steps is
 * checked for every rule where the rewrite is made.
 */
export interface FusionRule {
  /** Kernels around whose dispatches to look. */
  readonly anchors: readonly KernelName[];
  /** Undefined where the pattern does not stand. */
  readonly rewrite: (step: IndexedStep, anchor: Dispatch) => Rewrite | undefined;
}

/** `parts` become `fused` at the place of one of them. */
export function join(
  parts: readonly Dispatch[],
  fused: Dispatch,
  at: Dispatch | undefined = parts[0],
): Rewrite {
  return { joints: at ? [{ parts, at, made: [fused] }] : [] };
}
